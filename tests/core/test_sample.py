from __future__ import annotations

from decimal import Decimal

import pytest

from core.checking import check
from core.forms.library import form_of, known
from core.importing.exchange import read
from core.model import Dossier
from core.publish import case_of
from core.reading import TOTAL
from core.report.blocks import Paragraph
from core.report.compose import compose
from core.rules.finding import Level
from core.sample import FILE, sample

BOOK = sample()
PROJECTS = tuple(BOOK.of_year(2021))
names = pytest.mark.parametrize("dossier", PROJECTS, ids=lambda d: str(d.id))


def test_the_sample_file_is_read_without_remarks() -> None:
    assert read(FILE).remarks == ()


def test_the_sample_is_one_year_of_a_fictional_office() -> None:
    assert BOOK.unit.name == "示例县医疗保障局"
    assert BOOK.years() == (2021,)
    assert len(PROJECTS) == 9


def test_it_shows_both_forms() -> None:
    used = [form_of(BOOK.unit, dossier.project).id for dossier in PROJECTS]
    assert used.count("national-2020") == 6
    assert used.count("sichuan-2021") == 3
    assert all(dossier.project.form in ("", *known()) for dossier in PROJECTS)


def test_the_amounts_are_those_of_nine_real_reports() -> None:
    amounts = [
        tuple(case_of(BOOK, dossier.id).values.computed[TOTAL, stage] for stage in ("annual", "in_place", "executed"))
        for dossier in PROJECTS
    ]
    assert sorted(amounts) == sorted(
        tuple(Decimal(text) for text in line.split())
        for line in (
            "7452.27 7452.27 6752",
            "1500000 1500000 484443.84",
            "800 800 800",
            "72000 72000 72000",
            "5600000 4909696 4909696",
            "600000 600000 318756.92",
            "80000 80000 22000",
            "230000 230000 230000",
            "867800 867800 867750",
        )
    )


def test_exactly_three_errors_are_made_on_purpose() -> None:
    told = [
        (finding.rule, finding.message.replace("\u00a0", " "))
        for dossier in PROJECTS
        for finding in check(case_of(BOOK, dossier.id))
        if finding.level is Level.ERROR
    ]
    assert len(told) == 3
    assert any("应为 32.30 %，填的是 32.39 %" in message for _, message in told)
    assert any("“2”没有单位" in message and "“1万张”" in message for _, message in told)
    assert any("27.5" in message and "30" in message for _, message in told)


def test_of_the_unit_only_the_outturn_of_its_projects_is_to_be_explained() -> None:
    whole = BOOK.whole_of(2021)
    assert whole is not None
    told = [(finding.rule, finding.level) for finding in check(case_of(BOOK, whole.id))]
    assert told == [("project-outturn", Level.WARNING)]


@names
def test_nothing_else_waits_for_the_clerk(dossier: Dossier) -> None:
    waiting = [f.message for f in check(case_of(BOOK, dossier.id)) if f.open and f.level is Level.WARNING]
    assert waiting == []


@names
def test_the_weights_of_every_project_fill_the_national_quotas(dossier: Dossier) -> None:
    sums = {level: Decimal(0) for level in ("产出指标", "效益指标", "满意度指标")}
    for row in dossier.indicator:
        sums[row.level1] += Decimal(row.weight)
    mistaken = dossier.project.name == "城乡医疗救助资金"
    assert list(sums.values()) == [50, Decimal("27.5") if mistaken else 30, 10]


@names
def test_every_project_without_mistakes_has_a_score_and_a_grade_under_the_national_form(dossier: Dossier) -> None:
    scores = case_of(BOOK, dossier.id, known()["national-2020"]).scores
    assert scores is not None
    mistaken = dossier.project.name == "城乡医疗救助资金"
    assert (scores.total is None, scores.grade is None) == (mistaken, mistaken)


@pytest.mark.parametrize("form", list(known()))
@names
def test_no_document_of_the_sample_has_a_gap(dossier: Dossier, form: str) -> None:
    case = case_of(BOOK, dossier.id, known()[form])
    for document in case.form.documents:
        report = compose(case.form, document, case.values, case.scores)
        texts = [block.text for block in report.blocks() if isinstance(block, Paragraph)]
        if dossier.project.form == form or form == "national-2020":
            assert not [text for text in texts if "＿" in text]
        assert not [text for text in texts if "{" in text]


@pytest.mark.parametrize("dossier", [d for d in PROJECTS if d.project.form], ids=lambda d: str(d.id))
def test_every_heading_of_the_sichuan_reports_is_answered(dossier: Dossier) -> None:
    form = form_of(BOOK.unit, dossier.project)
    open_topics = [
        topic.heading
        for topic in form.topics
        if topic.key
        and topic.page == "text"
        and not topic.sentence
        and not topic.empty
        and topic.key not in dossier.answers
    ]
    assert open_topics == []
