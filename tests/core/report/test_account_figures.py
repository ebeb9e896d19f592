"""Figures of the unit's year: what is computed, and the words where there is no base, no budget, no last year."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accounts.rows import Account, EconomicLine
from core.forms.model import Sentence
from core.forms.paper_model import ChartSpec, PointSpec
from core.report.account_figures import CONDITIONS
from core.report.account_paths import MEASURES, NAMES
from core.report.chart_figures import chart
from core.report.conditions import holds
from core.report.figures import Figures, catalogue
from core.report.paths import is_figure, is_of_unit, parts
from core.report.template import rendered
from core.report.wording import fill
from tests.core.report.account_samples import WHOLE, item, said, unit_year
from tests.core.report.samples import figures as of_project

ROWS = (
    item(1, "卫生健康支出/行政事业单位医疗/行政单位医疗", "13", adjusted="20", code="2101101"),
    item(2, "卫生健康支出/行政事业单位医疗/事业单位医疗", "1.28", adjusted="1.28", code="2101102"),
    item(3, "卫生健康支出/医疗救助/城乡医疗救助", "630.48", adjusted="600", code="2101301", reason="提标"),
    item(4, "住房保障/住房改革支出/住房公积金", "26.37", adjusted="", code="2210201"),
)


def filled(text: str, figures: Figures) -> str:
    return fill(rendered(text, figures), figures.find)


def income(**measures: str) -> Figures:
    return unit_year({"general_income": Account(**measures)})


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("1796.45", "1610.28", "增加186.17万元，增长11.56%"),
        ("0", "0.13", "减少0.13万元，下降100%"),
        ("5", "5", "持平"),
        ("0", "0", "持平"),
        ("5", "0", "上年无此项，无可比性"),
        ("5", "-5", "增加10万元，上年是负数，无可比性"),
        ("-6", "-5", "减少1万元，上年是负数，无可比性"),
        ("5", "", "增减＿＿万元"),
        ("", "5", "增减＿＿万元"),
        ("100000.01", "100000", "增加0.01万元，增长不到0.01%"),
    ],
)
def test_every_comparison_with_last_year_has_its_words(now: str, before: str, words: str) -> None:
    found = income(outturn=now, previous=before)
    text = said("total_note", found)
    assert f"与2020年相比，{'' if '无此项' in words else '收入、支出各'}{words}。" in text
    assert "NaN" not in text
    assert "0%" not in text.replace("100%", "")


def test_a_change_without_a_reason_leaves_a_blank_and_none_is_asked_where_nothing_changed() -> None:
    assert said("total_note", income(outturn="6", previous="5")).endswith("主要变动原因是＿＿。")
    assert said("total_note", income(outturn="5", previous="5")).endswith("持平。")
    found = unit_year({"general_income": Account(outturn="6", previous="5")}, total_reason="项目增多。")
    assert said("fiscal_note", found).endswith("主要变动原因是项目增多。")


def test_sources_without_money_are_not_named() -> None:
    accounts = {"general_income": Account(outturn="90"), "other_income": Account(outturn="10")}
    assert said("income_note", unit_year(accounts)) == (
        "2021年本年收入合计100万元，其中：一般公共预算财政拨款收入90万元，占90%；其他收入10万元，占10%。"
    )
    assert said("income_note", unit_year({"general_income": Account(outturn="0")})) == "2021年本年收入合计0万元。"
    assert said("income_note", unit_year()) == "2021年本年收入合计＿＿万元。"


def test_a_section_is_named_again_only_when_it_changes() -> None:
    text = said("items_note", unit_year(function=ROWS))
    first = text.split("\n")[1]
    assert first.startswith("1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）：支出决算为13万元，")
    assert first.count("行政事业单位医疗（款）") == 1
    assert "；事业单位医疗（项）：支出决算为1.28万元，完成调整预算100%，决算数等于调整预算数；医疗救助（款）" in first
    assert text.split("\n")[2].startswith("2.住房保障（类）")


def test_completion_says_why_it_differs_and_nothing_where_nothing_was_planned() -> None:
    first, second = said("items_note", unit_year(function=ROWS)).split("\n")[1:]
    assert "完成调整预算65%，决算数小于调整预算数，主要原因是＿＿；" in first
    assert "完成调整预算105.08%，决算数大于调整预算数，主要原因是提标。" in first
    assert second.endswith("支出决算为26.37万元，未安排调整预算。")


@pytest.mark.parametrize(
    ("adjusted", "words"),
    [("-5", "调整预算数为-5万元"), ("0", "未安排调整预算"), ("约5", "调整预算数为＿＿万元")],
)
def test_an_adjusted_budget_below_zero_or_unreadable_gives_no_rate(adjusted: str, words: str) -> None:
    row = item(1, "卫生健康支出/医疗救助/城乡医疗救助", "3", adjusted=adjusted)
    assert words in said("items_note", unit_year(function=(row,)))


def test_a_name_that_ends_in_spending_does_not_say_it_twice() -> None:
    text = said("structure_note", unit_year(function=ROWS))
    assert "卫生健康支出644.76万元，占96.07%；住房保障支出26.37万元，占3.93%。" in text


def test_a_blank_counts_as_nothing_beside_what_is_known() -> None:
    accounts = {"domestic_reception": Account(budget="0.5", outturn="0.13"), "domestic_guests": Account(outturn="11")}
    text = said("three_public_items", unit_year(accounts))
    assert "因公出国（境）费支出决算0万元；" in text
    assert "公务接待费支出决算0.13万元，占100%。" in text
    assert "因公出国（境）经费支出0万元，未安排预算。全年安排因公出国（境）团组0次，出国（境）0人。" in text
    assert "占0%" not in text
    assert "完成预算0%" not in text
    assert "支出决算＿＿万元" in said("three_public_items", unit_year())


def test_a_sum_typed_without_its_parts_says_nothing_of_them() -> None:
    assert said("income_note", unit_year({"income": Account(outturn="5")})) == "2021年本年收入合计5万元，其中：＿＿。"
    basic = said("basic_note", unit_year({"general_basic": Account(outturn="287.43")}))
    assert "人员经费＿＿万元。" in basic
    three = said("three_public_items", unit_year({"three_public": Account(outturn="0.13", budget="0.49")}))
    assert "公务接待费支出决算＿＿万元，占＿＿。" in three
    assert "0万元" not in three
    general = {"general": Account(outturn="1759.24")}
    assert said("structure_note", unit_year(general)).endswith("1759.24万元，主要用于以下方面：＿＿。")
    assert said("staff_note", unit_year({"staff": Account(outturn="12")})).startswith("2021年年底实有在职人数12人。")
    assert "其他用车＿＿辆。" in said("property_note", unit_year({"vehicles": Account(outturn="1")}))


def test_a_year_in_which_nothing_was_spent_names_no_use_of_it() -> None:
    spent = item(1, "卫生健康支出/医疗救助/城乡医疗救助", "0", adjusted="0")
    assert said("structure_note", unit_year(function=(spent,))) == "2021年一般公共预算财政拨款支出0万元。"


def test_a_part_below_zero_has_a_share_below_zero() -> None:
    rows = (item(1, "甲/乙/丙", "105", adjusted="100"), item(2, "丁/戊/己", "-5", adjusted="10"))
    found = unit_year(function=rows)
    assert "甲支出105万元，占105%；丁支出-5万元，占-5%。" in said("structure_note", found)
    assert "完成调整预算-50%，决算数小于调整预算数" in said("items_note", found)


def test_money_planned_and_not_spent_was_completed_to_nought() -> None:
    found = unit_year({"abroad": Account(budget="2", outturn="0", previous="0")})
    assert "1.因公出国（境）经费支出0万元，完成预算0%。" in said("three_public_items", found)


def test_a_typed_sum_stands_over_its_parts() -> None:
    found = unit_year({"general": Account(outturn="1758.56", previous="1392.73")}, function=ROWS)
    assert "增加365.83万元，增长26.27%。" in said("general_note", found)


def test_codes_of_category_and_section_come_from_those_of_their_items() -> None:
    found = unit_year(function=(*ROWS, item(5, "其他支出/其他/其他", "1", code="22999")))
    assert found.find("category.1.code").text == "210"
    assert found.find("section.3.code").text == "21013"
    assert found.find("category.5.code").text == "229"
    assert found.find("section.5.code").text == "22999"
    mixed = (item(1, "甲/乙/丙", "1", code="2101101"), item(2, "甲/乙/丁", "1", code="2080101"))
    assert unit_year(function=mixed).find("category.1.code").text == ""


def test_the_glossary_has_every_item_once_and_a_blank_for_one_nobody_knows() -> None:
    twice = item(6, "卫生健康支出/医疗救助/城乡医疗救助", "1", source="政府性基金")
    unknown = item(7, "不存在的类/不存在的款/不存在的项", "1", code="9999999")
    lines = said("glossary", unit_year(function=(*ROWS, twice, unknown))).split("\n")
    assert [line.split(".")[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert sum("城乡医疗救助（项）" in line for line in lines) == 1
    assert "13.不存在的类（类）不存在的款（款）不存在的项（项）：＿＿" in lines
    assert lines[13].startswith("14.基本支出：")


def test_every_path_of_the_year_is_one_of_the_unit_and_a_project_has_none() -> None:
    paths = ["account.income.outturn", "account.basic.share_of.expenditure", "function.1.completion_adjusted"]
    paths += [f"{kind}.1.{name}" for kind, names in NAMES.items() for name in names]
    for path in paths:
        assert is_figure(path)
        assert is_of_unit(path)
        assert of_project().find(path).text == ""
    for path in ("account.unknown.outturn", "account.income", "category.x.name", "term.1.outturn", "account.income.x"):
        assert not is_figure(path)


def test_a_figure_in_the_clerks_text_follows_its_row() -> None:
    before = unit_year(function=ROWS)
    path = parts(rendered("{% for c in categories %}{{ c.outturn }}{% endfor %}", before))[1][1]
    assert path == "category.4.outturn"
    assert unit_year(function=ROWS[3:]).find(path).text == "26.37"
    assert unit_year(function=ROWS[:3]).find(path).text == ""


def test_lists_can_be_chosen_from_by_what_holds_of_their_rows() -> None:
    bonus = EconomicLine(8, 900, kind="人员经费", name="奖金", outturn="3")
    found = unit_year(function=ROWS, economic=(bonus, EconomicLine(9, 900, kind="人员经费", name="医疗费")))
    assert (
        filled("{% for i in personnel_items if not i.none %}{{ i.name }}{{ i.share }}{% endfor %}", found) == "奖金100%"
    )
    text = "{% for c in categories %}{% for r in c.lines if r.below_adjusted %}{{ r.name }}{% endfor %}{% endfor %}"
    assert filled(text, found) == "行政单位医疗"
    assert filled(
        "{% for l in account.income.parts if not l.none %}{{ l.caption }}{% endfor %}", income(outturn="3")
    ) == ("一般公共预算财政拨款收入")


def test_what_the_clerk_may_insert_comes_from_the_sections_the_form_asks_for() -> None:
    found = income(outturn="6", previous="5")
    offered = {figure.path: figure.text for figure in catalogue(found.values, found.scores)}
    assert offered["account.general_income.outturn"] == "6万元"
    assert offered["account.income.growth"] == "20%"
    assert "account.reception.outturn" not in offered


@pytest.mark.parametrize("kind", ["column", "pie"])
def test_a_chart_without_anything_to_show_is_left_out(kind: str) -> None:
    spec = ChartSpec("c", kind, "图", (PointSpec("{year}年", "account.income.outturn"),))  # type: ignore[arg-type]
    assert chart(spec, unit_year()) is None
    assert chart(spec, income(outturn="0")) is None
    drawn = chart(spec, income(outturn="1509.02"))
    assert drawn is not None
    assert (drawn.categories, drawn.values) == (("2021年",), (Decimal("1509.02"),))


def test_a_chart_of_rows_has_one_slice_for_each_that_has_money() -> None:
    found = unit_year(function=(*ROWS, item(5, "农林水支出/扶贫/其他扶贫支出", "0")))
    drawn = chart(ChartSpec("c", "pie", "结构", each="categories"), found)
    assert drawn is not None
    assert drawn.categories == ("卫生健康支出", "住房保障支出")
    assert drawn.values == (Decimal("644.76"), Decimal("26.37"))


def test_a_row_without_a_name_has_a_slice_that_says_so() -> None:
    lines = (
        EconomicLine(5, WHOLE, 5, "人员经费", name="基本工资", outturn="6"),
        EconomicLine(6, WHOLE, 6, "人员经费", outturn="4"),
    )
    drawn = chart(ChartSpec("c", "pie", "结构", each="personnel_items"), unit_year(economic=lines))
    assert drawn is not None
    assert drawn.categories == ("基本工资", "未命名")


def test_a_pie_with_a_slice_nobody_can_read_is_not_drawn_as_if_the_others_were_all() -> None:
    points = tuple(PointSpec(key, f"account.{key}.outturn") for key in ("general_income", "fund_income"))
    spec = ChartSpec("c", "pie", "收入", points)
    read = {"general_income": Account(outturn="90"), "fund_income": Account(outturn="10")}
    assert chart(spec, unit_year(read)) is not None
    assert chart(spec, unit_year(read | {"general_income": Account(outturn="九十")})) is None


amounts = st.one_of(
    st.just(""), st.just("0"), st.just("约三万"), st.decimals(-(10**9), 10**9, places=2).map(str), st.just("1e5")
)


@settings(max_examples=20)
@given(st.fixed_dictionaries(dict.fromkeys(("budget", "adjusted", "outturn", "previous"), amounts)))
def test_nothing_typed_makes_a_figure_fail_or_say_what_is_no_number(typed: dict[str, str]) -> None:
    found = unit_year({"reception": Account(**typed)}, (item(1, "甲支出/乙/丙", **typed),), total_reason="原因")
    for path in ("account.reception", "account.three_public", "function.1", "category.1", "section.1"):
        for measure in MEASURES:
            assert "NaN" not in found.find(f"{path}.{measure}").text
        for condition in CONDITIONS:
            assert holds(f"{path}.{condition}", found) in (True, False)
    for sentence in found.form.sentences:
        text = said(sentence.key, found)
        assert not any(wrong in text for wrong in ("NaN", "Infinity", "占0%", "{", "}"))


def test_a_sentence_may_compare_two_figures() -> None:
    text = "{% if account.staff.outturn == account.posts.outturn %}满编{% else %}缺编{% endif %}"
    accounts = {"civil": Account(outturn="3"), "posts": Account(outturn="3")}
    form = msgspec.structs.replace(unit_year().form, sentences=(Sentence("s", text),))
    assert form.sentences[0].text == text
    assert filled(text, unit_year(accounts)) == "满编"
