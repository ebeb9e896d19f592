"""Every part in every state on one page: `python -m ui.look.gallery out.png [--dark]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.look import icons, theme
from ui.look.buttons import Button, Kind, link
from ui.look.cards import Card, EmptyPlace, IconLabel, MessageStrip, Panel
from ui.look.cell_delegate import LineEditor
from ui.look.cell_paint import PLAIN, Around, paint_cell
from ui.look.cells import Align, CellState, Role
from ui.look.chips import CountChip, LiveFigure, StageChip
from ui.look.chosen_finding import ChosenFinding, ChosenFindingWidget, Figure
from ui.look.fields import LineField, label
from ui.look.finding_item import FindingItem, FindingLabel
from ui.look.meters import CaptionedMeter, MeterValue, Tone
from ui.look.notices import Notice
from ui.look.signs import Letter, Sign, Stage
from ui.look.strokes import box, edge
from ui.look.tokens import color

SIZE = QSize(1366, 898)
_RIGHT = Align.RIGHT
CELLS = (
    ("手填", CellState("90.00", _RIGHT), PLAIN),
    ("计算", CellState("150.00", _RIGHT, Role.COMPUTED), PLAIN),
    ("改写计算值", CellState("32.39", _RIGHT, letter=Letter.OVERRIDDEN), PLAIN),
    ("取自上年", CellState("118.20", _RIGHT, letter=Letter.LAST_YEAR), PLAIN),
    ("导入", CellState("30.00", _RIGHT, letter=Letter.IMPORTED), PLAIN),
    ("待核", CellState("98.6 %", _RIGHT, letter=Letter.UNCONFIRMED), PLAIN),
    ("还不能算", CellState("—", _RIGHT, Role.COMPUTED), PLAIN),
    ("错误", CellState("2", _RIGHT, severity=Sign.ERROR, carries_sign=True), PLAIN),
    ("需核实", CellState("1.2 亿", _RIGHT, severity=Sign.WARNING, carries_sign=True), PLAIN),
    ("提示", CellState("96.2 %", _RIGHT, severity=Sign.HINT, carries_sign=True), PLAIN),
    ("选中", CellState("60.00", _RIGHT), Around(current=True)),
    ("编辑中", CellState("184443.84", _RIGHT), PLAIN),
    ("选区", CellState("60.00", _RIGHT), Around(selected=True)),
    ("只读", CellState("定稿", role=Role.READONLY), PLAIN),
)
_COLORS = (
    "canvas chrome paper calc hover line edge field faint soft ink".split(),
    "accent accent_tint accent_line bar_soft red_sign red red_tint amber_sign amber amber_tint blue_tint".split(),
)
_ICONS = (
    "search undo redo plus filter chart shield building file panel compare library import calculator clock bulb "
    "folder lock pencil check close more"
).split()


class CellSample(QWidget):
    """One cell outside a table."""

    def __init__(self, state: CellState, around: Around) -> None:
        super().__init__()
        self._state, self._around = state, around
        self.setFixedSize(118, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cell(painter, QRect(0, 0, self.width(), self.height()), self._state, self._around)
        if not self._around.current:
            edge(painter, self.rect(), "ltrb", color("line"))


class Swatch(QWidget):
    """A colour with a thin line."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(73, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), 5, color(self._token), color("edge"))


