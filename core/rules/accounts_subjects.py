"""Rules about the 科目 of the unit's year: codes, the names that belong to them in that year, 名词解释."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.accounts import classification
from core.accounts.classification import EconomicItem, Item
from core.accounts.rows import EconomicLine, FunctionLine
from core.accounts.values import Accounts, RowAmounts, group_of
from core.edits import Batch, SetField
from core.kinds import normal
from core.model import Place
from core.rules.accounts_words import TOPIC, row_name, year_of
from core.rules.finding import Case, Fix, Level, Rule, Said, Side

_DIGITS = {"function": 7, "economic": 5}
_LEVELS = (("category", "类", 3), ("section", "款", 5), ("item", "项", 7))
_YEARS = range(2018, 2026)  # those the table of 科目 covers
_MOST = 4  # items a sentence names
_GLOSSARY = "glossary"  # the answer that stands for 名词解释 once the clerk has typed over it


@dataclass(frozen=True, slots=True)
class _Coded:
    """A row by function with its code, and what the table says of it in the year of the unit's dossier."""

    values: RowAmounts
    row: FunctionLine
    code: str
    known: Item | None


def _coded(case: Case) -> Iterator[_Coded]:
    """The rows by function that have a code."""
    accounts = year_of(case)
    for values in accounts.function if accounts else ():
        row = values.row
        if isinstance(row, FunctionLine) and (code := normal(row.code)):
            yield _Coded(values, row, code, classification.item(code, case.dossier.project.year))


def codes_have_their_digits(case: Case) -> Iterator[Said]:
    """A 项 has seven digits, an economic 款 five (check 98)."""
    accounts = year_of(case)
    for values in (*accounts.function, *accounts.economic) if accounts else ():
        code, digits = normal(values.row.code), _DIGITS[values.table]
        if code and not (len(code) == digits and code.isascii() and code.isdecimal()):
            what = "项" if values.table == "function" else "款"
            yield Said(
                f"{row_name(values)}的编码“{code}”不对，{what}的编码是 {digits} 位数字。",
                (values.place("code"),),
                (Side("填写", code), Side("应为", f"{digits} 位数字")),
            )


def names_belong_to_their_code(case: Case) -> Iterator[Said]:
    """类, 款 and 项 are called as the code says in that year, and belong to the budget they stand in (check 99)."""
    year = case.dossier.project.year
    for one in _coded(case):
        known, row = one.known, one.row
        if known is None:
            yield from _prefix(case, one)
            continue
        if not known.is_called(row.category, row.section, row.item):
            yield _misnamed(one, known, year)
        if group_of(row) != known.source:
            yield Said(
                f"{row_name(one.values)}（{one.code}）是{known.source}的科目，列在了{group_of(row)}里。",
                (one.values.place("source"), one.values.place("code")),
                (Side("填写", group_of(row)), Side("应为", known.source)),
                (Fix(f"改为{known.source}", SetField(one.values.place("source"), row.source, known.source)),),
                detail="source",
            )


def _misnamed(one: _Coded, known: Item, year: int) -> Said:
    """The names and the code, with both ways out: the names of the code, or the code of the names."""
    row, values = one.row, one.values
    official = {"category": known.category, "section": known.section, "item": known.item}
    wrong = [
        (field, level)
        for field, level, _ in _LEVELS
        if not known.is_called(*(getattr(row, name) if name == field else "" for name in official))
    ]
    found = "、".join(f"{level}“{getattr(row, field).strip()}”" for field, level in wrong)
    due = "、".join(f"{level}“{official[field]}”" for field, level in wrong)
    renamed = Batch(tuple(SetField(values.place(f), getattr(row, f), official[f]) for f, _ in wrong))
    fixes = [Fix("按编码改名称", renamed)]
    other = classification.find(row.category, row.section, row.item, year)
    if other is not None and other.code != one.code:
        fixes.append(Fix(f"编码改为 {other.code}", SetField(values.place("code"), row.code, other.code)))
    return Said(
        f"{row_name(values)}的编码 {one.code} 在 {year} 年是{due}，填的是{found}。",
        (values.place(wrong[0][0]), values.place("code")),
        (Side("填写", found), Side(f"{one.code}", due)),
        tuple(fixes),
    )


