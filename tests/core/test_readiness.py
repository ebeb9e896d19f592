from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.answers import reason_edit
from core.checking import check
from core.edits import set_text
from core.marks import set_pending, write_note
from core.model import UNIT_ROW, WHOLE_UNIT, Book, Dossier, Fund, Goal, Indicator, Place, Project, Unit
from core.office.rule_settings import set_level
from core.publish import case_of
from core.readiness import Readiness, Standing, readiness
from core.rules.finding import Level
from core.sample import sample
from core.standing import standing
from core.workbook import Workbook
from tests.bench.books import big_book
from tests.core.forms.filed import book as accounts_book
from tests.core.forms.filed import whole_of

BOOK = sample()
HELP = BOOK.of_year(2021)[0]


def standing_of(book: Book, project: int) -> Standing:
    case = case_of(book, project)
    return standing(book, case, check(case))


def ready(book: Book, year: int = 2021) -> Readiness:
    whole = book.whole_of(year)
    filed = (*book.of_year(year), *((whole,) if whole else ()))
    return readiness(book, year, (standing_of(book, d.id) for d in filed), date(2022, 2, 16))


def new(form: str = "national-2020", **parts: object) -> Book:
    """A book with one project; the unit says everything a header needs."""
    dossier = replace(Dossier(Project(7, 2021, name="救助", form=form)), **parts)  # type: ignore[arg-type]
    return Book(BOOK.unit, {7: dossier}, {}, 100)


def missing(book: Book) -> list[str]:
    return [f"{one.page} {one.words}" for one in standing_of(book, 7).missing]


# ---- what is missing


def test_a_new_project_lacks_everything_its_form_asks_for() -> None:
    assert missing(new()) == [
        "资金 全年预算数",
        "资金 全年执行数",
        "目标 年度总体目标",
        "指标 绩效指标",
    ]


def test_a_blank_header_is_named_by_the_forms_caption_with_what_the_rule_says() -> None:
    book = new(project=Project(7, 2021, form="national-2020"), funds={"county": Fund(annual="1", executed="1")})
    (name, *_) = standing_of(book, 7).missing
    assert (name.words, name.place) == ("项目名称", Place("project", 7, "name"))
    assert name.finding is not None
    assert name.finding.message == "项目名称还没有填。"
    assert name.finding not in standing_of(book, 7).contradicting


def test_before_anything_is_typed_the_head_is_missing_and_nothing_is_wrong() -> None:
    nameless = replace(new(project=Project(7, 2021, form="national-2020")), unit=Unit())
    found = standing_of(nameless, 7)
    head = [one for one in found.missing if one.page == "基本信息"]
    assert [one.words for one in head] == ["项目名称", "主管部门", "主管部门代码", "实施单位"]
    assert [one.finding for one in head] == [None] * 4
    assert found.open == ()
    assert not found.clear


def test_an_amount_that_cannot_be_read_is_wrong_but_not_missing() -> None:
    found = standing_of(new(funds={"county": Fund(annual="一百五", executed="48.44")}), 7)
    assert "全年预算数" not in {one.words for one in found.missing}
    assert [finding.rule for finding in found.contradicting] == ["text-readable"]


def test_rows_without_values_are_named_one_by_one() -> None:
    rows = (
        Indicator(1, 7, 1, "产出指标", "数量指标", "救助人次", target="1200人次"),
        Indicator(2, 7, 2, "产出指标", "数量指标", "", adjusted="80%", actual="90%"),
    )
    goals = (Goal(3, 7, 1, "annual", "救助困难群众"),)
    assert missing(new(indicator=rows, goal=goals, funds={"county": Fund(annual="1", executed="1")})) == [
        "目标 年度总体目标的实际完成情况",
        "指标 “救助人次”的实际完成值",
    ]


def test_an_application_asks_for_nothing_that_comes_later() -> None:
    assert not any("执行" in words or "实际" in words for words in missing(new("national-application")))


