"""Paints one cell of an official table in any of its states."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from ui.look.cell_text import LINE, draw, lay, width_of
from ui.look.cells import Align, CellState
from ui.look.faces import advance, drop, face
from ui.look.meters import paint_meter
from ui.look.signs import LETTER_BOX, letter_ink, paint_letter, paint_sign
from ui.look.strokes import exact, fill, frame, pixel
from ui.look.tokens import color, palette

PADDING = 8
_SIGN_AT = 10.6
_AFTER_SIGN = 19
_SIGN_IN_CORNER, _TIGHT = 8, 3  # px from the edges of a column that has no room for a sign or air beside its figure
_ONE_LINE = 34
_NOTCH, _FOLD = 8, 7
_BESIDE, _ROOMY = LETTER_BOX + 1, 96  # px: a letter behind text; a column whose text may give way to one
_HANDLE = 6
_CAPTION, _METER = 17, 4
_CLOSE = 1e-6
_NO_OFFSET = (0.0, 0.0)
_ALIGNED = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
}
_TOO_BIG = 60_000
"""Device pixels above which a cell is painted afresh each time: keeping it would cost more memory than it saves."""


class Around(msgspec.Struct, frozen=True, gc=False):
    """What the view knows of a cell: where the cursor is, and at which sides the selected block ends ("ltrb")."""

    current: bool = False
    selected: bool = False
    outline: str = ""
    handle: bool = True


PLAIN = Around()


def paint_cell(painter: QPainter, rect: QRect, state: CellState, around: Around = PLAIN, foot: int = 0) -> None:
    """Paint the cell into `rect`; its grid lines are the last device pixel at right and bottom.

    `foot`: height at the bottom kept free for a message strip.
    """
    tinted = around.selected and not around.current
    _ground(painter, rect, "accent_tint" if tinted else state.ground)
    room = rect.adjusted(0, 0, -1, -foot)
    if state.caption or state.meter:
        _paint_block(painter, room, state)
    elif state.text or state.carries_sign or state.letter or state.placeholder:
        _paint_line(painter, room, state)
    if state.note:
        paint_note(painter, QPointF(room.x() + room.width(), room.y()))
    if around.outline:
        _paint_outline(painter, rect, around.outline)
    if around.current:
        shown = rect.adjusted(0, 0, 0, -foot)
        frame(painter, shown, color("accent"), 2)
    if around.handle and (around.current or around.selected):
        _paint_handle(painter, rect.adjusted(0, 0, 0, -foot))


def paint_kept(painter: QPainter, rect: QRect, state: CellState, around: Around = PLAIN, foot: int = 0) -> None:
    """Like `paint_cell`, from a picture kept of the last time: a full table repaints while the clerk scrolls."""
    there = painter.deviceTransform()
    scale = there.m11()
    if scale == 1.0 and rect.width() * rect.height() <= _TOO_BIG:
        same = (rect.width(), rect.height(), rect.width(), rect.height())
        image = _picture(state, around, foot, same, _NO_OFFSET, 1.0, palette().dark)
        painter.drawImage(rect.x(), rect.y(), image)
        return
    at_x, at_y = rect.x() * scale + there.dx(), rect.y() * scale + there.dy()
    left, top = ceil(at_x - _CLOSE), ceil(at_y - _CLOSE)
    wide = ceil(at_x + rect.width() * scale - _CLOSE) - left
    high = ceil(at_y + rect.height() * scale - _CLOSE) - top
    if wide * high > _TOO_BIG or wide <= 0 or high <= 0:
        paint_cell(painter, rect, state, around, foot)
        return
    offset = (round(at_x - left, 3), round(at_y - top, 3))
    size = (rect.width(), rect.height(), wide, high)
    image = _picture(state, around, foot, size, offset, scale, palette().dark)
    painter.drawImage(QPointF((left - there.dx()) / scale, (top - there.dy()) / scale), image)


@lru_cache(maxsize=640)
def _picture(
    state: CellState,
    around: Around,
    foot: int,
    size: tuple[int, int, int, int],
    offset: tuple[float, float],
    scale: float,
    dark: bool,
) -> QImage:
    """A cell as a picture; `size` logical then device, `dark` only tells the schemes apart. Opaque, so that the
    system's own text smoothing stays."""
    image = QImage(size[2], size[3], QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.translate(offset[0] / scale, offset[1] / scale)
    paint_cell(painter, QRect(0, 0, size[0], size[1]), state, around, foot)
    painter.end()
    return image


def _ground(painter: QPainter, rect: QRect, token: str) -> None:
    area, thin = exact(painter, rect), pixel(painter)
    painter.fillRect(area, color("grid"))
    painter.fillRect(area.adjusted(0, 0, -thin, -thin), color(token))


class _Places(msgspec.Struct, frozen=True, gc=False):
    """Where in the width of a cell its text stands, and what stands beside it; places count from its left edge."""

    left: float
    right: float
    sign: QPointF | None = None  # its middle, below the middle of the line
    letter: float | None = None  # where its box begins
    notch: bool = False

    def holds(self, wide: float) -> bool:
        """Whether a line so wide has room."""
        return wide <= self.right - self.left + 0.5


def _places(state: CellState, width: float, high: float) -> _Places:
    """What gives way in a narrow column: the air beside a figure, its letter (a notch), its sign (to the corner)."""
    text = state.text or state.placeholder
    wide, right = width_of(text, state.bold), width - PADDING
    signed = bool(state.carries_sign and state.severity)
    if state.align is Align.LEFT:
        left = _AFTER_SIGN + 3 if signed else PADDING
        sign = QPointF(_SIGN_AT, 0) if signed else None
        if state.letter and _has_room(state, width):
            box = right - LETTER_BOX + 3
            return _Places(left, box - 4, sign, box)
        return _Places(left, right, sign, notch=state.letter is not None)
    left = _AFTER_SIGN if signed else PADDING
    if wide > right - left:
        sign = QPointF(_SIGN_IN_CORNER, _SIGN_IN_CORNER - high / 2) if signed else None
        return _Places(_TIGHT, right, sign, notch=state.letter is not None)
    sign = QPointF(_SIGN_AT, 0) if signed else None
    at = _AFTER_SIGN if signed else 6
    if state.letter and right - wide >= at + LETTER_BOX + 3:
        return _Places(at + LETTER_BOX + 3, right, sign, at)
    return _Places(left, right, sign, notch=state.letter is not None)


def _paint_line(painter: QPainter, room: QRect, state: CellState) -> None:
    """Sign, letter and text of an ordinary cell."""
    at, middle = _places(state, room.width(), room.height()), room.y() + room.height() / 2
    if at.sign is not None and state.severity:
        paint_sign(painter, QPointF(room.x(), middle) + at.sign, state.severity)
    if at.letter is not None and state.letter:
        paint_letter(painter, QRectF(room.x() + at.letter, room.y(), LETTER_BOX, room.height()), state.letter)
    elif at.notch and state.letter:
        _corner(painter, QPointF(room.topLeft()), _NOTCH, letter_ink(state.letter))
    text = state.text or state.placeholder
    if not text:
        return
    left, right = room.x() + at.left, room.x() + at.right
    painter.setPen(color(state.ink if state.text else "faint"))
    wide = width_of(text, state.bold)
    if at.holds(wide) and "\n" not in text:
        painter.setFont(face("body_bold" if state.bold else "body"))
        painter.drawText(QPointF(_start(state.align, left, right, wide), middle + drop()), text)
    else:
        laid = lay(text, int(right - left), "body", state.bold, align=_ALIGNED[state.align])
        draw(painter, laid, left, middle)


def _start(align: Align, left: float, right: float, wide: float) -> float:
    if align is Align.LEFT:
        return left
    if align is Align.RIGHT:
        return right - wide
    return (left + right - wide) / 2


def _has_room(state: CellState, width: float) -> bool:
    """Whether text from the left leaves a box beside it: in its one line, or because it takes several anyway."""
    line = width - 2 * PADDING
    wide = width_of(state.text, state.bold)
    return wide + _BESIDE <= line or (wide > line and line >= _ROOMY)


def paint_note(painter: QPainter, corner: QPointF) -> None:
    """Paint the folded corner of a note left below `corner`."""
    _corner(painter, corner, -_FOLD, "soft")


def _corner(painter: QPainter, at: QPointF, size: float, token: str) -> None:
    """Fill a corner: a triangle `size` wide to the right of `at`, or to its left where that is less than 0."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawPolygon(QPolygonF([at, at + QPointF(size, 0), at + QPointF(0, abs(size))]))
    painter.restore()


def _paint_block(painter: QPainter, room: QRect, state: CellState) -> None:
    """Name, second line and meter of a level's cell, centred as one block."""
    left, right = room.x() + PADDING, room.x() + room.width() - PADDING
    laid = lay(state.text, int(right - left), "body", state.bold)
    high = laid.height + (_CAPTION if state.caption else 0) + (_METER + 3 if state.meter else 0)
    top = room.y() + (room.height() - high) / 2
    painter.setPen(color(state.ink))
    draw(painter, laid, left, top + laid.height / 2)
    top += laid.height
    if state.caption:
        painter.setFont(face("caption"))
        painter.setPen(color("red" if state.remark else "soft"))
        baseline = top + _CAPTION / 2 + drop("caption")
        remark = advance(state.remark, "caption") if state.remark else 0
        if advance(state.caption, "caption") + remark + 6 <= right - left:  # else the gap alone, which matters more
            painter.drawText(QPointF(left, baseline), state.caption)
        if state.remark:
            painter.drawText(QPointF(right - advance(state.remark, "caption"), baseline), state.remark)
        top += _CAPTION
    if state.meter:
        paint_meter(painter, QRectF(left, top + 3, right - left, _METER), state.meter)


def _paint_outline(painter: QPainter, rect: QRect, sides: str) -> None:
    tone = color("accent")
    area = QRectF(rect)
    thick = 1.5
    if "l" in sides:
        fill(painter, QRectF(area.left(), area.top(), thick, area.height()), tone)
    if "t" in sides:
        fill(painter, QRectF(area.left(), area.top(), area.width(), thick), tone)
    if "r" in sides:
        fill(painter, QRectF(area.right() - thick, area.top(), thick, area.height()), tone)
    if "b" in sides:
        fill(painter, QRectF(area.left(), area.bottom() - thick, area.width(), thick), tone)


def _paint_handle(painter: QPainter, rect: QRect) -> None:
    corner = QRectF(rect)
    outer = QRectF(corner.right() - _HANDLE - 1, corner.bottom() - _HANDLE - 1, _HANDLE + 1, _HANDLE + 1)
    fill(painter, outer, color("paper"))
    fill(painter, outer.adjusted(1, 1, 0, 0), color("accent"))


def height_for(state: CellState, width: int) -> int:
    """Height in logical pixels the cell needs at `width`, at least a row of 34."""
    text = state.text or state.placeholder
    at = _places(state, width - 1, _ONE_LINE)
    alone = at.holds(width_of(text, state.bold)) and "\n" not in text
    needed = 0.0 if not text else LINE if alone else lay(text, int(at.right - at.left), "body", state.bold).height
    if state.caption:
        needed += _CAPTION
    if state.meter:
        needed += _METER + 3
    around = 10 if state.caption or state.meter else 7
    return max(_ONE_LINE, round(needed) + around if needed > LINE else _ONE_LINE)