def _prefix(case: Case, one: _Coded) -> Iterator[Said]:
    """An unknown 项 whose code begins as that of another 类 or 款: told by the table, else by the other rows."""
    if len(one.code) != _DIGITS["function"]:
        return
    for field, level, digits in _LEVELS[:2]:
        name = getattr(one.row, field).strip()
        beginning = one.code[:digits]
        known = classification.items(case.dossier.project.year)
        same = next((item for item in known if item.code.startswith(beginning)), None)
        names = [name if field == wanted else "" for wanted, _, _ in _LEVELS]
        if name and same is not None and not same.is_called(*names):
            official = str(getattr(same, field))
            yield Said(
                f"{row_name(one.values)}的编码 {one.code} 开头的 {beginning} 是{level}“{official}”，填的是“{name}”。",
                (one.values.place(field), one.values.place("code")),
                (Side("填写", name), Side(beginning, official)),
                (_renamed(one, field, level, official),),
                detail=field,
            )
            return


def _renamed(one: _Coded, field: str, level: str, official: str) -> Fix:
    return Fix(f"{level}改为“{official}”", SetField(one.values.place(field), getattr(one.row, field), official))


def codes_are_known(case: Case) -> Iterator[Said]:
    """A code the table does not have: perhaps mistyped, of another year, or to be added by the office (check 100)."""
    year = case.dossier.project.year
    for one in _coded(case):
        if one.known is not None or len(one.code) != _DIGITS["function"] or not one.code.isdecimal():
            continue
        others = [each for each in _YEARS if each != year and classification.item(one.code, each)]
        called = classification.find(one.row.category, one.row.section, one.row.item, year)
        if others:
            years = f"{others[0]}—{others[-1]}" if len(others) > 1 else f"{others[0]}"
            why = f"{year} 年没有这个科目，科目表里它用于 {years} 年"
        else:
            why = "科目表里没有，请核对；确有这个科目的，加进本单位的科目表（用户数据文件夹的 subjects）"
        place = one.values.place("code")
        fixes = (Fix(f"编码改为 {called.code}", SetField(place, one.row.code, called.code)),) if called else ()
        yield Said(
            f"{row_name(one.values)}的编码 {one.code}：{why}。",
            (place,),
            (Side("填写", one.code), Side("科目表", called.code if called else "没有")),
            fixes,
        )


def items_stand_once(case: Case) -> Iterator[Said]:
    """The same 项 does not stand twice in one budget (check 101)."""
    accounts = year_of(case)
    if accounts is not None:
        yield from _twice(accounts.function)


def economic_items_stand_once(case: Case) -> Iterator[Said]:
    """The same economic item does not stand twice (check 101)."""
    accounts = year_of(case)
    if accounts is not None:
        yield from _twice(accounts.economic)


def _twice(rows: tuple[RowAmounts, ...]) -> Iterator[Said]:
    seen: dict[tuple[str, ...], RowAmounts] = {}
    for values in rows:
        key = _identity(values)
        if key is None:
            continue
        first = seen.setdefault(key, values)
        if first is not values:
            field = "item" if values.table == "function" else "name"
            yield Said(
                f"{row_name(values)}（{'，'.join(part for part in key if part)}）列了两次，金额会算两遍。",
                (values.place(field), first.place(field), values.place("outturn"), first.place("outturn")),
                (Side("又一次", row_name(values)), Side("已有", row_name(first))),
            )


def _identity(values: RowAmounts) -> tuple[str, ...] | None:
    """What makes two rows the same: budget and code; without a code the names."""
    row = values.row
    code = normal(row.code)
    if isinstance(row, FunctionLine):
        names = (row.category.strip(), row.section.strip(), row.item.strip())
        return (group_of(row), code) if code else (group_of(row), *names) if names[2] else None
    return (code,) if code else (row.name.strip(),) if row.name.strip() else None


def economic_items_are_called_by_their_code(case: Case) -> Iterator[Said]:
    """An economic item has the name of its code, and is personnel or running as its code says (check 102)."""
    accounts = year_of(case)
    for values in accounts.economic if accounts else ():
        row = values.row
        if not isinstance(row, EconomicLine):
            continue
        known = classification.economic(row.code, case.dossier.project.year)
        if known is not None:
            yield from _miscalled(values, row, known)


def _miscalled(values: RowAmounts, row: EconomicLine, known: EconomicItem) -> Iterator[Said]:
    if row.name.strip() and _plain(row.name) != _plain(known.name):
        yield Said(
            f"经济科目 {known.code} 是“{known.name}”，填的是“{row.name.strip()}”。",
            (values.place("name"), values.place("code")),
            (Side("填写", row.name.strip()), Side(known.code, known.name)),
            (Fix(f"改为“{known.name}”", SetField(values.place("name"), row.name, known.name)),),
        )
    if row.kind.strip() and known.kind and row.kind.strip() != known.kind:
        yield Said(
            f"经济科目 {known.code}“{known.name}”是{known.kind}，列在了{row.kind.strip()}里。",
            (values.place("kind"), values.place("code")),
            (Side("填写", row.kind.strip()), Side(known.code, known.kind)),
            (Fix(f"改为{known.kind}", SetField(values.place("kind"), row.kind, known.kind)),),
            detail="kind",
        )


