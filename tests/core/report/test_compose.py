from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms.library import known
from core.model import Evidence, Fund, Goal
from core.report.blocks import Align, PageBreak, Paragraph, Report, Style, Table
from core.report.compose import blanks, paragraphs
from core.report.conditions import asked
from tests.core.report.golden import assert_golden
from tests.core.report.samples import (
    EMPTY,
    FILLED,
    UNIT,
    figures,
    form,
    indicators,
    report,
    reports,
    with_answers,
    with_funds,
    with_project,
)

FORMS = tuple(known())
LAST_DAY = date(2021, 12, 31)
YUAN = "1500000.00元"
SHORT = (
    "2021年3月到位资金4909696.00元，其中县区级资金4909696.00元。资金到位金额比资金计划少690304.00元，资金到位率87.67%"
)
APPLIED = "2021年年初，项目单位依据立项文件和资金申报文件编报预算，县财政局批准立项后下达了经费。"
PARTLY = "截至2021年12月31日，资金使用484443.84元，完成预算数32.30%。支付的范围、标准和依据符合有关规定。"
WHOLE = (
    "截至2021年12月31日，资金使用80000.00元，完成预算数100%。支付的范围、标准、进度和依据符合有关规定，与预算安排一致。"
)
NOTHING = "截至2021年12月31日，项目资金尚未到位"
OVER = "到位资金100000.00元，其中县区级资金100000.00元。资金到位金额比资金计划多20000.00元，资金到位率125%"
MET = replace(  # nothing was missed and all was spent
    with_funds(annual="8", in_place="8", executed="8"),
    indicator=indicators("产出指标 | 数量指标 | 人数 | ≥ | 3人 | 3人"),
)


def texts(found: Report) -> list[str]:
    """Everything that is printed."""
    said = [block.text for block in found.blocks() if isinstance(block, Paragraph)]
    return [*said, *(cell.text for table in found.tables() for _, _, cell in table.placed())]


def below(found: Report, heading: str) -> list[str]:
    """The paragraphs below a heading."""
    blocks = list(found.blocks())
    start = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.startswith(heading))
    said = []
    for block in blocks[start + 1 :]:
        if not isinstance(block, Paragraph) or block.style is not Style.BODY:
            break
        said.append(block.text)
    return said


def row_of(table: Table, text: str) -> list[str]:
    """The texts of the row that holds a cell with this text, from that cell on."""
    row = next(row for row in table.rows if any(cell.text == text for cell in row.cells))
    said = [cell.text for cell in row.cells]
    return said[said.index(text) :]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("case", ["filled", "empty"])
def test_every_form_prints_what_it_printed_before(name: str, case: str) -> None:
    assert_golden(f"{name}-{case}", report(FILLED if case == "filled" else EMPTY, name))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("dossier", [FILLED, EMPTY])
def test_no_trace_of_the_machine_reaches_paper(name: str, dossier: object) -> None:
    for text in texts(report(dossier, name)):  # type: ignore[arg-type]
        assert not re.search(r"[{}]|None|nan|NaN|Decimal|E[+-]\d", text), text


@pytest.mark.parametrize("name", ["national-2020", "sichuan-2021"])
def test_nothing_is_missing_in_the_text_of_a_filled_project(name: str) -> None:
    filled = with_answers(problems="结算资料报送较晚。", suggestions="按月清算。")
    assert blanks(report(filled, name)) == 0


def test_the_blanks_of_a_report_are_counted_the_clerks_own_too() -> None:
    assert blanks(report()) == 2  # 存在的问题, 相关建议
    typed = "见文件＿＿。支出{fund.central.executed:元}，完成{indicator.404.actual}。签字：＿＿＿＿＿＿。"
    assert blanks(report(with_answers(basis=typed))) == 6
    assert blanks(report(EMPTY, "national-2020")) == 0  # an empty cell is no blank in a sentence


_ASKED = [(name, topic.key) for name in FORMS for topic in form(name).topics if "印在" in topic.guidance]


