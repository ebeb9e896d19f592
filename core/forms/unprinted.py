"""What a project holds and its form does not print: kept in the book, and told to the clerk who changes the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.accounts.lines import SECTIONS, measure_caption
from core.fields import FIELDS
from core.forms.library import known
from core.forms.mentioned import mentioned
from core.forms.model import Form
from core.model import GOAL_PERIODS, SOURCES, STAGES, Dossier, Evidence, Indicator, Place, text_fields
from core.reading import TYPED_OVER
from core.report.paths import NAMED, parts

_NUMBER = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])\s*")
_NEVER_LISTED = frozenset({"name", "form", "scope"})
_DECIDE = frozenset({"project.fund_kind", "project.level"})  # they choose words and sums that are printed
# What stands with another field of its row: the relation and unit with the value, a typed score with the score.
_WITH_OTHERS = frozenset({"level1", "level2", "direction", "unit", "adjusted", "score_reason"})
_OF_FUNDS = frozenset({"fund", "line", "member", "projects", "agencies", "graded"})
# The other ways to print a field: 代码-名称.
_WAYS = {field: {way for way, named in NAMED.items() if field in named} for pair in NAMED.values() for field in pair}

_Said = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Facts that stay in the book: where the first is typed, what they are called, what they say."""

    place: Place
    caption: str
    text: str


def unprinted(form: Form, dossier: Dossier) -> tuple[Kept, ...]:
    """The filled facts of a project that no text, table or heading of its form prints, in the order of the pages."""
    said = mentioned(form)
    return (
        *_headers(form, dossier, said),
        *_funds(form, dossier, said),
        *_goals(form, dossier, said),
        *_indicators(form, dossier, said),
        *_answers(form, dossier, said),
        *_evidence(dossier, said),
        *_accounts(form, dossier),
    )


def _of_rows(head: str, field: str, said: _Said) -> bool:
    """Whether a field is named of the row a table prints, or of one that is listed."""
    return bool({(head, field), (head, "1", field)} & said)


def _headers(form: Form, dossier: Dossier, said: _Said) -> Iterator[Kept]:
    for name in text_fields(type(dossier.project)):
        field, text = f"project.{name}", getattr(dossier.project, name).strip()
        printed = field in _DECIDE or any(("project", way) in said for way in {name} | _WAYS.get(name, set()))
        if text and not printed and name not in _NEVER_LISTED:
            yield Kept(Place("project", dossier.id, name), FIELDS[field].caption, text)


def _funds(form: Form, dossier: Dossier, said: _Said) -> Iterator[Kept]:
    """The amounts of a stage together: 县区级财政 150，上年结转 8."""
    columns = any(head == "measure" for head, *_ in said)
    asked: set[str] = {measure.stage for measure in form.fund.measures if measure.printed and columns}
    asked |= {words[-1] for words in said if words[0] in _OF_FUNDS and words[-1] in STAGES}
    if "annual" in asked:
        asked.add("adjustment")
    for stage, caption in STAGES.items():
        typed = {source: getattr(fund, stage).strip() for source, fund in dossier.funds.items()}
        amounts = [(source, typed[source]) for source in SOURCES if typed.get(source)]
        if amounts and stage not in asked:
            text = "，".join(f"{SOURCES[source]} {amount}" for source, amount in amounts)
            yield Kept(Place("fund", dossier.id, f"{amounts[0][0]}.{stage}"), caption, text)


def _goals(form: Form, dossier: Dossier, said: _Said) -> Iterator[Kept]:
    asked = {goal.period: bool(goal.actual_caption) for goal in form.goals}
    for goal in dossier.goal:
        for part, suffix in (("expected", ""), ("actual", "完成情况")):
            text = getattr(goal, part).strip()
            printed = goal.period in asked and (part == "expected" or asked[goal.period])
            if text and not printed and not {("goal", part), ("goal", goal.period, part), ("goal", "1", part)} & said:
                caption = f"{GOAL_PERIODS.get(goal.period, goal.period)}{suffix}"
                yield Kept(Place("goal", dossier.id, part, goal.id), caption, text)


def _indicators(form: Form, dossier: Dossier, said: _Said) -> Iterator[Kept]:
    """The rows whose names are not printed, or else each field of theirs that is not, all rows together."""
    heads = {head for head, *_ in said}
    asked = {"name", "actual"} if "clauses" in heads else set[str]()
    if heads & {"score", "level", "grade"}:
        asked |= {"weight", "score"}
    for field in text_fields(Indicator):
        rows = [row for row in dossier.indicator if getattr(row, field).strip()]
        if not rows or field in asked | _WITH_OTHERS or _of_rows("indicator", field, said):
            continue
        text = "；".join(getattr(row, field).strip() for row in rows)
        caption = f"{FIELDS[f'indicator.{field}'].caption}（{len(rows)} 个指标）"
        yield Kept(Place("indicator", dossier.id, field, rows[0].id), caption, text)


def _answers(form: Form, dossier: Dossier, said: _Said) -> Iterator[Kept]:
    asked = {topic.key for topic in form.outline("unit" if dossier.is_unit else "project")}
    for key, text in dossier.answers.items():
        printed = key in asked or ("answer", key) in said
        if text.strip() and not printed and not key.startswith(TYPED_OVER):
            plain = "".join(f"{words}…" if path else words for words, path, _ in parts(text.strip()))
            yield Kept(Place("answer", dossier.id, key), _heading(key), plain)


def _accounts(form: Form, dossier: Dossier) -> Iterator[Kept]:
    """The amounts of each section the form does not ask for, and the rows of each table, together."""
    for section in SECTIONS:
        typed = [(line, dossier.accounts[line.key]) for line in section.lines if line.key in dossier.accounts]
        texts = [(line, m, text) for line, row in typed for m in section.measures if (text := getattr(row, m).strip())]
        if texts and section.key not in form.accounts:
            first, measure, _ = texts[0]
            text = "；".join(f"{line.caption}{measure_caption(line.key, m)} {text}" for line, m, text in texts)
            yield Kept(Place("account", dossier.id, f"{first.key}.{measure}"), section.caption, text)
    if dossier.function and "function" not in form.accounts:
        text = "；".join(f"{row.item} {row.outturn}".strip() for row in dossier.function)
        place = Place("function", dossier.id, "item", dossier.function[0].id)
        yield Kept(place, f"支出功能科目（{len(dossier.function)} 行）", text)
    if dossier.economic and "economic" not in form.accounts:
        text = "；".join(f"{row.name} {row.outturn}".strip() for row in dossier.economic)
        place = Place("economic", dossier.id, "name", dossier.economic[0].id)
        yield Kept(place, f"经济科目（{len(dossier.economic)} 行）", text)


def _heading(key: str) -> str:
    """What the forms that ask for an answer call it, without number; the key itself when none of them does any more."""
    found = next((topic.heading for form in known().values() if (topic := form.topic(key))), key)
    return _NUMBER.sub("", found).rstrip("：:，。")


def _evidence(dossier: Dossier, said: _Said) -> Iterator[Kept]:
    """Each field of the attachments that is not printed, all of them together."""
    for field in text_fields(Evidence):
        rows = [row for row in dossier.evidence if getattr(row, field).strip()]
        if rows and not _of_rows("evidence", field, said):
            text = "；".join(getattr(row, field).strip() for row in rows)
            caption = f"佐证材料的{FIELDS[f'evidence.{field}'].caption}（{len(rows)} 件）"
            yield Kept(Place("evidence", dossier.id, field, rows[0].id), caption, text)