def test_headings_without_an_answer_are_missing_and_sentences_of_the_form_are_not() -> None:
    asked = [words for words in missing(new("sichuan-2021")) if words.startswith("正文")]
    assert asked
    key = next(one.place for one in standing_of(new("sichuan-2021"), 7).missing if one.page == "正文")
    book = new("sichuan-2021")
    written = set_text(book, key, "已经写了。").apply(book)
    assert len([words for words in missing(written) if words.startswith("正文")]) == len(asked) - 1


def test_what_the_unit_lacks_is_named_once() -> None:
    form = next((f for f in _forms() if any(h.required and h.field.startswith("unit.") for h in f.headers)), None)
    if form is None:
        pytest.skip("no form asks the unit for a header")
    book = replace(BOOK, unit=replace(BOOK.unit, form=form.id, **{_unit_field(form): ""}))
    book = replace(
        book, dossiers={n: replace(d, project=replace(d.project, form="")) for n, d in book.dossiers.items()}
    )
    found = ready(book)
    assert len([one for one in found.missing if one.place.project == UNIT_ROW]) >= 1
    assert all(one.place.project != UNIT_ROW for each in found.standings for one in each.missing)


def _forms():  # noqa: ANN202 - a tuple of forms
    from core.forms.library import known

    return tuple(known().values())


def _unit_field(form) -> str:  # noqa: ANN001 - a Form
    return next(h.field for h in form.headers if h.required and h.field.startswith("unit.")).removeprefix("unit.")


# ---- what contradicts, waits, was answered


def test_open_errors_and_open_questions_stand_apart_and_an_answer_moves_them() -> None:
    case = case_of(BOOK, HELP.id)
    before = standing_of(BOOK, HELP.id)
    assert len(before.contradicting) == 3
    finding = next(finding for finding in check(case) if finding.answerable)
    after = standing_of(reason_edit(BOOK, case.values, finding, "年底到账").apply(BOOK), HELP.id)
    assert [one.reason for one in after.answered] == ["年底到账"]
    assert len(after.contradicting) + len(after.waiting) == len(before.contradicting) + len(before.waiting) - 1


def test_a_clean_project_is_clear_and_says_by_which_rules() -> None:
    found = [one for one in ready(BOOK).standings if one.clear and not one.project.scope]
    assert len(found) == 8
    assert found[0].name == "医保基金监管专项经费"
    assert (found[0].form.edition, found[0].rules.by_office) == (2021, ())


def test_the_office_is_told_which_rules_it_changed() -> None:
    book = set_level(BOOK, "rate", "off").apply(BOOK)
    found = ready(book)
    assert all(one.rules.off == ("到位率、执行率与金额相符",) for one in found.standings)
    assert found.standings[0].rules.fingerprint != ready(BOOK).standings[0].rules.fingerprint
    assert ready(set_level(BOOK, "nothing", "off").apply(BOOK)).ineffective


# ---- 待核, notes, blanks


def test_doubts_and_notes_are_listed_by_the_forms_words() -> None:
    amount, phone = Place("fund", HELP.id, "county.executed"), Place("unit", UNIT_ROW, "phone")
    book = set_pending(BOOK, amount, on=True).apply(BOOK)
    book = write_note(book, amount, "问财务股").apply(book)
    book = set_pending(book, phone, on=True).apply(book)
    found = ready(book)
    assert [(one.words, one.pending.text, one.pending.note) for one in found.standings[0].pending] == [
        ("县区级财政的全年执行数", "484443.84元", "问财务股")
    ]
    assert [(one.words, one.text) for one in found.standings[0].notes] == [("县区级财政的全年执行数", "问财务股")]
    assert [one.words for one in found.pending] == ["联系电话"]
    assert (found.pending_count, found.clear) == (2, False)


