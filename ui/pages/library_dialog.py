"""指标库: indicators to choose from, found by characters or initials, put into the project that is shown at once."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.edits import AddRow, Batch, next_position
from core.model import Indicator
from core.search.alike import plain
from core.search.library import OWN, Entry, field_of, fields, level_in
from core.search.pinyin import initials
from ui.desk import Desk
from ui.look.buttons import Button, Kind, Segments
from ui.look.cards import Card
from ui.look.faces import advance, face, metrics
from ui.look.fields import LineField, label
from ui.look.fitted import fit
from ui.look.tick import SIDE, paint_tick
from ui.look.tokens import color
from ui.pages.indicator_words import all_entries, detail

_ALL, _OURS = "全部", "本单位"
_HOW = "目标值不带入；放进哪个二级指标由表样决定。"
_SIZE = QSize(640, 520)
_ENTRY, _DETAIL = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_TICKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_LINE = 34
_PADDING = 12


class _Line(QStyledItemDelegate):
    """A tick, the name, and at the right where it stands and whose it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """One line as high as a row of a table."""
        return QSize(200, _LINE)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        """Space ticks; a click is the list's own, wherever on the line it falls."""
        mouse = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        return not mouse and super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Tick, name, detail."""
        state = option.state
        live = bool(state & QStyle.StateFlag.State_Enabled)
        at = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.fillRect(option.rect, color("hover" if at and live else "paper"))
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        left, middle = option.rect.left() + _PADDING, option.rect.center().y()
        paint_tick(painter, QPointF(left + SIDE / 2, middle + 0.5), on, live=live)
        room = option.rect.adjusted(_PADDING + SIDE + 8, 0, -_PADDING, 0)
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        said = str(index.data(_DETAIL))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), said)
        painter.setFont(face("body"))
        painter.setPen(color("ink" if live else "faint"))
        wide = room.width() - round(advance(said, "caption")) - 8
        name = metrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, wide)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)


class LibraryDialog(QDialog):
    """A list with ticks: what is ticked stays so while the search goes on."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("指标库")
        fit(self, _SIZE)
        self._desk = desk
        self._chosen: dict[str, Entry] = {}
        self.search = LineField("", "名称或拼音首字母，如 cbl", icon_name="search")
        self.search.setAccessibleName("查找指标")
        self._fields = (_ALL, _OURS, *fields())
        own = self._fields.index(field_of(desk.book.unit.name))
        self.fields = Segments(self._fields, own)
        self.list = QListWidget()
        self.list.setItemDelegate(_Line(self.list))
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self._turn)
        self.list.setAccessibleName("指标")
        self.put = Button("放入", Kind.PRIMARY)
        self.said = label(_HOW, "caption", "soft", wrap=True)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self.show_found())
        self.fields.chosen.connect(lambda _: self.show_found())
        self.list.itemChanged.connect(self._ticked)
        self.put.clicked.connect(self.take)
        self.show_found()
        self.search.setFocus()

    def _lay_out(self) -> None:
        close = Button("关闭", Kind.PLAIN)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(close)
        buttons.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.fields)
        paper = Card()
        paper.body.addWidget(self.list)
        column.addWidget(paper, 1)
        column.addLayout(buttons)

    def found(self) -> tuple[Entry, ...]:
        """The indicators of the chosen field that fit what is typed, and that have a place in the form."""
        wanted = plain(self.search.text()).lower()
        field = self._fields[self.fields.current()]
        return tuple(
            entry
            for entry in all_entries(self._desk)
            if (field == _ALL or entry.field == (OWN if field == _OURS else field))
            and (wanted in plain(entry.name).lower() or wanted in initials(entry.name))
            and level_in(self._desk.form, entry) is not None
        )

    def show_found(self) -> None:
        """Fill the list anew."""
        there = {plain(row.name) for row in self._desk.dossier.indicator} if self._desk.dossier else set()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self.found():
            item = QListWidgetItem(entry.name, self.list)
            item.setData(_DETAIL, detail(entry))
            item.setData(_ENTRY, entry)
            item.setFlags(_TICKED)
            item.setCheckState(Qt.CheckState.Checked if entry.name in self._chosen else Qt.CheckState.Unchecked)
            if plain(entry.name) in there:
                item.setData(_DETAIL, "已在表里")
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.blockSignals(False)
        self._count()

    def _turn(self, item: QListWidgetItem) -> None:
        """A click anywhere on a line ticks it."""
        checked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _ticked(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(_ENTRY)
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen[entry.name] = entry
        else:
            self._chosen.pop(entry.name, None)
        self._count()

    def _count(self) -> None:
        self.said.setText(_HOW if self.list.count() else "没有这样的指标；换个字，或者看“全部”。")
        self.put.set_text(f"放入 {len(self._chosen)} 项" if self._chosen else "放入")
        self.put.setEnabled(bool(self._chosen) and not self._desk.read_only)

    def take(self) -> None:
        """Put what is ticked into the project, in one step."""
        dossier = self._desk.dossier
        if dossier is None or not self._chosen:
            return
        first = next_position(dossier.indicator)
        rows = []
        for entry in self._chosen.values():
            levels = level_in(self._desk.form, entry)
            if levels is not None:
                texts = {"name": entry.name, "direction": entry.direction, "unit": entry.unit}
                rows.append(AddRow(Indicator(self._desk.new_id(), dossier.id, first, *levels, **texts)))
        if self._desk.submit(Batch(tuple(rows)), f"从指标库放入 {len(rows)} 项"):
            self._desk.tell(f"已放入 {len(rows)} 项指标，请填目标值和分值。")
            self.accept()
