"""Every part at every scale, in both schemes, by mouse, by keyboard and by its accessible name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from ui.look import gallery
from ui.look.buttons import Button, Kind, MenuButton, Segments, icon_button, link
from ui.look.cards import Card, EmptyPlace, MessageStrip
from ui.look.chips import CountChip, FilterChips, InsertChip, LiveFigure, StageChip
from ui.look.chosen_finding import ChosenFinding, ChosenFindingWidget, Figure
from ui.look.faces import advance
from ui.look.fields import Dropdown, Labelled, LineField, TextField, label
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.look.finding_item import (
    FINDING,
    FindingDelegate,
    FindingGroup,
    FindingItem,
    FindingLabel,
    link_rect,
)
from ui.look.meters import CaptionedMeter, Meter, MeterValue, Ring, StackMeter, Tone
from ui.look.rail import NavRow, ProjectItem, RailButton
from ui.look.sentence import Sentence
from ui.look.signs import CountsLabel, Dial, Letter, LetterLabel, Sign, SignLabel, Stage, TickLabel
from ui.look.tabs import Tabs
from ui.look.tokens import color

Take = Callable[[QWidget, float], QImage]
COUNTS = ((Sign.ERROR, 3), (Sign.WARNING, 2), (Sign.HINT, 1))
ERROR_1 = ((Sign.ERROR, 1),)


def nothing() -> None:
    """What a way does that nobody takes here."""


def chosen() -> ChosenFindingWidget:
    figures = (Figure("填写", "32.39 %", off=True), Figure("应为", "32.30 %"), Figure("相差", "0.09"))
    ways = (("按金额重算", nothing), ("保留并写说明", nothing))
    return ChosenFindingWidget(
        ChosenFinding(Sign.ERROR, "预算执行率与金额不符。", figures, "(7)=(4)/(2)，按元计算，保留两位。", ways)
    )


PARTS: dict[str, Callable[[], QWidget]] = {
    "primary": lambda: Button("导出报送材料", Kind.PRIMARY),
    "plain": lambda: Button("打开已有账套"),
    "fix": lambda: Button("按金额重算", Kind.FIX, small=True),
    "quiet": lambda: Button("对照上年", Kind.QUIET, icon_name="compare"),
    "link": lambda: link("忽略"),
    "icon": lambda: icon_button("plus", "新项目"),
    "menu": lambda: MenuButton("2021 年度"),
    "segments": lambda: Segments(("校验 6", "预览")),
    "stage": lambda: StageChip(Stage.FILLING),
    "count": lambda: CountChip(Sign.WARNING, 12),
    "filters": lambda: FilterChips(COUNTS),
    "insert": lambda: InsertChip("全年执行 48.44 万元"),
    "live": lambda: LiveFigure("48.44 万元"),
    "field": lambda: LineField("示例县医疗保障局"),
    "text": lambda: TextField("已核实。"),
    "dropdown": lambda: Dropdown(("山西 2021", "四川 2021")),
    "meter": lambda: Meter(MeterValue(0.3, Tone.LOW), name="执行率"),
    "captioned": lambda: CaptionedMeter("27.5 / 30，差 2.5", MeterValue(0.9, Tone.OFF)),
    "stack": lambda: StackMeter((MeterValue(0.4, Tone.RUNNING), MeterValue(0.3)), name="状态"),
    "ring": lambda: Ring("4/9", 4 / 9),
    "sign": lambda: SignLabel(Sign.ERROR, 3),
    "counts": lambda: CountsLabel(COUNTS),
    "letter": lambda: LetterLabel(Letter.UNCONFIRMED),
    "legend": lambda: LetterLabel(None),
    "tick": lambda: TickLabel("可报送"),
    "dial": lambda: Dial(Stage.READY),
    "tabs": lambda: Tabs(("基本信息", "资金", "目标")),
    "nav": lambda: NavRow("提交前检查", "shield"),
    "rail": lambda: RailButton("list", "项目"),
    "strip": lambda: MessageStrip(Sign.ERROR, "县区级 60.00 与分项合计 58.00 不等。", (("重算", nothing),)),
    "empty": lambda: EmptyPlace("table", "还没有指标", "从指标库挑选。", (("从指标库挑选", nothing),)),
    "finding": lambda: FindingLabel(FindingItem(Sign.ERROR, "权重 27.5，应为 30。", ("指标", "权重"), "补齐")),
    "group": lambda: FindingLabel(FindingGroup(Sign.ERROR, 3)),
    "chosen": chosen,
    "card": lambda: Card("预算执行情况", "单位：万元"),
}
SHAPES = {"stack"}
"""Parts that take any width."""


@pytest.mark.parametrize("name", PARTS)
def test_every_part_paints_whole_at_every_scale(qtbot: QtBot, scheme: str, take: Take, name: str) -> None:
    part = PARTS[name]()
    qtbot.addWidget(part)
    part.adjustSize()
    if name not in SHAPES:
        assert part.width() >= part.sizeHint().width(), name
        assert part.height() >= part.sizeHint().height(), name
    for ratio in (1.0, 1.5, 2.0):
        image = take(part, ratio)
        seen = {image.pixelColor(x, y).rgba() for x in range(0, image.width(), 2) for y in range(image.height())}
        assert len(seen) > 1, f"{name} at {ratio}"


@pytest.mark.parametrize("name", [one for one in PARTS if one not in {"text", "card", "empty"}])
def test_every_part_has_a_name_for_screen_readers(qtbot: QtBot, name: str) -> None:
    part = PARTS[name]()
    qtbot.addWidget(part)
    named = [part, *part.findChildren(QWidget)]
    said = any(one.accessibleName() for one in named)
    assert said or isinstance(part, Tabs | Dropdown | LineField), name


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_word_of_the_gallery_is_cut(qtbot: QtBot, scheme: str, take: Take, scale: float) -> None:
    page = gallery.build()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    cut = []
    for text in page.findChildren(QLabel):
        if not text.isVisible():
            continue
        needed = text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height()
        if text.height() < needed or (not text.wordWrap() and text.width() < text.sizeHint().width()):
            cut.append(text.text())
    cut += [one.text() for one in page.findChildren(Button) if one.width() < one.sizeHint().width()]
    assert cut == []
    assert not take(page, scale).isNull()


def test_the_gallery_is_written_as_a_picture(qtbot: QtBot, tmp_path: Path) -> None:
    gallery.render(tmp_path / "parts.png", dark=True)
    assert QImage(str(tmp_path / "parts.png")).width() == gallery.SIZE.width()


def test_arrow_keys_move_along_the_tabs(qtbot: QtBot) -> None:
    tabs = Tabs(("基本信息", "资金", "目标"))
    qtbot.addWidget(tabs)
    tabs.set_counts(1, ERROR_1)
    tabs.show()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 2
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.currentIndex() == 1
    assert tabs.accessibleTabName(1) == "资金 错误 1"
    assert tabs.tabToolTip(1) == "资金：错误 1"


def test_counts_make_a_tab_wider_and_never_cover_its_word(qtbot: QtBot) -> None:
    tabs = Tabs(("资金", "目标"))
    qtbot.addWidget(tabs)
    before = tabs.tabRect(0).width()
    tabs.set_counts(0, ERROR_1)
    assert tabs.tabRect(0).width() > before
    tabs.set_counts(0, ((Sign.ERROR, 0),))
    assert tabs.tabRect(0).width() == before


def test_arrow_keys_choose_a_segment(qtbot: QtBot) -> None:
    segments = Segments(("校验 6", "预览"))
    qtbot.addWidget(segments)
    segments.show()
    with qtbot.waitSignal(segments.chosen) as said:
        qtbot.keyClick(segments.findChildren(QWidget)[0], Qt.Key.Key_Right)
    assert said.args == [1]
    assert segments.current() == 1
    segments.set_text(0, "校验 5")
    segments.choose(0)
    assert segments.current() == 0


def test_links_and_buttons_are_reached_by_tab_and_pressed_by_enter(qtbot: QtBot) -> None:
    pressed: list[str] = []
    strip = MessageStrip(
        Sign.ERROR,
        "预算执行率与金额不符。",
        (("按金额重算", lambda: pressed.append("重算")), ("保留并写说明", lambda: pressed.append("说明"))),
    )
    qtbot.addWidget(strip)
    strip.resize(700, 36)
    with qtbot.waitActive(strip):
        strip.show()
        strip.activateWindow()
    strip.links[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip.links[0], Qt.Key.Key_Return)
    qtbot.keyClick(strip.links[0], Qt.Key.Key_Tab)
    assert strip.links[1].hasFocus()
    qtbot.keyClick(strip.links[1], Qt.Key.Key_Space)
    assert pressed == ["重算", "说明"]


def test_the_focus_ring_comes_with_the_keyboard_only_and_goes_with_the_focus(qtbot: QtBot) -> None:
    around = QWidget()
    row = QHBoxLayout(around)
    button = Button("写说明")
    row.addWidget(button)
    qtbot.addWidget(around)
    around.show()
    before = len(around.children())

    def focus(kind: QFocusEvent.Type, reason: Qt.FocusReason) -> None:
        event = QFocusEvent(kind, reason)
        button.focusInEvent(event) if kind == QFocusEvent.Type.FocusIn else button.focusOutEvent(event)

    focus(QFocusEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason)
    assert len(around.children()) == before
    focus(QFocusEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    ring = around.children()[-1]
    assert isinstance(ring, QWidget)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(button.pos() + QPoint(5, 0))
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    focus(QFocusEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
    assert not ring.isVisible()


def test_the_primary_button_shows_how_far_the_work_is(qtbot: QtBot, take: Take) -> None:
    button = Button("导出报送材料", Kind.PRIMARY)
    qtbot.addWidget(button)
    button.set_text("导出 16/28")
    button.set_progress(16 / 28)
    button.adjustSize()
    image = take(button, 1.0)
    assert image.pixelColor(image.width() // 2, 3).name() == color("paper").name()
    assert button.accessibleName() == "导出 16/28"
    button.set_progress(None)
    assert take(button, 1.0).pixelColor(image.width() // 2, 3).name() == color("accent").name()


def test_a_long_sentence_wraps_and_the_strip_says_how_high_it_gets(qtbot: QtBot) -> None:
    sentence = "“宣传资料发放量”目标值“2”没有单位，业绩值“1万张”，不能算完成率。" * 2
    strip = MessageStrip(Sign.ERROR, sentence, (("目标改为 2 万张", nothing), ("目标改为 2 张", nothing)))
    qtbot.addWidget(strip)
    strip.resize(700, strip.heightForWidth(700))
    strip.show()
    text = next(one for one in strip.findChildren(QLabel) if sentence[:6] in one.text())
    assert text.height() >= text.heightForWidth(text.width())
    assert strip.heightForWidth(1600) == 34 < strip.heightForWidth(700) < strip.heightForWidth(480)


def test_a_sentence_cannot_bring_markup_and_its_figures_are_bold() -> None:
    said = Sentence("应为 32.30 %，<b>不</b>", ("32.30 %",)).laid(400).layout
    bold = said.formats()[0]
    assert said.text().replace("\u2060", "").replace("\u00a0", " ") == "应为 32.30 %，<b>不</b>"
    assert said.text()[bold.start :][: bold.length].replace("\u2060", "").replace("\u00a0", " ") == "32.30 %"
    assert bold.format.font().bold()


def test_the_filter_gives_a_level_or_all(qtbot: QtBot) -> None:
    chips = FilterChips(COUNTS)
    qtbot.addWidget(chips)
    heard: list[object] = []
    chips.chosen.connect(heard.append)
    buttons = chips.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert [one.accessibleName() for one in buttons] == ["全部 6", "错误 3", "需核实 2", "提示 1"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert heard == [Sign.ERROR, None]


def test_a_label_counts_the_letters_and_says_the_finding(qtbot: QtBot) -> None:
    text = TextField("", "写清什么原因")
    labelled = Labelled("未执行完的原因", text, strong=True, limit=4)
    qtbot.addWidget(labelled)
    text.edit.setPlainText("资金 结转")
    labelled.say(Sign.WARNING, "执行率 32.30 %，低于 90 %，请写明原因。")
    words = [one.text() for one in labelled.findChildren(QLabel)]
    assert "4 / 4 字" in words
    assert "执行率 32.30 %，低于 90 %，请写明原因。" in words
    text.edit.setPlainText("资金结转下年")
    count = next(one for one in labelled.findChildren(QLabel) if one.text() == "6 / 4 字")
    assert count.property("ink") == "red"
    labelled.say(None)
    assert labelled.findChildren(SignLabel) == [] or not labelled.findChildren(SignLabel)[0].isVisible()
    assert text.edit.accessibleName() == "未执行完的原因"


def test_the_wheel_does_not_change_a_choice_in_passing(qtbot: QtBot) -> None:
    choice = Dropdown(("山西 2021", "四川 2021"))
    qtbot.addWidget(choice)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "四川 2021"


def listed(*items: object) -> tuple[QListView, QStandardItemModel]:
    view, model = QListView(), QStandardItemModel()
    for item in items:
        row = QStandardItem()
        row.setData(item, FINDING)
        model.appendRow(row)
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(FindingDelegate(view))
    view.setMouseTracking(True)
    view.resize(320, 500)
    return view, model


def test_the_link_of_a_finding_answers_to_the_mouse_and_the_rest_of_it_does_not(qtbot: QtBot) -> None:
    item = FindingItem(Sign.ERROR, "效益指标权重 27.5，应为 30，少 2.5。", ("指标", "权重"), "按比例补齐")
    view, model = listed(FindingGroup(Sign.ERROR, 1), item)
    qtbot.addWidget(view)
    view.show()
    delegate = view.itemDelegate()
    assert isinstance(delegate, FindingDelegate)
    heard: list[QModelIndex] = []
    delegate.link_clicked.connect(heard.append)
    rect = view.visualRect(model.index(1, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(60, 15))
    assert heard == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=link_rect(rect, item).center().toPoint())
    assert [index.row() for index in heard] == [1]


def test_the_chosen_finding_takes_the_height_of_its_widget(qtbot: QtBot) -> None:
    view, model = listed(FindingItem(Sign.ERROR, "预算执行率与金额不符。", ("资金",)), FindingItem(Sign.HINT, "短。"))
    qtbot.addWidget(view)
    view.show()
    before = view.visualRect(model.index(0, 0)).height()
    view.setIndexWidget(model.index(0, 0), chosen())
    view.scheduleDelayedItemsLayout()
    view.executeDelayedItemsLayout()
    assert view.visualRect(model.index(0, 0)).height() > before + 60


def test_a_low_window_drops_the_basis_of_the_chosen_finding(qtbot: QtBot) -> None:
    widget = chosen()
    qtbot.addWidget(widget)
    high = widget.sizeHint().height()
    widget.show_basis(False)
    assert widget.sizeHint().height() < high


def test_a_project_says_all_of_itself_in_words() -> None:
    item = ProjectItem("城乡医疗救助资金", ERROR_1, False, "执行 32 %", MeterValue(0.32, Tone.LOW), "77.61")
    assert item.words == "城乡医疗救助资金，错误 1，执行 32 %，得分 77.61"


def test_a_card_cuts_what_fills_it_at_its_corners(qtbot: QtBot, take: Take) -> None:
    card = Card()
    card.body.addWidget(MessageStrip(Sign.ERROR, "差 2.00。"))
    qtbot.addWidget(card)
    card.resize(400, 38)
    card.show()
    image = card.grab().toImage()
    assert image.pixelColor(0, 37).name() == color("canvas").name()
    assert image.pixelColor(200, 34).name() == color("red_tint").name()


def test_labels_take_inks_of_the_tokens(qtbot: QtBot) -> None:
    text = label("差 2.5", "caption", "red")
    qtbot.addWidget(text)
    text.show()
    assert text.palette().windowText().color().name() == color("red").name()


def test_a_list_cuts_no_name_while_others_have_room_to_give(qtbot: QtBot) -> None:
    """What columns need by their samples goes to the names first, then the meters give."""
    score = Column("得分", "100.00", number=True, meter=True)
    table = FigureTable((Column("项目", "城乡"), Column("怎么带", "已有，补填空白"), score), "项目")
    qtbot.addWidget(table)
    name = "国有企业退休人员社会化管理补助资金"
    table.show_rows([Row((Cell(name), Cell("新建"), Cell("98.50", meter=MeterValue(0.9))), 1)])
    narrow = 0
    for width in (460, 390, 1400):
        table.resize(width, 100)
        table.show()
        wide = [table.columnWidth(n) for n in range(3)]
        assert sum(wide) == table.viewport().width()
        assert wide[0] >= advance(name) + 16, width
        narrow = narrow or wide[1]
    assert table.columnWidth(1) > narrow
    assert table.meter > 100