def _section(name: str, inside: QWidget | QLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(label(name, "caption", "faint"))
    if isinstance(inside, QLayout):
        column.addLayout(inside)
    else:
        column.addWidget(inside)
    return column


def _row(*parts: QWidget, gap: int = 12) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


def _cells() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(11)
    grid.setVerticalSpacing(5)
    for number, (name, state, around) in enumerate(CELLS):
        row, column = divmod(number, 7)
        sample: QWidget = CellSample(state, around)
        if name == "编辑中":
            sample = _editor(state)
        grid.addWidget(sample, row * 2, column)
        caption = label(name, "caption", "soft")
        caption.setFixedHeight(22)
        grid.addWidget(caption, row * 2 + 1, column, Qt.AlignmentFlag.AlignTop)
    return grid


def _editor(state: CellState) -> LineEditor:
    holder = LineEditor(None)  # type: ignore[arg-type]
    holder.setText(state.text)
    holder.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    holder.setFixedSize(118, 34)
    return holder


def _nothing() -> None:
    """What the links of a picture do."""


def _strips() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for strip in (
        MessageStrip(Sign.ERROR, "县区级 60.00 与分项合计 58.00 不等，差 2.00。", (("按分项重算", _nothing),)),
        MessageStrip(Sign.WARNING, "业绩值超过目标值 30.25 %，请核实目标是否偏低。", (("写说明", _nothing),)),
        MessageStrip(Sign.HINT, "文号“财社[2021]12号”宜用六角括号。", (("改为〔2021〕", _nothing), ("忽略", _nothing))),
    ):
        card = Card()
        strip.setFixedHeight(36)
        card.body.addWidget(strip)
        column.addWidget(card)
    return column


def _buttons() -> QHBoxLayout:
    off = Button("重做")
    off.setEnabled(False)
    ringed = Button("焦点")
    row = _row(
        Button("导出报送材料", Kind.PRIMARY),
        Button("打开已有账套"),
        Button("按金额重算", Kind.FIX, small=True),
        Button("写说明", small=True),
        Button("对照上年", Kind.QUIET, icon_name="compare"),
        link("忽略"),
        off,
        ringed,
    )
    row.insertSpacing(7, 4)
    ringed.setObjectName("ringed")
    return row


def _fields() -> QHBoxLayout:
    wrong = LineField("1O0.00")
    wrong.set_severity(Sign.ERROR)
    off = LineField("140000")
    off.setEnabled(False)
    typed = LineField("2021-12-3")
    typed.setObjectName("typed")
    parts = (LineField("示例县医疗保障局"), LineField("", "填写单位全称"), typed, wrong, off)
    for part in parts:
        part.setFixedWidth(146)
    row = _row(*parts)
    row.setContentsMargins(2, 0, 0, 0)
    return row


def _chips() -> QHBoxLayout:
    stages = (StageChip(stage) for stage in Stage)
    counts = (CountChip(Sign.ERROR, 2), CountChip(Sign.WARNING, 3), CountChip(Sign.HINT, 1))
    return _row(*stages, *counts, LiveFigure("48.44 万元"), LiveFigure("32.39 %", stale=True), gap=8)


def _meters() -> QHBoxLayout:
    return _row(
        CaptionedMeter("权重 50 / 50", MeterValue(1)),
        CaptionedMeter("27.5 / 30，差 2.5", MeterValue(27.5 / 30, Tone.OFF)),
        CaptionedMeter("32.5 / 30，多 2.5", MeterValue(1, Tone.OFF)),
        CaptionedMeter("执行率 95 %", MeterValue(0.95), thick=5),
        CaptionedMeter("低于 90 %", MeterValue(0.32, Tone.LOW), thick=5),
        CaptionedMeter("导出 16 / 28", MeterValue(16 / 28, Tone.RUNNING), thick=6, wide=120),
        gap=24,
    )


def _colors() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    for row, tokens in enumerate(_COLORS):
        for column, token in enumerate(tokens):
            grid.addWidget(Swatch(token), row * 2, column)
            grid.addWidget(label(token, "caption", "soft"), row * 2 + 1, column)
    grid.setColumnStretch(11, 1)
    return grid


def _findings() -> Card:
    card = Card()
    card.body.addWidget(
        FindingLabel(
            FindingItem(Sign.ERROR, "效益指标权重 27.5，应为 30，少 2.5。", ("指标", "权重"), "按比例补齐"), last=True
        )
    )
    chosen = ChosenFinding(
        Sign.WARNING,
        "执行率 32.30 %，低于 90 %，未写原因。",
        (Figure("执行率", "32.30 %", off=True), Figure("应达到", "90 %")),
        "低于 90 % 须写原因（表样规定）。",
        (("写说明", _nothing), ("看资金表", _nothing)),
    )
    card.body.addWidget(ChosenFindingWidget(chosen))
    settled = "已写说明：市级财政压减，文号见佐证材料。数变了会重新提出。"
    card.body.addWidget(
        FindingLabel(FindingItem(Sign.HINT, "市级资金比年初少 12.00 万元。", reason=settled), last=True)
    )
    return card


def _empty() -> Card:
    card = Card()
    actions = (("从指标库挑选", _nothing), ("读入上年", _nothing))
    card.body.addWidget(EmptyPlace("table", "还没有指标", "从指标库挑选，或读入上年的指标表。", actions))
    card.setFixedHeight(154)
    return card


def _notice() -> Notice:
    made = Notice(
        "已导出 28 个文件，逐个核对无误",
        "E 盘 › 报送 › 2021 年度",
        (
            (Sign.ERROR, "尚有 4 处错误未改正，文件和导出记录里已注明。"),
            (Sign.HINT, "没有“方正小标宋”，pdf 标题改用加粗宋体。"),
        ),
        (("打开文件夹", _nothing), ("导出记录", _nothing)),
    )
    made.setFixedWidth(386)
    return made


def build() -> Panel:
    """The page of all parts, `SIZE` logical pixels."""
    page = Panel("canvas")
    page.resize(SIZE)
    columns = QHBoxLayout(page)
    columns.setContentsMargins(28, 24, 28, 24)
    columns.setSpacing(32)
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(21)
    right.setSpacing(21)
    for name, inside in (
        ("单元格", _cells()),
        ("行内消息", _strips()),
        ("按钮", _buttons()),
        ("输入", _fields()),
        ("状态、标记和文中数据", _chips()),
        ("量条", _meters()),
        ("图标：16 格，线宽 1.4，圆头，只用一种颜色", _row(*(IconLabel(name) for name in _ICONS), gap=16)),
        ("颜色", _colors()),
    ):
        left.addLayout(_section(name, inside))
    left.addStretch(1)
    right.addLayout(_section("校验条目：未选、选中、已写说明", _findings()))
    right.addLayout(_section("空白处", _empty()))
    right.addLayout(_section("完成通知", _notice()))
    right.addStretch(1)
    columns.addLayout(left)
    columns.addLayout(right)
    columns.setStretch(0, 892)
    columns.setStretch(1, 386)
    return page


def render(target: Path, dark: bool) -> None:
    """Write the page as a picture to `target`; needs an application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, dark)
    app.setWindowIcon(icons.program_icon())
    page = build()
    page.show()
    typed = page.findChild(LineField, "typed")
    ringed = page.findChild(Button, "ringed")
    if typed is not None and ringed is not None:
        page.activateWindow()
        typed.setFocus()
        ringed.show_ring()
    app.processEvents()
    page.grab().save(str(target))


def main(arguments: list[str]) -> int:
    """Draw the page; exit 0."""
    parser = argparse.ArgumentParser(prog="ui.look.gallery", description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--dark", action="store_true")
    wanted = parser.parse_args(arguments)
    application = QApplication(sys.argv[:1])
    render(wanted.target, wanted.dark)
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
