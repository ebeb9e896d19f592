"""What a project holds and its form does not print: kept in the book, and told to the clerk who changes the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.fields import FIELDS
from core.forms.library import known
from core.forms.model import Form
from core.model import GOAL_PERIODS, SOURCES, STAGES, Dossier, Indicator, Place, text_fields
from core.reading import TYPED_OVER
from core.report.paths import parts

_NEVER_LISTED = frozenset({"name", "form", "scope"})
# What stands with another field of its row: the relation and unit with the value, a typed score with the score.
_WITH_OTHERS = frozenset({"level1", "level2", "direction", "unit", "adjusted", "score_reason"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Facts that stay in the book: where the first is typed, what they are called, what they say."""

    place: Place
    caption: str
    text: str


def unprinted(form: Form, dossier: Dossier) -> tuple[Kept, ...]:
    """The filled facts of a project that its form neither asks for nor prints, in the order of the window's pages.

    What a form asks for counts as printed: it decides a wording, a sum or a score.
    """
    said = "\n".join(_templates(form))
    return (
        *_headers(form, dossier, said),
        *_funds(form, dossier, said),
        *_goals(form, dossier, said),
        *_indicators(form, dossier, said),
        *_answers(form, dossier, said),
        *_evidence(dossier, said),
    )


def _templates(form: Form) -> Iterator[str]:
    """Every text of the form that figures stand in."""
    yield from (sentence.text for sentence in form.sentences)
    yield from (cell.text for table in form.tables for row in table.rows for cell in row.cells)
    for document in form.documents:
        yield document.title
        yield from (piece.text for piece in document.pieces)


def _headers(form: Form, dossier: Dossier, said: str) -> Iterator[Kept]:
    asked = {header.field for header in form.headers}
    for name in text_fields(type(dossier.project)):
        field, text = f"project.{name}", getattr(dossier.project, name).strip()
        printed = field in asked or re.search(rf"\bproject\.(?:coded_)?{name.removesuffix('_code')}\b", said)
        if text and not printed and name not in _NEVER_LISTED:
            yield Kept(Place("project", dossier.id, name), FIELDS[field].caption, text)


def _funds(form: Form, dossier: Dossier, said: str) -> Iterator[Kept]:
    """The amounts of a stage together: 县区级财政 150，上年结转 8."""
    asked = {measure.stage for measure in form.fund.measures}
    if "annual" in asked:
        asked.add("adjustment")
    for stage, caption in STAGES.items():
        typed = {source: getattr(fund, stage).strip() for source, fund in dossier.funds.items()}
        amounts = [(source, typed[source]) for source in SOURCES if typed.get(source)]
        if amounts and stage not in asked and not re.search(rf"\.{stage}\b", said):
            text = "，".join(f"{SOURCES[source]} {amount}" for source, amount in amounts)
            yield Kept(Place("fund", dossier.id, f"{amounts[0][0]}.{stage}"), caption, text)


def _goals(form: Form, dossier: Dossier, said: str) -> Iterator[Kept]:
    asked = {goal.period: bool(goal.actual_caption) for goal in form.goals}
    for goal in dossier.goal:
        for part, suffix in (("expected", ""), ("actual", "完成情况")):
            text = getattr(goal, part).strip()
            printed = goal.period in asked and (part == "expected" or asked[goal.period])
            if text and not printed and not re.search(rf"\bgoal\.(?:{goal.period}\.)?{part}\b", said):
                caption = f"{GOAL_PERIODS.get(goal.period, goal.period)}{suffix}"
                yield Kept(Place("goal", dossier.id, part, goal.id), caption, text)


def _indicators(form: Form, dossier: Dossier, said: str) -> Iterator[Kept]:
    """The rows whose names are not printed, or else each field of theirs that is not, all rows together."""
    asked = {column.field for column in form.indicators.columns}
    if re.search(r"\bclauses\.", said):
        asked |= {"name", "actual"}
    for field in text_fields(Indicator):
        rows = [row for row in dossier.indicator if getattr(row, field).strip()]
        if not rows or field in asked | _WITH_OTHERS or re.search(rf"(?:\bindicator|\{{\{{ *\w+)\.{field}\b", said):
            continue
        text = "；".join(getattr(row, field).strip() for row in rows)
        caption = f"{FIELDS[f'indicator.{field}'].caption}（{len(rows)} 个指标）"
        yield Kept(Place("indicator", dossier.id, field, rows[0].id), caption, text)


def _answers(form: Form, dossier: Dossier, said: str) -> Iterator[Kept]:
    asked = {topic.key for topic in form.topics}
    for key, text in dossier.answers.items():
        printed = key in asked or re.search(rf"\banswer\.{re.escape(key)}\b", said)
        if text.strip() and not printed and not key.startswith(TYPED_OVER):
            plain = "".join(f"{words}…" if path else words for words, path, _ in parts(text.strip()))
            yield Kept(Place("answer", dossier.id, key), _heading(key), plain)


def _heading(key: str) -> str:
    """What the forms that ask for an answer call it; the key itself when none of them does any more."""
    return next((topic.heading for form in known().values() if (topic := form.topic(key))), key)


def _evidence(dossier: Dossier, said: str) -> Iterator[Kept]:
    named = [row for row in dossier.evidence if row.name.strip()]
    if named and not re.search(r"\bevidence\b", said):
        text = "；".join(row.name.strip() for row in named)
        yield Kept(Place("evidence", dossier.id, "name", named[0].id), f"佐证材料（{len(named)} 件）", text)
