"""How one project, or the unit's dossier, stands before it is handed in: what it lacks, what waits for the clerk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import msgspec

from core.captions import measure_caption
from core.forms.model import Form, Topic
from core.headers import header_text
from core.marks import notes
from core.model import UNIT_ROW, Book, Place
from core.office.rule_set import rule_set
from core.place_words import words_of
from core.readiness import Missing, Note, Override, Standing, doubts_of
from core.reading import TOTAL, Values
from core.remembered import by_identity
from core.report.blocks import Page, Paragraph, Report, Section, Style
from core.report.compose import blanks, compose, paragraphs
from core.report.conditions import asked
from core.report.figures import Figures
from core.report.wording import BLANK, answer_of
from core.rules.finding import Case, Finding, Level
from core.rules.words import asks

_ASKED_STAGES = ("annual", "midyear", "executed")  # without 全年预算 the form asks for 年初预算


def standing(book: Book, case: Case, findings: tuple[Finding, ...]) -> Standing:
    """How one project, or the unit's dossier, stands; ``findings`` are those of its case."""
    dossier, form = case.dossier, case.form
    prose = _Prose(case)
    missing = tuple(_with_findings((*_missing(case), *prose.missing()), findings))
    told = {one.place for one in missing}
    left = [finding for finding in findings if finding.open and finding.places[0] not in told]
    return Standing(
        dossier.project,
        form,
        rule_set(book, form),
        missing,
        tuple(finding for finding in left if finding.level is Level.ERROR),
        tuple(finding for finding in left if finding.level is Level.WARNING),
        tuple(finding for finding in left if finding.level is Level.HINT),
        tuple(finding for finding in findings if not finding.open),
        doubts_of(book, dossier.id, form),
        tuple(Note(place, words_of(form, dossier, place), text) for place, text in notes(book, dossier.id)),
        tuple(_overrides(case, findings)),
        prose.blanks(),
    )


def _missing(case: Case) -> Iterator[Missing]:
    yield from _headers(case)
    if not case.dossier.is_unit:
        yield from _amounts(case)
        yield from _goals(case)
        yield from _indicators(case)


def _headers(case: Case) -> Iterator[Missing]:
    """Required header fields; what the unit says counts for the project."""
    if case.dossier.is_unit and not case.values.unit.name.strip():
        place = Place("unit", UNIT_ROW, "name")
        yield Missing(place, "基本信息", words_of(case.form, case.dossier, place))
    for header in case.form.headers if not case.dossier.is_unit else ():
        if header.required and not header_text(case.values.unit, case.dossier, header.field):
            table, _, name = header.field.partition(".")
            project = UNIT_ROW if table == "unit" else case.dossier.id
            place = Place(table, project, name)
            yield Missing(place, "基本信息", words_of(case.form, case.dossier, place))


def _amounts(case: Case) -> Iterator[Missing]:
    """Amounts of the whole project that the form has a column for; one that cannot be read is not missing."""
    values, form = case.values, case.form
    columns = {measure.stage for measure in form.fund.measures if not measure.only or TOTAL in measure.only}
    stages = _ASKED_STAGES if "annual" in columns else ("initial", *_ASKED_STAGES)
    for stage in (stage for stage in stages if stage in columns):
        if values.amount(TOTAL, stage) is None and (TOTAL, stage) not in values.unknown:
            yield Missing(_first_amount(values, stage), "资金", measure_caption(form, stage))


def _first_amount(values: Values, stage: str) -> Place:
    """Where the clerk begins to type a stage: in the first line of the grid that takes an amount."""
    lines = values.form.fund.lines
    line = next((line for line in lines if line.source and not line.optional), None)
    return values.fund_place(line.key if line else TOTAL, stage)


def _goals(case: Case) -> Iterator[Missing]:
    """The goal of the year: what was expected, and where the form asks for it what came of it."""
    for block in (block for block in case.form.goals if block.period == "annual"):
        row = case.dossier.goal_of(block.period)
        for field in ("expected", "actual") if block.actual_caption else ("expected",):
            if row is None or not str(getattr(row, field)).strip():
                place = Place("goal", case.dossier.id, field, row.id if row else 0)
                yield Missing(place, "目标", words_of(case.form, case.dossier, place) if row else block.caption)
            if row is None:
                break


