"""Where a cell stands in the window: its page, and its path in words."""

from __future__ import annotations

from enum import StrEnum

from core.accounts.lines import GRID_LINES
from core.accounts.lines import measure_caption as account_caption
from core.captions import column_caption
from core.fields import FIELDS
from core.forms.model import Form, Topic
from core.headers import called
from core.model import SOURCES, STAGES, Dossier, Place
from core.reading import TYPED_OVER, line_of
from core.rules.finding import Finding

_SCORES = ("typed.score.total", "typed.score.grade")


class Tab(StrEnum):
    """The pages of a project, in order; the value is the word on screen."""

    BASICS = "基本信息"
    FUNDS = "资金"
    ACCOUNTS = "决算"  # of the unit's dossier alone
    GOALS = "目标"
    INDICATORS = "指标"
    SCORES = "评分"  # where the form has a score sheet
    PROSE = "正文"
    EVIDENCE = "佐证材料"
    SUMMARY = "汇总"  # of the unit's dossier alone


_TABS = {
    "unit": Tab.BASICS,
    "project": Tab.BASICS,
    "fund": Tab.FUNDS,
    "goal": Tab.GOALS,
    "indicator": Tab.INDICATORS,
    "score_item": Tab.SCORES,
    "function": Tab.ACCOUNTS,
    "economic": Tab.ACCOUNTS,
    "evidence": Tab.EVIDENCE,
}


def title_of(dossier: Dossier) -> str:
    """What a project, or the unit's dossier, is called in the window."""
    return called(dossier.project) or "未命名项目"


def name_of(topic: Topic) -> str:
    """A heading without the mark at its end."""
    return topic.heading.rstrip("。，：")


def tabs_for(dossier: Dossier, form: Form) -> tuple[Tab, ...]:
    """The pages a dossier has: of the unit's only those that hold something."""
    scored = form.scores is not None and (form.scores.of == "unit") == dossier.is_unit
    if not dossier.is_unit:
        without = {Tab.ACCOUNTS, Tab.SUMMARY} if scored else {Tab.ACCOUNTS, Tab.SCORES, Tab.SUMMARY}
        return tuple(tab for tab in Tab if tab not in without)
    measured = measures_unit(form)
    there = {
        Tab.FUNDS: measured,
        Tab.GOALS: measured and bool(form.goals),
        Tab.INDICATORS: measured,
        Tab.ACCOUNTS: bool(form.accounts),
        Tab.SCORES: scored,
        Tab.PROSE: any(topic.of == "unit" and topic.key for topic in form.topics),
        Tab.SUMMARY: True,
    }
    return tuple(tab for tab in Tab if there.get(tab, False))


def measures_unit(form: Form) -> bool:
    """Whether a form measures the unit as a whole: its funds are lines of the final accounts, its goals the unit's."""
    return any(line.account for line in form.fund.lines)


def tab_of(place: Place, form: Form) -> Tab:
    """The page a cell stands on under a form."""
    if place.table == "account":
        return Tab.ACCOUNTS if form.accounts else Tab.FUNDS
    if place.table != "answer":
        return _TABS[place.table]
    if place.field in _SCORES:
        return Tab.INDICATORS
    topic = form.topic(place.field)
    below_the_funds = topic is not None and topic.page == "fund"
    return Tab.FUNDS if below_the_funds or place.field.startswith(TYPED_OVER) else Tab.PROSE


def tab_of_finding(finding: Finding, form: Form) -> Tab:
    """The page a finding is marked on."""
    return tab_of(finding.places[0], form) if finding.places else Tab(finding.topic)


def path_of(place: Place, form: Form, dossier: Dossier | None) -> str:
    """The faint words under a finding: 资金 › 县区级 › 全年执行."""
    parts = (tab_of(place, form).value, *_inside(place, form, dossier))
    return " › ".join(part for part in parts if part)


def _inside(place: Place, form: Form, dossier: Dossier | None) -> tuple[str, ...]:
    if place.table == "fund":
        return _fund_words(form, *place.field.split("."))
    if place.table == "account":
        line, _, measure = place.field.partition(".")
        return (GRID_LINES["account"].get(line, line), account_caption(line, measure))
    if place.table == "answer":
        return _answer_words(place, form)
    in_table = place.table == "indicator"
    caption = column_caption(form, place.field) if in_table else FIELDS[f"{place.table}.{place.field}"].caption
    return (caption,) if dossier is None else (_row_name(place, form, dossier), caption)


def _row_name(place: Place, form: Form, dossier: Dossier) -> str:
    """What a row is called; blank in tables whose rows have no names."""
    match place.table:
        case "indicator":
            return next((row.name or row.level2 for row in dossier.indicator if row.id == place.row), "")
        case "function":
            return next((row.item or row.code for row in dossier.function if row.id == place.row), "")
        case "economic":
            return next((row.name or row.code for row in dossier.economic if row.id == place.row), "")
        case "score_item":
            key = next((row.item for row in dossier.score_item if row.id == place.row), "")
            item = form.scores.item(key) if form.scores else None
            return item.name if item else key
    return ""


def _answer_words(place: Place, form: Form) -> tuple[str, ...]:
    if place.field.startswith(TYPED_OVER):
        return _fund_words(form, *place.field.removeprefix(TYPED_OVER).split("."))
    topic = form.topic(place.field)
    return (name_of(topic),) if topic else ()


def _fund_words(form: Form, line: str, measure: str) -> tuple[str, ...]:
    found = next((li for li in form.fund.lines if line in (li.key, li.source)), line_of(form, line))
    spec = next((m for m in form.fund.measures if m.key == measure), None)
    row = found.caption.strip() if found else SOURCES.get(line, "")
    return (row, spec.caption if spec else STAGES.get(measure, ""))