@pytest.mark.parametrize(("name", "key"), _ASKED)
def test_what_the_fund_page_promises_to_print_is_printed(name: str, key: str) -> None:
    topic = form(name).topic(key)
    assert topic is not None
    cases = [
        with_funds(annual="8", in_place="7", executed="3"),
        with_funds(annual="8", in_place="9", executed="9"),
        with_funds(annual="8", in_place="0", executed="0"),
        with_funds(annual="8", in_place="8", executed="8"),
        with_funds(initial="7", annual="8", in_place="8", executed="8"),
    ]
    found = [case for case in cases if asked(topic, figures(case, name))]
    if not topic.when:  # the month of arrival is asked always and said where there was one
        found.remove(cases[2])
    assert found
    for case in found:
        printed = reports(with_answers(case, **{key: "县里的说法"}), name)
        assert "县里的说法" in "".join(text for document in printed for text in texts(document))


def test_a_reason_for_money_left_over_is_not_printed_once_all_is_spent() -> None:
    done = with_answers(with_funds(annual="8", in_place="8", executed="8"), execution_reason="人数减少")
    assert "人数减少" not in "".join(texts(report(done)))


def test_the_points_of_an_empty_project_add_up_to_nothing() -> None:
    assert row_of(report(EMPTY, "national-2020").tables()[0], "总分") == ["总分", "", "", ""]


def test_an_amount_nobody_can_read_is_a_blank_in_a_sentence() -> None:
    typed = with_answers(
        replace(FILLED, funds={"county": Fund(annual="x", in_place="8")}), plan="县{fund.county.annual:元}。"
    )
    assert below(report(typed), "1．资金计划") == ["县＿＿元。"]
    assert below(report(with_answers(typed, plan="")), "1．资金计划") == ["项目资金共计＿＿元。"]
    assert "x" not in "".join(block.text for block in report(typed).blocks() if isinstance(block, Paragraph))


def test_a_figure_without_a_value_in_a_reason_leaves_a_blank() -> None:
    case = with_answers(with_funds(annual="8", in_place="0"), arrival_reason="中央只到{fund.central.in_place:元}")
    assert below(report(case), "2．资金到位") == [f"{NOTHING}，原因为中央只到＿＿元。"]


def test_the_national_table_has_the_official_blocks() -> None:
    table = report(name="national-2020").tables()[0]
    assert row_of(table, "年度资金总额") == ["年度资金总额", "150.00", "150.00", "48.44", "10", "32.30%", "3.23"]
    assert row_of(table, "其中：当年财政拨款") == [
        "其中：当年财政拨款",
        "150.00",
        "150.00",
        "48.44",
        "—",
        "32.30%",
        "—",
    ]
    assert row_of(table, "总分") == ["总分", "100", "92.43", ""]
    firsts = [row.cells[0].text for row in table.rows if row.cells[0].down > 1]
    assert firsts[:3] == ["项目资金（万元）", "年度总体目标", "绩效指标"]


def test_levels_are_merged_and_empty_rows_kept() -> None:
    table = report(name="national-2020").tables()[0]
    downs = {cell.text: cell.down for row in table.rows for cell in row.cells}
    assert (downs["产出指标（50分）"], downs["数量指标"], downs["效益指标（30分）"]) == (5, 2, 4)
    assert row_of(table, "生态效益指标") == ["生态效益指标", "", "", "", "", "", ""]


def test_level_two_is_not_merged_across_level_one() -> None:
    rows = indicators("产出指标 | 满意 | 甲 | | 1 | 1\n效益指标 | 满意 | 乙 | | 1 | 1")
    table = report(replace(FILLED, indicator=rows), "sichuan-2021").tables()[0]
    assert [cell.down for row in table.rows for cell in row.cells if cell.text == "满意"] == [1, 1]


def test_indicators_of_no_level_of_the_form_come_last() -> None:
    rows = indicators("管理指标 | 内控 | 制度健全 | 定性 | 健全 | 健全\n产出指标 | 数量指标 | 人数 | | 3人 | 3人")
    table = report(replace(FILLED, indicator=rows), "sichuan-2021").tables()[0]
    assert [cell.text for cell in table.rows[-1].cells] == ["管理指标", "内控", "制度健全", "健全", "健全"]