def _indicators(case: Case) -> Iterator[Missing]:
    """Indicators without target, actual value or, where the clerk gives them, points."""
    form, dossier = case.form, case.dossier
    if not dossier.indicator and form.indicators.levels:
        yield Missing(Place("indicator", dossier.id, "name"), "指标", form.indicators.caption)
    for found in case.values.indicators:
        fields = ("score",) if found.judged else ("target", "actual")
        for field in fields:
            typed = str(getattr(found.row, field)).strip() or (field == "target" and found.row.adjusted.strip())
            if not typed and asks(form, field):
                place = found.place(field)
                yield Missing(place, "指标", words_of(form, dossier, place))


def _with_findings(missing: Iterable[Missing], findings: tuple[Finding, ...]) -> Iterator[Missing]:
    """Each blank with the first finding that begins there."""
    first = {finding.places[0]: finding for finding in reversed(findings) if finding.open}
    yield from (replace(one, finding=first.get(one.place)) for one in missing)


def _overrides(case: Case, findings: tuple[Finding, ...]) -> Iterator[Override]:
    """Points given in place of computed ones; the reason stands beside them, or was given to a finding about them."""
    scores, values = case.scores, case.values
    if scores is None:
        return
    answered = {finding.places[0]: finding.reason for finding in findings if not finding.open}
    grid = values.fund_place(TOTAL, "execution_score")
    pairs = [(found.place("score"), score) for found, score in zip(values.indicators, scores.indicators, strict=True)]
    for place, score in ((grid, scores.execution), *pairs):
        if score.overridden and score.computed is not None and score.points is not None:
            reason = score.reason or answered.get(place, "")
            yield Override(place, words_of(case.form, case.dossier, place), score.points, score.computed, reason)


class _Prose:
    """The running text of a project, each answer worded once: what is not written, what would be printed as ＿＿."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._of = "unit" if case.dossier.is_unit else "project"
        self._figures = Figures(case.values, case.scores)
        self._topics = case.form.outline(self._of)
        self._answers: dict[int, str] = {}

    def missing(self) -> Iterator[Missing]:
        """Headings under which nothing, or a blank, would be printed."""
        for topic in self._topics:
            if topic.key and asked(topic, self._figures) and self._answer(topic) in ("", BLANK):
                place = Place("answer", self._case.dossier.id, topic.key)
                yield Missing(place, "正文", words_of(self._case.form, self._case.dossier, place))

    def blanks(self) -> int:
        """The ＿＿ in all documents; tables print none, and an assembled document only those of its parts."""
        form, case = self._case.form, self._case
        around = _without_tables_and_topics(form)
        printed = [document for document in form.documents_of(self._of) if not document.is_assembled]
        count = sum(blanks(compose(around, document, case.values, case.scores)) for document in printed)
        outlines = (piece.outline for document in printed for piece in document.pieces if piece.kind == "outline")
        return count + sum(blanks(self._outline(name)) for name in outlines)

    def _outline(self, name: str) -> Report:
        """The answers as they stand in an outline, those printed twice twice."""
        texts: list[str] = []
        for topic in self._case.form.outline(self._of, name):
            source = self._case.form.topic(topic.repeats) if topic.repeats else None
            texts += list(paragraphs(self._answer(source or topic)))[: 1 if source and topic.first_paragraph else None]
        body = tuple(Paragraph(Style.BODY, text) for text in texts)
        return Report("", "", "", date.min, (Section(Page(), body),))

    def _answer(self, topic: Topic) -> str:
        known = id(topic)  # to hash a topic is to hash all its texts; the form holds it meanwhile
        if known not in self._answers:
            self._answers[known] = answer_of(topic, self._figures) if topic.key or topic.empty else ""
        return self._answers[known]


@by_identity
def _without_tables_and_topics(form: Form) -> Form:
    return msgspec.structs.replace(form, tables=(), topics=())
