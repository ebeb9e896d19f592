"""One list of findings: painted items for hundreds of them; the chosen one is a real widget (`chosen_finding`)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look import icons
from ui.look.cell_text import LINE
from ui.look.faces import advance, drop, face, metrics
from ui.look.signs import Sign, paint_sign
from ui.look.strokes import edge
from ui.look.tokens import color
from ui.look.told import ABOVE, PATH, Told

FINDING = Qt.ItemDataRole.UserRole + 41
"""Item role under which a model gives a `FindingItem` or a `FindingGroup`."""

WHO_WAITS = {Sign.ERROR: "报送前须改正", Sign.WARNING: "改正，或写明说明", Sign.HINT: "可以不理"}
"""What a level asks of the clerk; stands at the right of its group."""

SIGN_AT, LEFT, RIGHT, BAR = 22, 37, 16, 3
_GROUP, _OWNER, _CAUSE = 31, 28, 24
_CHEVRONS = ("chevron-right", "chevron-down")  # folded, opened


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Head of a group: `错误 3` and who waits."""

    sign: Sign
    count: int

    @property
    def words(self) -> str:
        return f"{self.sign.word} {self.count}"


@dataclass(frozen=True, slots=True)
class FindingItem:
    """An unchosen finding; with a `reason` it is settled: tick, soft ink, the reason below."""

    sign: Sign
    sentence: str
    place: tuple[str, ...] = ()
    link: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FindingCause:
    """Head of several findings with one cause: what should be so, and how often it is not."""

    title: str
    count: int

    @property
    def words(self) -> str:
        return f"{self.title} · {self.count} 处"


@dataclass(frozen=True, slots=True)
class FindingOwner:
    """Head of the findings of one project, where several are listed."""

    title: str
    count: int

    @property
    def words(self) -> str:
        return f"{self.title} {self.count}"


@dataclass(frozen=True, slots=True)
class FindingFold:
    """Stands above what is answered, and hides it while it is not `opened`."""

    title: str
    count: int
    opened: bool

    @property
    def words(self) -> str:
        return f"{self.title} {self.count}，{'点击收起' if self.opened else '点击展开'}"


ListItem = FindingItem | FindingGroup | FindingOwner | FindingCause | FindingFold


def item_height(item: ListItem, width: int) -> int:
    """Height in logical pixels of a painted item at `width`."""
    if isinstance(item, FindingGroup):
        return _GROUP
    if isinstance(item, FindingOwner):
        return _OWNER
    if isinstance(item, FindingCause):
        return _CAUSE
    if isinstance(item, FindingFold):
        return _GROUP
    return _told(item).height(width - LEFT - RIGHT)


def _told(item: FindingItem) -> Told:
    """The words of an item; an answered one is cut to one line above the reason."""
    if item.reason:
        return Told(item.sentence, note=item.reason, most=1, settled=True)
    return Told(item.sentence, item.place, most=2, below=bool(item.link))


def paint_item(painter: QPainter, rect: QRect, item: ListItem, *, last: bool = False) -> None:
    """Paint an unchosen item; `last` leaves out the line below."""
    if isinstance(item, FindingGroup):
        _paint_group(painter, rect, item)
        return
    if isinstance(item, FindingOwner):
        _paint_owner(painter, rect, item)
        return
    if isinstance(item, FindingCause):
        _paint_cause(painter, rect, item)
        return
    if isinstance(item, FindingFold):
        _paint_fold(painter, rect, item)
        return
    _paint_told(painter, rect, item)
    if not last:
        edge(painter, rect.adjusted(LEFT, 0, -RIGHT, 0), "b", color("line"))


def _paint_told(painter: QPainter, rect: QRect, item: FindingItem) -> None:
    middle = QPointF(rect.x() + SIGN_AT, rect.y() + ABOVE + LINE / 2)
    if item.reason:
        icons.paint(painter, QRectF(middle.x() - 8, middle.y() - 8, 16, 16), "check", "accent")
    else:
        paint_sign(painter, middle, item.sign)
    left, room, place = rect.x() + LEFT, rect.width() - LEFT - RIGHT, link_rect(rect, item)
    beside = (place.left() - 12 if item.link else rect.right() - RIGHT) - left
    _told(item).paint(painter, left, rect.y(), room, beside)
    if item.link and not item.reason:
        painter.setFont(face("body"))
        painter.setPen(color("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, item.link)


def link_rect(rect: QRect, item: FindingItem) -> QRectF:
    """Where the link of a painted item lies; empty without one."""
    if not item.link or item.reason:
        return QRectF()
    wide = advance(item.link) + 1
    top = rect.y() + ABOVE + round(_told(item).laid(rect.width() - LEFT - RIGHT).height) + 2
    return QRectF(rect.x() + rect.width() - RIGHT - wide, top, wide, PATH + 1)


def _paint_group(painter: QPainter, rect: QRect, group: FindingGroup) -> None:
    edge(painter, rect, "t", color("line"))
    room = QRectF(rect).adjusted(16, 2, -16, 0)
    painter.setFont(face("caption_bold"))
    painter.setPen(color(group.sign.hue))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, group.words)
    painter.setFont(face("caption"))
    painter.setPen(color("faint"))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, WHO_WAITS[group.sign])