def test_indicators_stand_in_the_order_of_the_form() -> None:
    rows = indicators(
        "满意度指标 | 满意度指标 | 丙 | | 1 | 1\n产出指标 | 质量 | 乙 | | 1 | 1\n产出指标 | 数量 | 甲 | | 1 | 1"
    )
    table = report(replace(FILLED, indicator=rows), "national-2020").tables()[0]
    said = [cell.text for row in table.rows for cell in row.cells]
    assert [text for text in said if text in ("甲", "乙", "丙")] == ["甲", "乙", "丙"]


def test_a_sheet_may_take_computed_figures_as_numbers_and_nothing_else() -> None:
    funds = {"county": Fund(annual="150", executed="-5"), "carried": Fund(annual="约150")}
    table = report(replace(FILLED, funds=funds), "national-2020").tables()[0]
    cells = {cell.text: cell for row in table.rows for cell in row.cells}
    assert [cells[text].numeric for text in ("-5.00", "约150", "—", "≥8000人")] == [True, False, False, False]
    assert cells["-5.00"].align is Align.RIGHT


def test_an_answer_of_several_lines_is_several_paragraphs_without_typed_indents() -> None:
    assert below(report(), "1．项目主要内容") == [
        "资助困难群众参保。",
        "对住院和门诊费用给予救助，全年支出48.44万元，救助5120人次。",
    ]


def test_the_formulaic_sentences_stand_until_the_clerk_writes() -> None:
    assert below(report(), "2．资金到位") == [
        f"2021年3月到位资金{YUAN}，其中县区级资金{YUAN}。资金到位金额与资金计划一致，资金到位率100%，资金到位及时。"
    ]
    assert below(report(with_answers(arrival="分两次到位。")), "2．资金到位") == ["分两次到位。"]
    assert below(report(with_answers(arrival=" \n ")), "2．资金到位")[0].startswith("2021年3月到位")


@pytest.mark.parametrize(
    ("dossier", "heading", "said"),
    [
        (FILLED, "（一）项目资金申报", APPLIED),
        (
            with_project(fund_kind="追加指标"),
            "（一）项目资金申报",
            "该项目为2021年追加项目，县财政局于2021年3月拨付资金。",
        ),
        (
            with_project(fund_kind="结转资金"),
            "（一）项目资金申报",
            "该项目资金为上年结转资金，经批准结转2021年继续使用。",
        ),
        (with_project(fund_kind="下达"), "（一）项目资金申报", "该项目资金由上级财政于2021年3月下达。"),
        (FILLED, "3．资金使用", PARTLY),
        (
            with_funds(annual="560", in_place="490.9696", executed="490.9696"),
            "2．资金到位",
            f"{SHORT}。",
        ),
        (
            with_answers(with_funds(annual="560", in_place="490.9696"), arrival_reason="补助标准降低"),
            "2．资金到位",
            f"{SHORT}，原因为补助标准降低。",
        ),
        (with_funds(annual="8", executed="0"), "3．资金使用", "截至2021年12月31日，该项目尚未支付资金。"),
        (
            with_funds(annual="8", executed="8"),
            "3．资金使用",
            WHOLE,
        ),
        (with_funds(annual="0", executed="0"), "3．资金使用", "截至2021年12月31日，该项目尚未支付资金。"),
        (with_funds(annual="8", in_place="0"), "2．资金到位", f"{NOTHING}。"),
        (with_funds(annual="0", in_place="0"), "2．资金到位", f"{NOTHING}。"),
        (
            with_answers(with_funds(annual="8", in_place="0"), arrival_reason="指标下达晚"),
            "2．资金到位",
            f"{NOTHING}，原因为指标下达晚。",
        ),
        (
            with_answers(with_funds(annual="8", in_place="10"), arrived_in="", arrival_reason="年末追加"),
            "2．资金到位",
            f"{OVER}，原因为年末追加。",
        ),
        (
            with_answers(with_funds(annual="8", in_place="8"), arrived_in=""),
            "2．资金到位",
            "到位资金80000.00元，其中县区级资金80000.00元。资金到位金额与资金计划一致，资金到位率100%。",
        ),
        (MET, "（二）存在的问题", "无。"),
        (MET, "（三）相关建议", "无。"),
        (FILLED, "（二）存在的问题", "＿＿"),
        (replace(MET, indicator=FILLED.indicator), "（三）相关建议", "＿＿"),
        (with_answers(problems="结算资料报送较晚。"), "（二）存在的问题", "结算资料报送较晚。"),
        (EMPTY, "1．资金计划", "项目资金共计＿＿元。"),
    ],
)
def test_the_sentence_fits_the_case(dossier: object, heading: str, said: str) -> None:
    assert below(report(dossier), heading) == [said]  # type: ignore[arg-type]


