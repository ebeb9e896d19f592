"""决算: sums as the clerk types, 科目 by code, rows, blocks from other programs, the index, last year's figures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.accounts.lines import SECTIONS
from core.model import Place
from core.workbook import Workbook
from tests.ui.pages.units import ALT, CONTROL, Table, book_of, shown
from ui.desk import Desk
from ui.look.cells import CELL, Role
from ui.look.signs import Letter
from ui.pages.accounts import PARTS, AccountsPage
from ui.places import path_of

Key = Qt.Key
OUTTURN, BEFORE, CODE, NAME = "决算数", "上年决算数", "科目编码", "科目名称"


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountsPage]:
    """One page for all tests; making it takes longer than most of them."""
    path = tmp_path_factory.mktemp("unit") / "账套.jpb"
    Workbook.create(path, book_of("accounts-2021")).close()
    desk = Desk.open(path)
    desk.choose_whole()
    made = AccountsPage(desk)
    shown(desk, made)
    yield made
    made.close()
    made.deleteLater()
    desk.close()


@pytest.fixture
def page(opened: AccountsPage) -> Iterator[AccountsPage]:
    """The page of the published year, and afterwards again as it was."""
    opened.activateWindow()
    opened.verticalScrollBar().setValue(0)
    yield opened
    while opened.desk.undo_name() is not None:
        opened.desk.undo()
    if opened._every is not None:
        opened._every.setChecked(False)


def table(page: AccountsPage, key: str) -> Table:
    page.go(
        next(cell.place for row in page.cards[key].model.sheet.rows for cell in row.cells if cell.place is not None)
    )
    return Table(page.cards[key])


# --- lines ------------------------------------------------------------------------------------------------------------


def test_every_section_of_the_accounts_has_its_part_on_the_page() -> None:
    keys = [key for _, inside in PARTS for key in inside]
    assert sorted(keys) == sorted([*(section.key for section in SECTIONS), "function", "economic"])


def test_sums_change_and_growth_follow_what_is_typed(page: AccountsPage) -> None:
    income = table(page, "income")
    assert income.row("本年收入合计")[2:] == ["1795.77", "1609.09", "186.68", "11.60"]
    income.enter("其他收入", OUTTURN, "4.23")
    assert income.row("本年收入合计")[2:] == ["1800.00", "1609.09", "190.91", "11.86"]
    assert income.row("收入总计")[2] == "1800.68"
    assert page.desk.undo_name() == "修改决算 决算数"
    assert income.row("其他收入")[3:] == ["", "", ""], "nothing is said of what was not typed"


def test_a_change_against_nothing_has_no_rate(page: AccountsPage) -> None:
    cars = table(page, "three_public")
    assert cars.row("公务用车购置费")[3:6] == ["0.00", "0.00", "—"]
    assert "无可比性" in cars.cell("公务用车购置费", "增长(%)").fixed


def test_a_sum_typed_over_is_shown_as_such_and_led_back(page: AccountsPage) -> None:
    income = table(page, "income")
    state = income.index("本年收入合计", OUTTURN).data(CELL)
    assert (state.role, state.letter) == (Role.COMPUTED, None)
    income.enter("本年收入合计", OUTTURN, "1800")
    state = income.index("本年收入合计", OUTTURN).data(CELL)
    assert (state.text, state.role, state.letter) == ("1800.00", Role.TYPED, Letter.OVERRIDDEN)
    menu = income.view.menu_at(income.index("本年收入合计", OUTTURN), 0)
    next(action for action in menu.actions() if action.text() == "恢复自动计算").trigger()
    assert income.row("本年收入合计")[2] == "1795.77"


def test_a_sum_without_parts_is_simply_typed(page: AccountsPage) -> None:
    fiscal = table(page, "fiscal")
    cell = fiscal.cell("一般公共预算财政拨款支出", BEFORE)
    assert (cell.shown, cell.computed, cell.over) == ("1393.24", False, False)


def test_counts_have_no_decimals_and_say_their_unit(page: AccountsPage) -> None:
    staff = table(page, "staff")
    assert staff.captions() == ["项目", "本年数", "上年数", "比上年增减"]
    before = int(staff.row("在职人员（人）")[1])
    had = staff.cell("事业编制人员（人）", "本年数").typed or "0"
    staff.enter("事业编制人员（人）", "本年数", str(int(had) + 3))
    assert staff.row("在职人员（人）")[1] == str(before + 3)


def test_what_is_pasted_beside_names_goes_into_lines_and_leaves_sums_as_they_are(page: AccountsPage) -> None:
    income = table(page, "income")
    income.paste("事业收入", OUTTURN, "7.00\t6.00\n8.00\t5.00")
    assert income.row("事业收入")[2:5] == ["7.00", "6.00", "1.00"]
    assert income.row("经营收入")[2:5] == ["8.00", "5.00", "3.00"]
    page.desk.undo()
    assert income.row("事业收入")[2] == ""


# --- 科目 -------------------------------------------------------------------------------------------------------------


def test_classes_and_sections_stand_with_what_their_items_add_up_to(page: AccountsPage) -> None:
    lines = table(page, "function")
    first = [[cell.shown for cell in row.cells[1:3]] for row in lines.model.sheet.rows[:5]]
    assert first == [["", "合计"], ["", "一般公共预算"], ["201", "一般公共服务支出"], ["20106", "　财政事务"],
                     ["2010607", "　　信息化建设"]]  # fmt: skip
    assert lines.row("合计")[lines.captions().index(OUTTURN)] == "1796.45"
    before = lines.cell("财政代缴社会保险费支出", OUTTURN).shown
    lines.enter("财政代缴其他社会保险费支出", OUTTURN, "200")
    assert (before, lines.cell("财政代缴社会保险费支出", OUTTURN).shown) == ("187.41", "200.00")
    assert lines.cell("合计", OUTTURN).shown == "1809.04"


def test_a_code_brings_the_names_along_in_one_step(page: AccountsPage) -> None:
    lines, many = table(page, "function"), len(page.desk.dossier.function)
    lines.enter("输编码或名称", CODE, "2101506")
    row = page.desk.dossier.function[-1]
    assert (row.category, row.section, row.item) == ("卫生健康支出", "医疗保障管理事务", "医疗保障经办事务")
    page.desk.undo()
    assert len(page.desk.dossier.function) == many
    lines.enter("信息化建设", CODE, "2101505")
    assert page.desk.dossier.function[0].section == "医疗保障管理事务", "the names follow the code"


def test_names_of_the_clerks_own_stay_when_the_code_is_set_right(page: AccountsPage) -> None:
    lines = table(page, "function")
    lines.enter("信息化建设", NAME, "Xin xi hua")
    lines.enter("Xin xi hua", CODE, "2010650")
    row = page.desk.dossier.function[0]
    assert (row.code, row.section, row.item) == ("2010650", "财政事务", "Xin xi hua")


def test_a_fund_item_goes_to_its_own_budget(page: AccountsPage) -> None:
    lines = table(page, "function")
    lines.enter("输编码或名称", CODE, "2296013")
    assert page.desk.dossier.function[-1].source == "政府性基金"


def test_initials_offer_items_and_the_marked_one_fills_the_row(page: AccountsPage) -> None:
    lines = table(page, "function")
    lines.type("输编码或名称", NAME, "ylbzjb")
    offered = page.cards["function"].suggestions
    assert offered is not None
    assert offered.isVisible()
    lines.press(Key.Key_Down)
    lines.press(Key.Key_Return)
    row = page.desk.dossier.function[-1]
    assert (row.code, row.item) == ("2101506", "医疗保障经办事务")


def test_the_name_of_a_class_is_typed_once_for_all_its_rows(page: AccountsPage) -> None:
    lines = table(page, "function")
    inside = [row.id for row in page.desk.dossier.function if row.category == "社会保障和就业支出"]
    lines.enter("社会保障和就业支出", NAME, "She bao")
    assert [row.id for row in page.desk.dossier.function if row.category == "She bao"] == inside
    page.desk.undo()
    assert not [row for row in page.desk.dossier.function if row.category == "She bao"]


def test_rows_are_put_in_copied_moved_and_taken_out_by_key(page: AccountsPage) -> None:
    lines = table(page, "function")
    names = [row.item for row in page.desk.dossier.function]
    lines.choose("行政单位离退休", OUTTURN)
    lines.press(Key.Key_Plus, CONTROL)
    made = page.desk.dossier.function[names.index("行政单位离退休") + 1]
    assert (made.section, made.item, made.code) == ("行政事业单位养老支出", "", "")
    page.desk.undo()
    lines.choose("机关事业单位职业年金缴费支出", OUTTURN)
    lines.press(Key.Key_Up, ALT)
    assert [row.item for row in page.desk.dossier.function].index("机关事业单位职业年金缴费支出") == 2
    lines.press(Key.Key_Up, ALT)
    lines.press(Key.Key_Up, ALT)
    assert page.desk.undo_name() == "移动科目“机关事业单位职业年金缴费支出”"
    assert [row.item for row in page.desk.dossier.function].index("机关事业单位职业年金缴费支出") == 1, "within its 款"
    lines.press(Key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert len(page.desk.dossier.function) == len(names) + 1
    lines.press(Key.Key_Minus, CONTROL)
    assert page.desk.undo_name() == "删除科目“机关事业单位职业年金缴费支出”"


def test_a_published_table_is_pasted_with_its_head_and_the_sums_in_it_are_left_out(page: AccountsPage) -> None:
    lines, many = table(page, "function"), len(page.desk.dossier.function)
    text = "科目编码\t项目\t本年支出合计（元）\n210\t卫生健康支出\t30000\n21015\t医疗保障管理事务\t30000\n"
    lines.paste("输编码或名称", CODE, f"{text}2101501\t行政运行\t10000\n2101506\t医疗保障经办事务\t20000\n")
    lines.press(Key.Key_Return)
    added = page.desk.dossier.function[many:]
    assert [(row.code, row.category, row.item, row.outturn) for row in added] == [
        ("2101501", "卫生健康支出", "行政运行", "10000元"),
        ("2101506", "卫生健康支出", "医疗保障经办事务", "20000元"),
    ]


def test_a_table_with_the_official_head_finds_codes_names_and_amounts(page: AccountsPage) -> None:
    lines, many = table(page, "function"), len(page.desk.dossier.function)
    head = "项目\t\t\t\t本年支出合计\t基本支出\n支出功能分类科目编码\t\t\t科目名称\t\t\n类\t款\t项\t栏次\t1\t2\n"
    body = "\t\t\t合计\t3\t3\n210\t\t\t卫生健康支出\t3\t3\n2101506\t\t\t医疗保障经办事务\t2\t2\n"
    lines.paste("输编码或名称", CODE, f"{head}{body}2109998\t\t\t本县自设的科目\t1\t1\n")
    lines.press(Key.Key_Return)
    assert [(row.code, row.category, row.item, row.outturn) for row in page.desk.dossier.function[many:]] == [
        ("2101506", "卫生健康支出", "医疗保障经办事务", "2"),
        ("2109998", "卫生健康支出", "本县自设的科目", "1"),
    ]


def test_basic_expenditure_published_side_by_side_comes_into_both_kinds(page: AccountsPage) -> None:
    lines, many = table(page, "economic"), len(page.desk.dossier.economic)
    head = "人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
    lines.paste(
        "输编码或名称",
        CODE,
        f"{head}301\t工资福利支出\t9\t302\t商品和服务支出\t4\n30106\t伙食补助费\t9\t30214\t租赁费\t4\n",
    )
    lines.press(Key.Key_Return)
    assert [(row.kind, row.code, row.outturn) for row in page.desk.dossier.economic[many:]] == [
        ("人员经费", "30106", "9"),
        ("公用经费", "30214", "4"),
    ]


def test_names_without_codes_find_theirs_and_classes_and_sections_among_them_are_left_out(page: AccountsPage) -> None:
    lines, many = table(page, "function"), len(page.desk.dossier.function)
    text = "科目名称\t决算数\n卫生健康支出\t3\n行政事业单位医疗\t3\n公务员医疗补助\t3\n"
    lines.paste("输编码或名称", NAME, text)
    assert lines.model.plan is not None
    assert {left.why for left in lines.model.plan.left} == {"类、款和合计由各项算出"}
    lines.press(Key.Key_Return)
    assert [(row.code, row.section, row.outturn) for row in page.desk.dossier.function[many:]] == [
        ("2101103", "行政事业单位医疗", "3")
    ]


def test_economic_items_fall_under_personnel_and_running_and_add_up_below(page: AccountsPage) -> None:
    lines = table(page, "economic")
    lines.enter("输编码或名称", CODE, "30212")
    row = page.desk.dossier.economic[-1]
    assert (row.kind, row.name) == ("公用经费", "因公出国（境）费用")
    lines.enter("因公出国（境）费用", OUTTURN, "1")
    assert lines.cell("合计", OUTTURN).shown == "288.43"
    basic = table(page, "general_basic")
    assert basic.cell("一般公共预算财政拨款基本支出", OUTTURN).shown == "288.43"
    assert basic.cell("公用经费", OUTTURN).computed


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_index_leads_to_a_part_by_mouse_and_by_key(page: AccountsPage) -> None:
    tabs = page.index.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(3).center())
    view = page.cards["function"].view
    assert view.hasFocus()
    assert 0 <= view.mapTo(page.viewport(), view.rect().topLeft()).y() < 120
    QTest.keyClick(view, Key.Key_PageDown, ALT)
    assert page.cards["economic"].view.hasFocus()
    assert page.index.current == 4
    QTest.keyClick(page.cards["economic"].view, Key.Key_PageUp, ALT)
    assert view.hasFocus()
    tabs.setFocus()
    QTest.keyClick(tabs, Key.Key_Right)
    assert tabs.hasFocus()
    QTest.keyClick(tabs, Key.Key_Return)
    assert page.cards["economic"].view.hasFocus()


def test_the_index_follows_what_is_scrolled_to_and_counts_what_is_open(page: AccountsPage) -> None:
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert page.index.current > 7
    expenditure = next(n for n, (word, _) in enumerate(PARTS) if word == "支出")
    assert "需核实 1" in page.index.tabs.accessibleTabName(expenditure)


def test_the_part_of_the_cell_at_hand_is_marked(page: AccountsPage) -> None:
    page.desk.go_to(Place("function", page.desk.project, "outturn", page.desk.dossier.function[0].id))
    assert PARTS[page.index.current][0] == "功能分类"


def test_tables_out_of_sight_are_up_to_date_when_they_are_scrolled_to(page: AccountsPage) -> None:
    fiscal = page.cards["fiscal"]
    table(page, "income").enter("一般公共预算财政拨款收入", OUTTURN, "1000")
    page.verticalScrollBar().setValue(fiscal.y() - 20)
    assert Table(fiscal).cell("本年财政拨款收入", OUTTURN).shown == "1037.21"


@pytest.mark.parametrize(
    ("field", "words"),
    [("three_public.reason", ("“三公”经费合计", "主要原因")), ("staff.outturn", ("在职人员", "本年数"))],
)
def test_a_cell_of_a_line_is_gone_to(page: AccountsPage, field: str, words: tuple[str, str]) -> None:
    place = Place("account", page.desk.project, field)
    page.desk.go_to(place)
    view = QApplication.focusWidget()
    assert view.model().cell(view.currentIndex()).place == place
    assert path_of(place, page.desk.form, page.desk.dossier) == " › ".join(("决算", *words))


def test_a_cell_whose_column_is_folded_away_is_gone_to(page: AccountsPage) -> None:
    lines, row = table(page, "function"), page.desk.dossier.function[3]
    assert "主要用于" not in lines.captions()
    page.desk.go_to(Place("function", page.desk.project, "use", row.id))
    assert "主要用于" in lines.captions()
    assert lines.model.cell(lines.view.currentIndex()).place.field == "use"
    page.desk.go_to(Place("function", page.desk.project, "section", row.id))
    assert lines.model.cell(lines.view.currentIndex()).place.row == row.id
    assert path_of(Place("function", page.desk.project, "use", row.id), page.desk.form, page.desk.dossier).endswith(
        f"{row.item} › 主要用于"
    )


def test_cells_are_marked_and_the_legend_says_so(page: AccountsPage) -> None:
    income = table(page, "income")
    income.choose("一般公共预算财政拨款收入", OUTTURN)
    income.press(Key.Key_F4)
    place = Place("account", page.desk.project, "general_income.outturn")
    assert page.desk.is_pending(place)
    assert income.index("一般公共预算财政拨款收入", OUTTURN).data(CELL).letter is Letter.UNCONFIRMED
