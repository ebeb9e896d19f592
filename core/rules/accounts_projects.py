"""Rules about the unit's year against its projects: what they spent, how many there are, what the annexes hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.accounts.values import share
from core.forms.model import Form
from core.forms.paper_model import Document
from core.kinds import trimmed
from core.model import Place
from core.reading import TOTAL, TYPED_OVER, Values
from core.remembered import by_identity
from core.rules.accounts_words import TOPIC, agree, named, setting, year_of
from core.rules.finding import YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.words import NBSP, gap, money, rate, sides

_COVERED = Parameter("percent", "项目表覆盖项目支出的多少就不提示", Decimal(100), "%")
_MOST = 4  # projects a sentence names


def projects_spent_what_the_accounts_say(case: Case) -> Iterator[Said]:
    """Σ 全年执行 of the year's projects against 项目支出 (check 24): never more, and all of it covered."""
    accounts, members = year_of(case), case.values.members
    due = accounts.amount("projects") if accounts else None
    spent = [amount for one in members if (amount := one.amount(TOTAL, "executed")) is not None]
    if accounts is None or due is None or not spent:
        return
    found = sum(spent, Decimal(0))
    if agree(case, "projects", found, due) or (found < due and len(spent) < len(members)):
        return
    covered = share(found, due)
    if found < due and covered is not None and covered >= case.parameter("project-outturn", _COVERED):
        return
    shown = money(found, case.form), money(due, case.form), money(abs(found - due), case.form)
    part = f"，覆盖 {rate(covered, case.form)}" if covered is not None and found < due else ""
    off = gap(found, due, lambda value: money(value, case.form))
    ask = "，没有列项目表的支出请说明" if found < due else "，请核对项目表的执行数和决算口径"
    yield Said(
        f"{len(spent)} 个项目的全年执行合计 {shown[0]}，决算的{named('projects')} {shown[1]}，{off}{part}{ask}。",
        (accounts.place("projects"), *(one.fund_place(TOTAL, "executed") for one in members)),
        (
            Side("项目表合计", shown[0]),
            Side(f"决算{named('projects')}", shown[1]),
            Side("相差", shown[2]),
            *((Side("覆盖", rate(covered, case.form)),) if covered is not None else ()),
        ),
    )


def counts_of_projects_are_those_of_the_list(case: Case) -> Iterator[Said]:
    """编制绩效目标, 监控, 自评 of how many projects: as many as the year has (check 103)."""
    accounts, members = year_of(case), case.values.members
    if accounts is None or not members or "management" not in case.form.accounts:
        return
    with_goals = sum(bool(one.dossier.goal or one.dossier.indicator) for one in members)
    for line, due, words in (
        ("evaluated", len(members), "项目清单有"),
        ("with_goals", with_goals, "项目清单里有目标或指标的"),
    ):
        found = accounts.amount(line)
        if found is not None and found != due:
            yield Said(
                f"{named(line)}填 {_items(found)}，{words} {_items(Decimal(due))}，"
                f"{gap(found, Decimal(due), _items)}。",
                (accounts.place(line),),
                sides(_items(found), _items(Decimal(due)), _items(abs(found - due))),
                (setting(case, accounts, line, "outturn", Decimal(due)),),
            )
    for line in ("assessed", "monitored"):
        found = accounts.amount(line)
        if found is not None and found > len(members):
            yield Said(
                f"{named(line)}填 {_items(found)}，项目清单只有 {_items(Decimal(len(members)))}。",
                (accounts.place(line),),
                (Side("填写", _items(found)), Side("项目清单", _items(Decimal(len(members))))),
            )


def _items(value: Decimal) -> str:
    return f"{trimmed(value)}{NBSP}个"