def test_blanks_are_those_the_report_would_print() -> None:
    from core.report.compose import blanks, compose

    for form in _forms():
        book = new(form.id, answers={topic.key: "资金＿＿万元，{score.total}" for topic in form.topics if topic.key})
        case = case_of(book, 7)
        printed = (compose(case.form, doc, case.values, case.scores) for doc in case.form.documents_of("project"))
        assert standing_of(book, 7).blanks == sum(map(blanks, printed)), form.id


# ---- the unit's dossier


def test_a_blank_of_the_unit_counts_once_for_each_document_it_stands_in_and_not_in_annexes() -> None:
    from core.report.compose import blanks, compose

    made = accounts_book("accounts-2018")
    whole = whole_of(made, 2018)
    answers = {**whole.answers, "problems": "＿＿", "key_work": "＿＿和＿＿"}
    changed = replace(made, dossiers={**made.dossiers, whole.id: replace(whole, answers=answers)})
    case = case_of(changed, whole.id)
    parts = [document for document in case.form.documents_of("unit") if not document.is_assembled]
    printed = sum(blanks(compose(case.form, document, case.values, case.scores)) for document in parts)
    assert standing(changed, case, ()).blanks == printed == 3


def test_the_readiness_of_the_unit_does_not_print_the_reports_of_its_projects() -> None:
    made = accounts_book("accounts-2021")
    whole, one = whole_of(made, 2021), made.of_year(2021)[0]
    more = {n: replace(one, project=replace(one.project, id=n)) for n in range(90_000, 90_191)}
    case = case_of(replace(made, dossiers={**made.dossiers, **more}), whole.id)
    assert len(case.values.members) == 200
    started = time.perf_counter()
    standing(made, case, ())
    assert time.perf_counter() - started < 2


def test_documents_of_the_unit_that_nobody_began_are_said_to_be_missing() -> None:
    summary = next(form.id for form in _forms() if form.documents_of("unit"))
    book = new(summary)
    assert ready(book).whole_missing
    whole = Dossier(Project(50, 2021, scope=WHOLE_UNIT, form=summary))
    begun = ready(replace(book, dossiers={**book.dossiers, 50: whole}))
    assert not begun.whole_missing
    assert [one.name for one in begun.standings] == ["救助", "部门整体"]
    assert not ready(BOOK).whole_missing


def test_one_project_of_the_year_stands_alone_beside_the_units_facts() -> None:
    book = set_pending(BOOK, Place("unit", UNIT_ROW, "name"), True).apply(BOOK)
    year = ready(book)
    alone = year.of(HELP.id)
    assert [one.project.id for one in alone.standings] == [HELP.id]
    assert alone.counts()[Level.ERROR] == 3
    assert sum(alone.counts().values()) < sum(year.counts().values())
    assert (alone.pending, alone.missing) == (year.pending, year.missing), "they are printed in its documents as well"
    assert not alone.whole_missing


def test_an_empty_year_is_ready_with_nothing() -> None:
    found = ready(Book())
    assert (found.standings, found.missing_count, found.clear) == ((), 0, True)


# ---- the book that is open


def test_only_what_changed_is_looked_at_again(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "甲.jpb", BOOK) as workbook:
        before = workbook.readiness(2021)
        assert before == replace(ready(BOOK), on=date.today())
        workbook.submit(set_text(workbook.book, Place("project", HELP.id, "leader"), "甲"), "填写")
        after = workbook.readiness(2021)
        same = [one is other for one, other in zip(before.standings, after.standings, strict=True)]
        assert same == [False, *[True] * 8, False]  # the unit's dossier adds them up


def test_two_hundred_projects_are_looked_through_while_the_page_opens(tmp_path: Path) -> None:
    book = big_book()
    with Workbook.create(tmp_path / "大.jpb", book) as workbook:
        for number in book.dossiers:
            workbook.findings(number)
        began = time.process_time()  # not the hour: the machine may be busy
        workbook.readiness(2021)
        first, began = time.process_time() - began, time.process_time()
        workbook.readiness(2021)
        assert first < 1.0  # about 0.03 s
        assert time.process_time() - began < 0.2