def _plain(name: str) -> str:
    """A name as it is compared: without blanks, brackets and 用 or 支出 at its end (其他交通费用, 其他交通费)."""
    plain = "".join(normal(name).split()).replace("(", "").replace(")", "")
    return plain.removesuffix("支出").removesuffix("用")


def every_item_used_is_explained(case: Case) -> Iterator[Said]:
    """名词解释 has each 项 that is used (check 104): from the table, or in the text the clerk typed over it."""
    accounts = year_of(case)
    if accounts is None or not any(term.each == "subjects" for term in case.form.terms):
        return
    written = case.dossier.answers.get(_GLOSSARY, "")
    missing = _unexplained(accounts, case.dossier.project.year, written)
    if not missing:
        return
    more = f"等 {len(missing)} 项" if len(missing) > _MOST else ""
    names = "、".join(map(row_name, missing[:_MOST])) + more
    where = "写好的名词解释里没有" if written.strip() else "科目表里没有含义，名词解释会空着"
    typed = (Place("answer", case.dossier.id, _GLOSSARY),) if written.strip() else ()
    yield Said(
        f"{names}：{where}。",
        (*typed, *(values.place("item") for values in missing)),
        (Side("用到的项", f"{len(accounts.function)} 项"), Side("没有解释", f"{len(missing)} 项")),
    )


def _unexplained(accounts: Accounts, year: int, written: str) -> list[RowAmounts]:
    """The rows whose 项 is not explained, each name once."""
    found: dict[str, RowAmounts] = {}
    for values in accounts.function:
        row = values.row
        if not isinstance(row, FunctionLine) or not (name := row.item.strip()):
            continue
        if (name not in written) if written.strip() else not classification.meaning(row, year):
            found.setdefault(name, values)
    return list(found.values())


RULES = (
    Rule(
        "subject-code",
        98,
        "科目编码的位数对",
        Level.WARNING,
        TOPIC,
        "政府收支分类科目：功能分类的项是 7 位数字，经济分类的款是 5 位数字。",
        codes_have_their_digits,
        of=("unit",),
        example="“行政运行”的编码填 21015，只到款：应为 2101501。",
    ),
    Rule(
        "subject-name",
        99,
        "科目名称与编码一致",
        Level.WARNING,
        TOPIC,
        "政府收支分类科目逐年印发：同一编码的类、款、项用当年的名称，列在它所属的预算里。",
        names_belong_to_their_code,
        of=("unit",),
        example="“社会保险经办机构”的编码填 2080102，那是“一般行政管理事务”：应为 2080109。",
    ),
    Rule(
        "subject-known",
        100,
        "科目编码在科目表里",
        Level.HINT,
        TOPIC,
        "科目表收入县级单位常用的科目；没有收入的由单位补充。",
        codes_are_known,
        of=("unit",),
        example="编码 2101595 在科目表里没有：核对后改正，或加进本单位的科目表。",
    ),
    Rule(
        "subject-twice",
        101,
        "同一预算里一个项只列一次",
        Level.WARNING,
        TOPIC,
        "支出功能分类的一个项在同一预算里列一行，列两次金额会重复。",
        items_stand_once,
        of=("unit",),
        example="“行政单位医疗”（2101101）列了两行，都是 13 万元，合计多 13 万元。",
    ),
    Rule(
        "economic-twice",
        101,
        "一个经济科目只列一次",
        Level.WARNING,
        TOPIC,
        "支出经济分类的一个款在基本支出里列一行，列两次金额会重复。",
        economic_items_stand_once,
        of=("unit",),
        example="“办公费”（30201）列了两行，都是 2.72 万元，公用经费多 2.72 万元。",
    ),
    Rule(
        "economic-name",
        102,
        "经济科目的名称与编码一致",
        Level.HINT,
        TOPIC,
        "部门预算支出经济分类科目：名称照编码写；301、303 是人员经费，302 是公用经费。",
        economic_items_are_called_by_their_code,
        of=("unit",),
        example="30217“公务接待费”列在了人员经费里：应为公用经费。",
    ),
    Rule(
        "glossary",
        104,
        "名词解释齐全",
        Level.HINT,
        TOPIC,
        "决算公开要求对用到的每个项作名词解释；科目表有含义的由程序写出。",
        every_item_used_is_explained,
        of=("unit",),
        example="用到“信息化建设”项，写好的名词解释里没有它。",
    ),
)