def annexes_have_something_in_them(case: Case) -> Iterator[Said]:
    """What the contents page lists as an annex has a content (check 52): each project's report, the unit's own."""
    if year_of(case) is None:
        return
    pieces = [piece for document in case.form.documents_of("unit") for piece in document.pieces]
    annexes = [piece for piece in pieces if piece.kind == "annex"]
    if any(piece.of == "project" for piece in annexes):
        yield from _empty_projects(case)
    keys = {key for piece in annexes for key in piece.documents}
    for document in case.form.documents_of("unit"):
        topics = _asked(case.form, document) if document.key in keys else ()
        if topics and not any(case.dossier.answers.get(key, "").strip() for key in topics):
            yield Said(
                f"目录列出的附件“{document.kind}”还没有写：{len(topics)} 个标题下面都没有内容。",
                tuple(Place("answer", case.dossier.id, key) for key in topics),
                (Side("目录", document.kind), Side("正文", "没有内容")),
                detail=document.key,
            )


def _empty_projects(case: Case) -> Iterator[Said]:
    """Projects whose annex would be a form without a word in it."""
    empty = [one for one in case.values.members if not _is_begun(one) or not _has_report(one)]
    if not empty:
        return
    names = "、".join(f"“{one.dossier.project.name.strip() or '未命名项目'}”" for one in empty[:_MOST])
    more = f"等 {len(empty)} 个项目" if len(empty) > _MOST else ""
    yield Said(
        f"目录会把每个项目的自评报告列为附件，{names}{more}的报告还没有内容。",
        tuple(Place("project", one.dossier.id, "name") for one in empty),
        (Side("附件", _items(Decimal(len(case.values.members)))), Side("没有内容", _items(Decimal(len(empty))))),
        detail="projects",
    )


def _is_begun(one: Values) -> bool:
    """Whether a project has amounts or indicators."""
    return bool(one.amounts or one.dossier.indicator)


def _has_report(one: Values) -> bool:
    """Whether its running text is begun; a form that asks for none needs none."""
    if not _asked_of_project(one.form):
        return True
    return any(text.strip() for key, text in one.dossier.answers.items() if not key.startswith(TYPED_OVER))


@by_identity
def _asked_of_project(form: Form) -> tuple[str, ...]:
    return tuple(topic.key for topic in form.outline("project") if topic.key and not topic.sentence)


def _asked(form: Form, document: Document) -> tuple[str, ...]:
    """The answers a document prints under headings of its own: no sentences, nothing repeated from elsewhere."""
    outlines = {piece.outline for piece in document.pieces if piece.kind == "outline"}
    topics = (topic for topic in form.outline("unit") if topic.outline in outlines and topic.key)
    return tuple(topic.key for topic in topics if not (topic.sentence or topic.repeats or topic.empty or topic.when))


RULES = (
    Rule(
        "project-outturn",
        24,
        "项目执行合计与决算项目支出对得上",
        Level.WARNING,
        TOPIC,
        "各项目表的全年执行合计不大于决算的项目支出；小于的，说明哪些项目支出没有列项目表。",
        projects_spent_what_the_accounts_say,
        of=("unit",),
        stages=YEAR_END,
        example="5 个项目执行合计 88 万元，决算的项目支出 69.85 万元，多 18.15 万元。",
        parameters=(_COVERED,),
    ),
    Rule(
        "annex-content",
        52,
        "目录列出的附件都有内容",
        Level.WARNING,
        TOPIC,
        "目录和附件清单列出的每份报告，正文里都要有；没有写的先写，不该有的项目移出本年。",
        annexes_have_something_in_them,
        of=("unit",),
        stages=YEAR_END,
        example="目录列出 9 个项目的自评报告，其中“居民参保档案整理费”的报告没有一个字。",
    ),
    Rule(
        "management-counts",
        103,
        "绩效管理的项目数与项目清单一致",
        Level.WARNING,
        TOPIC,
        "自评的项目数等于本年项目数，编制目标的项目数等于有目标或指标的项目数，评估、监控的项目数不大于本年项目数。",
        counts_of_projects_are_those_of_the_list,
        of=("unit",),
        example="项目清单有 9 个项目，开展绩效自评的项目填 21 个：多 12 个。",
    ),
)
