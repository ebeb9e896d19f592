"""One delegate paints every state of a cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from ui.look.cell_delegate import CellDelegate, LineEditor, LongEditor
from ui.look.cell_paint import PLAIN, Around, height_for, paint_cell, paint_kept
from ui.look.cell_text import lay, together, width_of
from ui.look.cells import CELL, Align, CellState, Role
from ui.look.faces import advance
from ui.look.heads import Band, HeadView
from ui.look.meters import MeterValue, Tone
from ui.look.signs import Letter, Sign
from ui.look.tokens import color

RIGHT = Align.RIGHT
RATIOS = (1.0, 1.25, 1.5, 2.0)


def painted(state: CellState, around: Around = PLAIN, ratio: float = 1.0, width: int = 118, high: int = 34) -> QImage:
    image = QImage(round(width * ratio), round(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    paint_cell(painter, QRect(0, 0, width, high), state, around)
    painter.end()
    return image


def ground(image: QImage) -> str:
    """Colour in the middle of the cell, a little below the top, where nothing is written."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(image.width() // 2, round(5 * ratio)).name()


def colors(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


STATES = (
    (CellState("90.00", RIGHT), PLAIN, "paper", "ink"),
    (CellState("150.00", RIGHT, Role.COMPUTED), PLAIN, "calc", "soft"),
    (CellState("—", RIGHT, Role.COMPUTED), PLAIN, "calc", "soft"),
    (CellState("32.39", RIGHT, letter=Letter.OVERRIDDEN), PLAIN, "paper", "ink"),
    (CellState("98.6 %", RIGHT, letter=Letter.UNCONFIRMED), PLAIN, "paper", "ink"),
    (CellState("2", RIGHT, severity=Sign.ERROR, carries_sign=True), PLAIN, "red_tint", "red"),
    (CellState("1.2 亿", RIGHT, severity=Sign.WARNING, carries_sign=True), PLAIN, "amber_tint", "amber"),
    (CellState("96.2 %", RIGHT, severity=Sign.HINT, carries_sign=True), PLAIN, "paper", "ink"),
    (CellState("60.00", RIGHT), Around(current=True), "paper", "ink"),
    (CellState("60.00", RIGHT), Around(selected=True), "accent_tint", "ink"),
    (CellState("60.00", RIGHT), Around(selected=True, current=True), "paper", "ink"),
    (CellState("定稿", role=Role.READONLY), PLAIN, "calc", "faint"),
    (CellState("总分", role=Role.HEAD, bold=True), PLAIN, "head", "ink"),
)


@pytest.mark.parametrize(("state", "around", "ground_token", "ink_token"), STATES)
def test_ground_and_ink_say_the_state(
    scheme: str, state: CellState, around: Around, ground_token: str, ink_token: str
) -> None:
    image = painted(state, around, 2.0)
    assert ground(image) == color(ground_token).name()
    assert color(ink_token).name() in colors(image)


@pytest.mark.parametrize("ratio", RATIOS)
def test_grid_lines_are_one_device_pixel_at_every_scale(ratio: float) -> None:
    image = painted(CellState("90.00", RIGHT), ratio=ratio)
    row = image.height() // 2 + round(12 * ratio)
    last = [image.pixelColor(image.width() - 1 - back, row).name() for back in range(3)]
    assert last == [color("grid").name(), color("paper").name(), color("paper").name()]


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_picture_kept_of_a_cell_is_the_cell(ratio: float) -> None:
    for state, around, *_ in STATES:
        fresh = painted(state, around, ratio)
        kept = QImage(fresh.size(), QImage.Format.Format_ARGB32_Premultiplied)
        kept.setDevicePixelRatio(ratio)
        painter = QPainter(kept)
        paint_kept(painter, QRect(0, 0, 118, 34), state, around)
        painter.end()
        assert kept == fresh, state


def test_only_the_cell_that_carries_the_sign_shows_it() -> None:
    with_sign = painted(CellState("2", RIGHT, severity=Sign.ERROR, carries_sign=True))
    without = painted(CellState("2", RIGHT, severity=Sign.ERROR))
    assert color("red_sign").name() in colors(with_sign.copy(0, 0, 20, 34))
    assert color("red_sign").name() not in colors(without.copy(0, 0, 20, 34))
    assert ground(without) == ground(with_sign)


def test_the_letter_becomes_a_notch_where_the_column_leaves_no_room() -> None:
    state = CellState("30.00", RIGHT, letter=Letter.IMPORTED)
    assert painted(state, width=64).pixelColor(1, 1) == color("field")
    assert painted(state, width=118).pixelColor(1, 1) == color("paper")


def test_the_current_cell_has_a_frame_of_two_and_a_handle() -> None:
    image = painted(CellState("60.00", RIGHT), Around(current=True))
    accent = color("accent").name()
    assert [image.pixelColor(x, 17).name() for x in range(3)] == [accent, accent, color("paper").name()]
    assert image.pixelColor(114, 30).name() == accent
    assert painted(CellState("60.00", RIGHT), Around(current=True, handle=False)).pixelColor(114, 30).name() != accent


def test_a_long_text_asks_for_a_higher_row_instead_of_being_cut() -> None:
    reason = CellState("3 月起低保边缘对象重新认定，少 60 人次；已转入下年复核")
    assert height_for(reason, 600) == 34
    assert height_for(reason, 232) == 45
    assert height_for(reason, 120) > height_for(reason, 232)


def test_a_level_shows_its_weight_and_turns_red_when_it_is_off() -> None:
    level = CellState(
        "效益指标", role=Role.LABEL, bold=True, caption="27.5 / 30", remark="差 2.5", meter=MeterValue(0.9, Tone.OFF)
    )
    image = painted(level, ratio=2.0, width=124, high=70)
    assert {color("red").name(), color("red_sign").name(), color("ink").name()} <= colors(image)
    assert height_for(level, 124) >= 50


class Sheet(QAbstractTableModel):
    """A small table of typed text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = {(row, column): f"{row}{column}" for row in range(4) for column in range(3)}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.texts[index.row(), index.column()]
        if role == CELL:
            return CellState(text, RIGHT if index.column() < 2 else Align.LEFT, long=index.column() == 2)
        return text if role == Qt.ItemDataRole.EditRole else None

    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        self.texts[index.row(), index.column()] = str(value)
        return True

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return ("年初", "全年", "偏差原因")[section] if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    view = QTableView()
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.setHorizontalHeader(HeadView((Band("资金", 0, 1),), view))
    view.setModel(Sheet())
    view.model().setParent(view)
    view.setItemDelegate(CellDelegate(view))
    view.resize(360, 260)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


def editor_of(view: QTableView, kind: type) -> object:
    return view.findChildren(kind)[-1]


def test_enter_takes_what_was_typed_and_says_which_way_to_go(qtbot: QtBot, table: QTableView) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    table.edit(table.currentIndex())
    editor = editor_of(table, LineEditor)
    assert isinstance(editor, LineEditor)
    assert editor.text() == "10"
    editor.setText("184443.84")
    with qtbot.waitSignal(table.itemDelegate().entered) as said:
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert said.args == [True]
    assert table.model().data(table.model().index(1, 0), Qt.ItemDataRole.EditRole) == "184443.84"


def test_escape_gives_up_what_was_typed(qtbot: QtBot, table: QTableView) -> None:
    for column, kind in ((0, LineEditor), (2, LongEditor)):
        index = table.model().index(0, column)
        before = table.model().data(index, Qt.ItemDataRole.EditRole)
        table.edit(index)
        editor = editor_of(table, kind)
        field = editor.edit if isinstance(editor, LongEditor) else editor
        qtbot.keyClicks(field, "9")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert table.model().data(index, Qt.ItemDataRole.EditRole) == before


def test_alt_enter_breaks_the_line_of_a_long_text_and_enter_takes_it(qtbot: QtBot, table: QTableView) -> None:
    index = table.model().index(0, 2)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = editor_of(table, LongEditor)
    assert isinstance(editor, LongEditor)
    field = editor.edit
    assert isinstance(field, QPlainTextEdit)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert table.model().data(index, Qt.ItemDataRole.EditRole) == "02\nx"


def test_tab_leaves_a_long_text_for_the_next_cell(qtbot: QtBot, table: QTableView) -> None:
    index = table.model().index(0, 2)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = editor_of(table, LongEditor)
    assert isinstance(editor, LongEditor)
    qtbot.keyClicks(editor.edit, "z")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert table.model().data(index, Qt.ItemDataRole.EditRole) == "02z"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)


def test_a_selected_block_is_tinted_but_the_current_cell_keeps_its_ground(table: QTableView) -> None:
    model = table.model()
    table.setCurrentIndex(model.index(0, 0))
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.selectionModel().select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)
    image = table.viewport().grab().toImage()

    def ground_of(row: int, column: int) -> str:
        rect = table.visualRect(model.index(row, column))
        return image.pixelColor(rect.left() + 6, rect.top() + 6).name()

    assert ground_of(0, 0) == color("paper").name()
    assert ground_of(0, 1) == ground_of(1, 1) == color("accent_tint").name()
    assert ground_of(2, 0) == color("paper").name()


def test_a_message_strip_keeps_its_room_below_the_cell_but_not_in_merged_ones(table: QTableView) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    delegate.set_feet({1: 36})
    model = table.model()
    table.setSpan(0, 0, 2, 1)
    assert delegate.foot(table, model.index(1, 0)) == 0
    assert delegate.foot(table, model.index(1, 1)) == 36
    assert delegate.foot(table, model.index(2, 1)) == 0
    table.resizeRowToContents(1)
    assert table.rowHeight(1) == 34 + 36


def test_heads_are_two_lines_high_only_with_bands(table: QTableView) -> None:
    head = table.horizontalHeader()
    assert isinstance(head, HeadView)
    assert head.sizeHint().height() == 56
    assert head.band_of(1) == Band("资金", 0, 1)
    assert head.band_of(2) is None
    head.set_bands(())
    assert head.sizeHint().height() == 36


def test_a_narrow_column_makes_the_head_higher_instead_of_cutting_its_caption(table: QTableView) -> None:
    head = table.horizontalHeader()
    assert isinstance(head, HeadView)
    head.set_bands(())
    table.setColumnWidth(2, 44)
    assert head.sizeHint().height() > 36


def test_a_letter_becomes_a_notch_where_text_leaves_no_room() -> None:
    name = CellState("符合条件困难群众救助", letter=Letter.LAST_YEAR)
    wide, narrow = round(width_of(name.text)) + 60, round(width_of(name.text)) + 20
    assert height_for(name, narrow) == height_for(name, wide) == 34, "one line either way"
    notch = painted(name, width=narrow).pixelColor(1, 1).name()
    assert notch == color("field").name()
    assert painted(name, width=wide).pixelColor(1, 1).name() != notch


def test_a_note_folds_the_right_corner() -> None:
    noted, plain = painted(CellState("60.00", RIGHT, note=True)), painted(CellState("60.00", RIGHT))
    assert noted.pixelColor(115, 1).name() == color("soft").name()
    assert plain.pixelColor(115, 1).name() != color("soft").name()


def test_a_figure_never_parts_from_its_unit_at_the_end_of_a_line() -> None:
    text = "全年共救助困难群众1140人次，支出48.44万元"
    for width in range(70, 200, 7):
        layout = lay(text, width).layout
        ends = [layout.lineAt(n).textStart() + layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]
        broken = together(text)
        assert not any(broken[end - 1].isdigit() and not broken[end].isascii() for end in ends), width
        assert not any(broken[end - 1 : end + 1] in ("人次", "万元") for end in ends), width


def test_further_lines_of_an_indented_label_begin_below_its_first_character() -> None:
    layout = lay("　　其中：当年财政拨款", 90).layout
    assert layout.lineCount() > 1
    assert layout.lineAt(1).position().x() == pytest.approx(advance("　　"))


def test_lines_of_a_figure_end_at_the_right_edge() -> None:
    layout = lay("≥28800人次以上", 64, align=Qt.AlignmentFlag.AlignRight).layout
    assert layout.lineCount() == 2
    assert {round(line.naturalTextRect().right()) for line in map(layout.lineAt, range(2))} == {64}


def test_a_cell_is_as_high_as_it_is_painted() -> None:
    """A text that just fits stands in one line, whatever stands beside it."""
    for state in (
        CellState("发放问卷200份，收回186份"),
        CellState("1140人次", align=Align.RIGHT, letter=Letter.IMPORTED),
        CellState("48.44", align=Align.RIGHT, severity=Sign.ERROR, carries_sign=True),
    ):
        least = next(width for width in range(40, 300) if height_for(state, width) == 34)
        assert least <= advance(state.text) + 2 * 8 + 2


def test_in_a_narrow_column_the_sign_gives_way_to_the_figure() -> None:
    """The figure stays in one line and keeps its digits; the sign moves into the corner."""
    state = CellState("32.39", align=Align.RIGHT, severity=Sign.ERROR, carries_sign=True)
    image = painted(state, width=round(advance("32.39")) + 14)
    corner = image.copy(0, 0, 14, 14)
    signs = {corner.pixelColor(x, y).name() for x in range(14) for y in range(14)}
    assert color("red_sign").name() in signs