def _paint_owner(painter: QPainter, rect: QRect, owner: FindingOwner) -> None:
    room = QRectF(rect).adjusted(16, 2, -16, 0)
    count = str(owner.count)
    wide = room.width() - advance(count, "caption") - 12
    title = metrics("caption", True).elidedText(owner.title, Qt.TextElideMode.ElideRight, int(wide))
    painter.setFont(face("caption_bold"))
    painter.setPen(color("ink"))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(face("caption"))
    painter.setPen(color("faint"))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)


def _paint_cause(painter: QPainter, rect: QRect, cause: FindingCause) -> None:
    room = rect.width() - LEFT - RIGHT
    count = f" · {cause.count} 处"
    title = metrics("caption").elidedText(
        cause.title, Qt.TextElideMode.ElideRight, int(room - advance(count, "caption"))
    )
    painter.setFont(face("caption"))
    painter.setPen(color("faint"))
    painter.drawText(QPointF(rect.x() + LEFT, rect.y() + _CAUSE / 2 + 3 + drop("caption")), f"{title}{count}")


def _paint_fold(painter: QPainter, rect: QRect, fold: FindingFold) -> None:
    middle = rect.center().y() + 1
    icons.paint(painter, QRectF(rect.x() + SIGN_AT - 8, middle - 8, 16, 16), _CHEVRONS[fold.opened], "faint")
    painter.setFont(face("caption"))
    painter.setPen(color("soft"))
    painter.drawText(QPointF(rect.x() + LEFT, middle + drop("caption")), f"{fold.title} {fold.count}")


class FindingDelegate(QStyledItemDelegate):
    """Paints a list of findings; an index that has a widget (the chosen one) takes that widget's height."""

    link_clicked = Signal(QModelIndex)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._foot_at, self._foot = QPersistentModelIndex(), 0

    def keep_foot(self, index: QModelIndex, high: int) -> None:
        """Keep so many pixels free at the bottom of one row, for what the clerk writes there."""
        self._foot_at, self._foot = QPersistentModelIndex(index), high

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(FINDING)
        view = option.widget
        if item is None or (isinstance(view, QAbstractItemView) and view.indexWidget(index) is not None):
            return
        following = index.sibling(index.row() + 1, index.column())
        last = not isinstance(following.data(FINDING), FindingItem) or (
            isinstance(view, QAbstractItemView) and view.indexWidget(following) is not None
        )
        paint_item(painter, option.rect, item, last=last)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item = index.data(FINDING)
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        shown = view.indexWidget(index) if isinstance(view, QAbstractItemView) else None
        foot = self._foot if self._foot_at == index else 0
        if shown is not None:
            return QSize(wide, shown.heightForWidth(wide) + foot)
        return QSize(wide, item_height(item, wide) + foot if item is not None else 0)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        item = index.data(FINDING)
        if not isinstance(event, QMouseEvent) or not isinstance(item, FindingItem):
            return False
        over = link_rect(option.rect, item).contains(event.position())
        if event.type() == QEvent.Type.MouseMove and option.widget is not None:
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            option.widget.viewport().setCursor(shape)  # type: ignore[attr-defined]
        if over and event.type() == QEvent.Type.MouseButtonRelease:
            self.link_clicked.emit(model.index(index.row(), index.column(), index.parent()))
            return True
        return False


class FindingLabel(QWidget):
    """One painted item outside a list."""

    def __init__(self, item: ListItem, *, last: bool = False) -> None:
        super().__init__()
        self._item, self._last = item, last
        words = item.words if not isinstance(item, FindingItem) else f"{item.sign.word}：{item.sentence}{item.reason}"
        self.setAccessibleName(words)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return item_height(self._item, width)

    def sizeHint(self) -> QSize:
        return QSize(304, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_item(QPainter(self), self.rect(), self._item, last=self._last)
