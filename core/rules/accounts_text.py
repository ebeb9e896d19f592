"""Rules about figures of the unit's year in running text: amounts, shares, growth, the same in every section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.accounts.lines import LINES, MONEY_MEASURES, measure_caption
from core.accounts.rows import FUNCTION_SOURCES, EconomicLine, FunctionLine
from core.accounts.values import Accounts, RowAmounts, growth, share
from core.kinds import MONEY_UNITS, rounded, trimmed
from core.model import Place
from core.proof.accounts_in_text import Reader, Told
from core.remembered import by_identity
from core.rules.accounts_words import year_of
from core.rules.finding import YEAR_END, Case, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, place_of, rewritten
from core.rules.words import NBSP, gap, percent, percentage_points, sides

_CATEGORY, _ITEM, _ECONOMIC = "类:", "项:", "款:"  # subjects that are rows, by their names
_WHOLES = {
    **dict.fromkeys(LINES["income"].parts, ("income",)),
    **dict.fromkeys(("basic", "projects", "general", "fund", "capital"), ("expenditure",)),
    **dict.fromkeys(LINES["three_public"].parts, ("three_public",)),
    **dict.fromkeys(("personnel", "running"), ("general_basic", "basic")),
    **dict.fromkeys(("goods", "works", "services", "sme_contracts"), ("procurement",)),
    "micro_contracts": ("procurement", "sme_contracts"),
}
# Words that both sides of an equation are told with: 收入、支出总计.
_ALSO = {"total_income": ("total_expenditure",), "fiscal_total_income": ("fiscal_total_expenditure",)}
_VERB = re.compile("^(?:增加|减少|增长|下降) ")
_RATES = {"growth": "增减率", "share": "占比", "completion": "完成预算", "completion_adjusted": "完成调整预算"}


@dataclass(frozen=True, slots=True)
class _Subjects:
    """The unit's year as its text speaks of it: the reader, and the rows behind each name."""

    reader: Reader
    rows: dict[str, list[RowAmounts]]


@by_identity
def _subjects(accounts: Accounts) -> _Subjects:
    rows: dict[str, list[RowAmounts]] = {}
    for category in accounts.categories(FUNCTION_SOURCES[0]):
        if category.name:
            rows[_CATEGORY + category.name.removesuffix("支出")] = list(category.rows)
    for row in (*accounts.function, *accounts.economic):
        told = row.row
        head, name = (_ITEM, told.item) if isinstance(told, FunctionLine) else (_ECONOMIC, _name(told))
        if name.strip():
            rows.setdefault(head + name.strip(), []).append(row)
    return _Subjects(_reader(tuple(sorted(rows, key=len, reverse=True))), rows)


@lru_cache(64)
def _reader(subjects: tuple[str, ...]) -> Reader:
    """The reader of a year's names; amounts change at every step, names seldom."""
    return Reader((subject, _pattern(subject)) for subject in subjects)


def _name(row: object) -> str:
    return row.name if isinstance(row, EconomicLine) else ""


def _pattern(subject: str) -> str:
    """The words for a row: a 类 with 支出 behind it, a 项 with （项）, an economic item within a list."""
    head, name = subject[:2], re.escape(subject[2:])
    if head == _CATEGORY:
        return rf"{name}支出(?![（(])"
    return rf"{name}[（(](?:项|\d{{7}})[）)]" if head == _ITEM else rf"(?<=[：:、，,]){name}(?=\s*\d)"


def _told(case: Case, accounts: Accounts) -> Iterator[tuple[Passage, Told]]:
    """Every figure of the year in the unit's text; a sentence that names a project speaks of the project."""
    names = tuple(name for project in case.neighbours if (name := project.name.strip()))
    reader, year = _subjects(accounts).reader, case.dossier.project.year
    for passage in passages(case):
        if any(character.isdigit() for character in passage[3]):
            listed = "人员经费" in passage[3] or "公用经费" in passage[3]
            for one in reader.read(passage[3], year, names):
                if listed or not one.subject.startswith(_ECONOMIC):
                    yield passage, one


def text_tells_the_figures_of_the_accounts(case: Case) -> Iterator[Said]:
    """Amounts, changes, shares and rates in the unit's text follow from its final accounts (check 59)."""
    accounts = year_of(case)
    if accounts is None:
        return
    for passage, one in _told(case, accounts):
        due = _due(accounts, one)
        if due and not any(map(one.agrees, due)):
            yield _differs(case, accounts, passage, one, due[0])


def is_held_against_accounts(case: Case, passage: Passage, start: int) -> bool:
    """Whether the figure that begins there in a text is one of the unit's year, and the year tells what is due."""
    accounts = year_of(case)
    if accounts is None:
        return False
    told = (one for where, one in _told(case, accounts) if where == passage and one.start == start)
    return any(_due(accounts, one) for one in told)


