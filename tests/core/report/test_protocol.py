from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from core.answers import reason_edit, taken_note
from core.checking import check
from core.edits import set_text
from core.export.files import Format, write_file
from core.marks import set_pending, write_note
from core.model import UNIT_ROW, Book, Evidence, Place
from core.office.rule_settings import set_level, set_parameter
from core.publish import case_of
from core.readiness import readiness
from core.report.blocks import Report
from core.report.protocol import on_paper, protocol
from core.rules.finding import Level
from core.sample import sample
from core.standing import standing

BOOK = sample()
HELP = BOOK.of_year(2021)[0]
AMOUNT = Place("fund", HELP.id, "county.executed")


def report_of(book: Book) -> Report:
    cases = [case_of(book, dossier.id) for dossier in book.of_year(2021)]
    standings = [standing(book, case, check(case)) for case in cases]
    return protocol(book.unit, readiness(book, 2021, standings, date(2022, 2, 16)))


def rows(report: Report, name: str) -> list[list[str]]:
    """The texts of a table, row by row."""
    table = next(table for table in report.tables() if table.name == name)
    return [[cell.text for cell in row.cells] for row in table.rows]


def busy() -> Book:
    """The sample with a doubt, a note, a reason and changed rules."""
    book = set_pending(BOOK, AMOUNT, on=True).apply(BOOK)
    book = write_note(book, structs.replace(AMOUNT, field="county.annual"), "与批复一致").apply(book)
    book = set_pending(book, Place("unit", UNIT_ROW, "phone"), on=True).apply(book)
    book = set_level(book, "rate", "warning").apply(book)
    book = set_parameter(book, "rate", "tolerance", "0.01").apply(book)
    finding = next(finding for finding in check(case_of(book, HELP.id)) if finding.rule == "rate")
    return reason_edit(book, case_of(book, HELP.id).values, finding, "上级资金年底到账。").apply(book)


def test_the_rules_of_each_form_stand_once_with_edition_basis_and_fingerprint() -> None:
    told = dict(rows(report_of(BOOK), "审核依据"))
    assert set(told) == {"程序", "表样：全国 2020", "表样：四川 2021", "本单位改动的规则", "停用的规则"}
    assert "项目支出绩效自评表，2020年版\n依据：财预〔2020〕10号" in told["表样：全国 2020"]
    assert "执行率低于90%须写明原因" in told["表样：全国 2020"]
    assert told["本单位改动的规则"] == told["停用的规则"] == "无"


def test_what_the_office_changed_is_told_on_paper() -> None:
    told = dict(rows(report_of(set_level(busy(), "grade", "off").apply(busy())), "审核依据"))
    assert told["本单位改动的规则"] == (
        "到位率、执行率与金额相符：错误改为需核实\n"
        "到位率、执行率与金额相符：容许相差0个百分点改为0.01个百分点\n"
        "等级与总分相符：错误改为停用"
    )
    assert told["停用的规则"] == "等级与总分相符"
    wrong = set_level(BOOK, "nothing", "off").apply(BOOK)
    assert "nothing" in dict(rows(report_of(wrong), "审核依据"))["不起作用的设置"]


def test_only_projects_of_which_something_is_to_be_said_have_a_table() -> None:
    report = report_of(busy())
    assert [table.name for table in report.tables()] == ["审核依据", "审核结果", "单位信息", "1.城乡医疗救助资金"]
    assert rows(report, "审核结果")[1:] == [
        ["城乡医疗救助资金", "0", "2", "0", "0", "1", "1", "0"],
        ["合计（共9个，8个没有遗留）", "0", "2", "0", "0", "1", "1", "0"],
    ]
    assert rows(report, "单位信息")[1:] == [["待核", "联系电话：空着", ""]]


def test_findings_reasons_doubts_and_notes_stand_in_the_words_of_the_form() -> None:
    lines = rows(report_of(busy()), "1.城乡医疗救助资金")[1:]
    assert [line[0] for line in lines] == ["错误", "错误", "需核实（已说明）", "待核", "备注"]
    assert lines[2][1:] == ["执行率与金额不符：应为32.30%，填的是32.39%，多0.09个百分点。", "上级资金年底到账。"]
    assert lines[3][1:] == ["县区级财政的全年执行数：484443.84元", ""]
    assert lines[4][1:] == ["县区级财政的全年预算数", "与批复一致"]


def test_hints_are_printed_and_one_that_was_noted_with_its_answer() -> None:
    evidence = Evidence(900, HELP.id, 1, "文件", "示医保[2021]3号")
    book = replace(BOOK, dossiers={**BOOK.dossiers, HELP.id: replace(HELP, evidence=(evidence,))})
    lines = rows(report_of(book), "1.城乡医疗救助资金")
    assert [line[0] for line in lines].count("提示") == 1
    assert rows(report_of(book), "审核结果")[1][4] == "1"
    hint = next(finding for finding in check(case_of(book, HELP.id)) if finding.level is Level.HINT)
    noted = taken_note(book, case_of(book, HELP.id).values, hint).apply(book)
    told = [line for line in rows(report_of(noted), "1.城乡医疗救助资金") if line[0].startswith("提示")]
    assert [(line[0], line[2]) for line in told] == [("提示（已说明）", "知道了")]


def test_points_given_in_place_of_the_computed_ones_stand_with_their_reason() -> None:
    case = case_of(BOOK, HELP.id)
    assert case.scores is not None
    row = next(r for r, s in zip(HELP.indicator, case.scores.indicators, strict=True) if s.computed)
    book = set_text(BOOK, Place("indicator", HELP.id, "score", row.id), "1").apply(BOOK)
    book = set_text(book, Place("indicator", HELP.id, "score_reason", row.id), "县级复核扣分").apply(book)
    (line,) = [line for line in rows(report_of(book), "1.城乡医疗救助资金") if line[0] == "另定得分"]
    assert line[1].startswith(f"“{row.name}”的得分填1分，按公式是")
    assert line[2] == "县级复核扣分"


def test_a_note_on_a_doubt_stands_beside_it_and_not_twice() -> None:
    book = write_note(busy(), AMOUNT, "问财务股").apply(busy())
    lines = rows(report_of(book), "1.城乡医疗救助资金")
    assert [line[2] for line in lines].count("问财务股") == 1


def test_a_year_without_anything_left_says_so_in_one_line() -> None:
    book = replace(BOOK, dossiers={d.id: d for d in BOOK.of_year(2021)[1:]})
    report = report_of(book)
    assert rows(report, "审核结果")[1:] == [["合计（共8个，8个没有遗留）", *"0000000"]]
    assert len(report.tables()) == 2


@pytest.mark.parametrize(
    ("screen", "paper"),
    [
        ("执行率 32.30\u00a0%，低于 90\u00a0%，未写原因。", "执行率32.30%，低于90%，未写原因。"),
        ("应为 30，少 2.5。", "应为30，少2.5。"),
        ("“2 万张”与 “1 万张”", "“2万张”与“1万张”"),
        ("A 类 B 类", "A类B类"),
        ("two words", "two words"),
    ],
)
def test_blanks_of_the_screen_are_not_printed(screen: str, paper: str) -> None:
    assert on_paper(screen) == paper


@pytest.mark.parametrize("format", tuple(Format))
def test_it_is_written_in_every_format_and_read_back(format: Format, tmp_path: Path) -> None:
    report = report_of(set_text(busy(), Place("unit", UNIT_ROW, "preparer"), "填表人甲").apply(busy()))
    assert write_file(report, tmp_path, f"审核说明.{format}", format).size > 0