def test_the_sichuan_report_has_its_28_headings_and_the_table_on_a_page_of_its_own() -> None:
    blocks = list(report().blocks())
    headings = [b for b in blocks if isinstance(b, Paragraph) and b.style.startswith("heading")]
    assert len(headings) == 28
    assert isinstance(blocks[-2], PageBreak)
    assert isinstance(blocks[-1], Table)


def test_amounts_of_the_sichuan_table_are_万元_and_come_from_unrounded_元() -> None:
    table = report(with_funds(annual="7452.27元", executed="6752元")).tables()[0]
    assert row_of(table, "预算数：") == ["预算数：", "0.75", "执行数：", "0.68"]
    used = below(report(with_funds(annual="7452.27元", executed="6752元")), "3．资金使用")[0]
    assert "资金使用6752.00元，完成预算数90.60%" in used


def test_a_rate_typed_over_is_printed_as_typed() -> None:
    typed = replace(FILLED, answers={"typed.total.execution_rate": "32.39%"})
    assert row_of(report(typed, "national-2020").tables()[0], "年度资金总额")[-2] == "32.39%"


def test_an_amount_nobody_can_read_is_printed_as_typed() -> None:
    typed = replace(FILLED, funds={"carried": Fund(annual="十来万")})
    assert row_of(report(typed, "national-2020").tables()[0], "上年结转资金")[2] == "十来万"


def test_division_by_zero_prints_a_dash_and_a_blank_stays_blank() -> None:
    zero = replace(FILLED, funds={"carried": Fund(annual="0", executed="0")})
    table = report(zero, "national-2020").tables()[0]
    assert row_of(table, "上年结转资金") == ["上年结转资金", "", "0.00", "0.00", "—", "—", "—"]
    assert row_of(table, "其他资金") == ["其他资金", "", "", "", "—", "", "—"]


@pytest.mark.parametrize(("typed", "day"), [("2022-03-15", date(2022, 3, 15)), ("", LAST_DAY), ("下周", LAST_DAY)])
def test_the_report_is_dated_from_the_book(typed: str, day: date) -> None:
    assert report(unit=replace(UNIT, reported_on=typed)).dated == day


def test_title_kind_and_author_come_from_the_facts() -> None:
    found = report()
    assert found.title == "2021年度部门预算项目支出绩效自评报告（城乡医疗救助资金）"
    assert (found.kind, found.author) == ("项目支出绩效自评报告", "示例县医疗保障局")


def test_blank_lines_and_odd_line_ends_make_no_paragraphs() -> None:
    assert list(paragraphs("一\r\n\r\n　二　\u2028\t三\n")) == ["一", "二", "三"]


_TYPED = st.text(
    alphabet=st.sampled_from(
        "{}<>&\"'=+-@%：:.\n\r\t　 年year fundtotalexecuted元万0123456789无|\\$龑\U0002b740\u2028"
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(_TYPED, _TYPED, st.sampled_from(FORMS))
def test_whatever_the_clerk_types_a_report_comes_out(text: str, other: str, name: str) -> None:
    dossier = replace(
        with_project(name=text, agency=other),
        funds={"county": Fund(text, other, text, other, text, other)},
        answers={"content": text, "plan": other, "execution_reason": text, "typed.total.execution_rate": other},
        goal=(Goal(2, 1, expected=text, actual=other),),
        indicator=tuple(
            replace(row, name=text, target=text, actual=other, unit=other, weight=text, deviation=text)
            for row in FILLED.indicator
        ),
        evidence=(Evidence(3, 1, name=text),),
    )
    cells = [cell for found in reports(dossier, name) for table in found.tables() for _, _, cell in table.placed()]
    if name in ("national-2020", "sichuan-2021"):
        assert text.strip() in [cell.text for cell in cells]