def _due(accounts: Accounts, one: Told) -> list[Decimal]:
    """The figures a statement may mean, the likeliest first; none while the year does not tell."""
    if one.subject in LINES:
        found = [_figure(accounts, line, one) for line in (one.subject, *_ALSO.get(one.subject, ()))]
        return [due for figures in found for due in figures]
    rows = _subjects(accounts).rows[one.subject]
    groups = [rows] if one.subject.startswith(_CATEGORY) else [[row] for row in rows]
    return [due for group in groups for due in _of_rows(accounts, group, one)]


def _figure(accounts: Accounts, line: str, one: Told) -> list[Decimal]:
    found, before = accounts.amount(line), accounts.amount(line, "previous")
    match one.what:
        case "change":
            return [] if found is None or before is None else [found - before]
        case "growth":
            return _known(growth(found, before))
        case "completion":
            return _known(share(found, accounts.amount(line, "budget")))
        case "completion_adjusted":
            return _known(share(found, accounts.amount(line, "adjusted")))
        case "share":
            wholes = (one.whole,) if one.whole else _WHOLES.get(line, ())
            return [due for whole in wholes for due in _known(share(found, accounts.amount(whole)))]
    typed_over = _known(accounts.computed.get((line, one.what))) if accounts.contradicts(line, one.what) else []
    return [*_known(accounts.amount(line, one.what)), *typed_over]


def _of_rows(accounts: Accounts, rows: list[RowAmounts], one: Told) -> list[Decimal]:
    def amount(measure: str) -> Decimal | None:
        known = [row.amounts[measure] for row in rows if measure in row.amounts]
        return sum(known, Decimal(0)) if len(known) == len(rows) else None

    match one.what:
        case "share":
            whole = one.whole or "general"
            return _known(share(amount("outturn"), accounts.amount(whole)))
        case "completion":
            return _known(share(amount("outturn"), amount("budget")))
        case "completion_adjusted":
            return _known(share(amount("outturn"), amount("adjusted")))
    return _known(amount(one.what)) if one.what in MONEY_MEASURES else []


def _known(value: Decimal | None) -> list[Decimal]:
    return [] if value is None else [value]


def _differs(case: Case, accounts: Accounts, passage: Passage, one: Told, due: Decimal) -> Said:
    written, right, off = _figures(case, one, due)
    text = passage[3]
    corrected = f"{text[: one.start]}{_live(one, right)}{text[one.end :]}"
    same_way = one.value == 0 or due == 0 or (one.value < 0) == (due < 0)
    fixes = (rewritten(case, passage, f"改为 {right}", corrected),) if same_way else ()
    return Said(
        f"{heading(case, passage)}里{_subject(one)}{_what(one)}写的是 {written}，按决算数是 {right}，{off}。",
        (place_of(case, passage), *_sources(accounts, one)),
        sides(written, right, off),
        fixes,
        detail=f"{one.subject} {one.what} {one.start}",
    )


def _subject(one: Told) -> str:
    return LINES[one.subject].caption if one.subject in LINES else f"“{one.subject[2:]}”"


def _what(one: Told) -> str:
    """The measure in a sentence; the outturn goes without saying."""
    if one.what in ("change", "outturn"):
        return "" if one.what == "outturn" else "的增减额"
    return f"的{_RATES.get(one.what) or measure_caption('general', one.what)}"


def _figures(case: Case, one: Told, due: Decimal) -> tuple[str, str, str]:
    """The stated figure, the right one as it is printed, and the gap; a fall is named as such."""
    decimals = len(one.written.partition(".")[2])
    ways = {"change": ("增加 ", "减少 "), "growth": ("增长 ", "下降 ")}.get(one.what, ("", ""))
    stated, right = ways[one.value < 0], ways[due < 0]
    if one.unit == "%":
        rate = rounded(abs(due), max(decimals, case.form.rate_decimals))
        least = Decimal(1).scaleb(-case.form.rate_decimals)
        due_figure = f"不到 {percent(trimmed(least))}" if rate == 0 != due else percent(trimmed(rate))
        off = gap(abs(one.value), rate, percentage_points)
        return f"{stated}{percent(one.written)}", f"{right}{due_figure}", off

    def figure(value: Decimal) -> str:
        return f"{trimmed(rounded(value / MONEY_UNITS[one.unit], max(decimals, 2)))}{NBSP}{one.unit}"

    off = gap(abs(one.value), abs(due), figure) if (one.value < 0) == (due < 0) else "方向相反"
    return f"{stated}{one.written}{NBSP}{one.unit}", f"{right}{figure(abs(due))}", off


def _live(one: Told, right: str) -> str:
    """The live figure that stands for a stated one from now on; of a row, and in 亿元, the figure itself."""
    plain = _VERB.sub("", right).replace(NBSP, "").replace(" ", "")
    if one.subject not in LINES:
        return plain
    if one.what == "share":
        whole = one.whole or next(iter(_WHOLES.get(one.subject, ())), "")
        return f"{{account.{one.subject}.share_of.{whole}:数}}%" if whole else plain
    if one.unit == "%":
        return f"{{account.{one.subject}.{one.what}:数}}%"
    return f"{{account.{one.subject}.{one.what}:{one.unit}}}" if one.unit in ("元", "万元") else plain


def _sources(accounts: Accounts, one: Told) -> tuple[Place, ...]:
    """The cells the figure follows from."""
    measures = {
        "change": ("outturn", "previous"),
        "growth": ("outturn", "previous"),
        "share": ("outturn",),
        "completion": ("outturn", "budget"),
        "completion_adjusted": ("outturn", "adjusted"),
    }.get(one.what, (one.what,))
    if one.subject in LINES:
        return tuple(accounts.place(one.subject, measure) for measure in measures)
    return tuple(row.place(measure) for row in _subjects(accounts).rows[one.subject][:4] for measure in measures)


def a_fact_is_the_same_in_every_section(case: Case) -> Iterator[Said]:
    """What the accounts do not tell is at least told the same way in every section (check 105)."""
    accounts = year_of(case)
    if accounts is None:
        return
    first: dict[tuple[str, str, str], tuple[Passage, Told]] = {}
    for passage, one in _told(case, accounts):
        if _due(accounts, one):
            continue
        there, other = first.setdefault((one.subject, one.what, one.whole), (passage, one))
        if there is passage or abs(one.value - other.value) <= max(one.tolerance, other.tolerance):
            continue
        shown = f"{one.written}{NBSP}{one.unit}", f"{other.written}{NBSP}{other.unit}"
        yield Said(
            f"{_subject(one)}{_what(one)}，{heading(case, passage)}里是 {shown[0]}，"
            f"{heading(case, there)}里是 {shown[1]}。",
            (place_of(case, passage), place_of(case, there)),
            (Side(heading(case, passage), shown[0]), Side(heading(case, there), shown[1])),
            detail=f"{one.subject} {one.what} {one.start}",
        )


def shares_of_a_sentence_add_up(case: Case) -> Iterator[Said]:
    """Shares whose amounts make up the total of their sentence are 100 % together (check 106); where the accounts are
    known each share is recomputed by check 59 instead."""
    accounts = year_of(case)
    if accounts is None:
        return
    groups: dict[tuple[Passage, int], list[Told]] = {}
    for passage, one in _told(case, accounts):
        groups.setdefault((passage, one.sentence), []).append(one)
    for (passage, start), told in groups.items():
        shares = [one for one in told if one.what == "share" and not one.whole]
        amounts = {one.subject: one.value for one in told if one.what == "outturn"}
        parts = [amounts.pop(one.subject, None) for one in shares]
        known = [part for part in parts if part is not None]
        total = sum((one.value for one in shares), Decimal(0))
        if len(shares) < 2 or len(known) < len(shares) or any(_due(accounts, one) for one in shares):
            continue
        rounding = sum((one.tolerance for one in shares), Decimal(0))
        if sum(known, Decimal(0)) in amounts.values() and abs(total - 100) > rounding:
            shown = percent(trimmed(total))
            yield Said(
                f"{heading(case, passage)}里 {len(shares)} 项的占比合计 {shown}，应为 {percent('100')}，"
                f"{gap(total, Decimal(100), percentage_points)}。",
                (place_of(case, passage),),
                sides(shown, percent("100"), percentage_points(abs(total - 100))),
                detail=f"{start}",
            )


RULES = (
    Rule(
        "text-accounts",
        59,
        "正文里的决算数、占比、增减由决算数算得出来",
        Level.WARNING,
        "正文",
        "决算情况说明里的金额、占比、增减额、增减率、完成率都由决算数算出，各处是同一个数；用程序写的句子就不会写错。",
        text_tells_the_figures_of_the_accounts,
        of=("unit",),
        stages=YEAR_END,
        example="上年 1392.73 万元，写“增长26.00%”，应为 26.27 %；公务接待费是“三公”经费的全部，却写“占0%”。",
    ),
    Rule(
        "same-fact",
        105,
        "同一个数在各节里相同",
        Level.WARNING,
        "正文",
        "同一项金额或比率在几节里写了几次的，各处相同；决算表里有的，与决算表核对。",
        a_fact_is_the_same_in_every_section,
        of=("unit",),
        stages=YEAR_END,
        example="一节写一般公共预算财政拨款支出 1758.56 万元，另一节写 1759.24 万元。",
    ),
    Rule(
        "share-sum",
        106,
        "占比合计为 100 %",
        Level.WARNING,
        "正文",
        "各项金额加起来是总数的，各项占比加起来是 100 %，四舍五入的尾差除外。",
        shares_of_a_sentence_add_up,
        of=("unit",),
        stages=YEAR_END,
        example="本年支出合计 100 万元，其中基本支出 16 万元、占 16%，项目支出 84 万元、占 74%：合计 90 %。",
    ),
)
