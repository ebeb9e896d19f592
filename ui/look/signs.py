"""Signs that never speak by colour alone: levels of a finding, the dial of a project, letters of origin."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import icons
from ui.look.faces import advance, drop, face, metrics
from ui.look.strokes import place
from ui.look.tokens import color, palette


class Sign(StrEnum):
    """How serious a finding is; `word` stands with the shape wherever there is room for it."""

    ERROR = "error"
    WARNING = "warn"
    HINT = "hint"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def hue(self) -> str:
        """First part of the tokens: red, amber, blue (text), with _sign (shape) and _tint (ground)."""
        return _HUES[self]


_WORDS = {Sign.ERROR: "错误", Sign.WARNING: "需核实", Sign.HINT: "提示"}
_HUES = {Sign.ERROR: "red", Sign.WARNING: "amber", Sign.HINT: "blue"}

Counts = tuple[tuple[Sign, int], ...]
"""How many findings of each level; levels without any are left out when painted."""


class Stage(StrEnum):
    """State of a project; the value is the word on screen."""

    EMPTY = "待填"
    FILLING = "填报中"
    CHECKING = "待核实"
    READY = "可报送"


class Letter(StrEnum):
    """Where a value comes from; the value is the letter on screen."""

    OVERRIDDEN = "改"
    LAST_YEAR = "年"
    IMPORTED = "导"
    UNCONFIRMED = "待"

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Letter.OVERRIDDEN: "改写了计算值",
    Letter.LAST_YEAR: "取自上年，未确认",
    Letter.IMPORTED: "从文件导入",
    Letter.UNCONFIRMED: "待核",
}

LETTER_BOX = 16
SIGN_BOX = 10


def counts_in_words(counts: Counts) -> str:
    """`错误 2，需核实 1` for tool tips and screen readers."""
    return "，".join(f"{sign.word} {number}" for sign, number in counts if number)


@lru_cache(maxsize=64)
def _sign_picture(sign: Sign, value: str, ratio: float) -> QImage:
    side = SIGN_BOX + 2
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, middle = QColor(value), QPointF(side / 2, side / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if sign is Sign.ERROR:
        painter.drawEllipse(middle, 4.4, 4.4)
    elif sign is Sign.WARNING:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolygon(QPolygonF([QPointF(6, 2.4), QPointF(10.4, 9.8), QPointF(1.6, 9.8)]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.7))
        painter.drawEllipse(middle, 3.3, 3.3)
    painter.end()
    return image


def paint_sign(painter: QPainter, center: QPointF, sign: Sign) -> None:
    """Paint ●, ▲ or ○ around `center`, all of one optical size."""
    image = _sign_picture(sign, getattr(palette(), f"{sign.hue}_sign"), painter.deviceTransform().m11())
    place(painter, center, SIGN_BOX + 2, image)


def paint_dial(painter: QPainter, center: QPointF, stage: Stage, size: float = 12) -> None:
    """Paint the dial of a project's state: empty ring, a third, two thirds, full with a tick."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = color("field" if stage is Stage.EMPTY else "accent")
    radius = size / 2 - 0.7
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(ink if stage is Stage.READY else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, radius, radius)
    if stage in (Stage.FILLING, Stage.CHECKING):
        inner = size / 2 - 2.4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        pie = QRectF(center.x() - inner, center.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(pie, 90 * 16, -(120 if stage is Stage.FILLING else 240) * 16)
    elif stage is Stage.READY:
        _tick(painter, center, size / 12, color("on_accent"))
    painter.restore()


def _tick(painter: QPainter, center: QPointF, scale: float, ink: QColor) -> None:
    pen = QPen(ink, 1.4 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((-2.6, 0.2), (-0.7, 2.0), (2.7, -1.8))
    painter.drawPolyline(QPolygonF([QPointF(center.x() + x * scale, center.y() + y * scale) for x, y in points]))


def paint_ring(painter: QPainter, center: QPointF, share: float, size: float = 14, width: float = 2) -> None:
    """Paint how far a work has got as a ring; `share` from 0 to 1."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = size / 2 - width / 2
    area = QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half)
    painter.setPen(QPen(color("bar_bg"), width))
    painter.drawEllipse(area)
    painter.setPen(QPen(color("accent"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(area, 90 * 16, -round(360 * 16 * min(max(share, 0.0), 1.0)))
    painter.restore()


@lru_cache(maxsize=64)
def _letter_picture(letter: Letter, ink: str, line: str, paper: str, ratio: float) -> QImage:
    image = QImage(round(LETTER_BOX * ratio), round(LETTER_BOX * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    solid = letter is Letter.OVERRIDDEN
    tone = QColor(ink)
    pen = QPen(QColor(line), 1.0)
    if letter is Letter.UNCONFIRMED:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2, 1.6])
    painter.setPen(Qt.PenStyle.NoPen if solid else pen)
    painter.setBrush(tone if solid else Qt.BrushStyle.NoBrush)
    inset = 0.0 if solid else 0.5
    painter.drawRoundedRect(QRectF(inset, inset, LETTER_BOX - 2 * inset, LETTER_BOX - 2 * inset), 3.5, 3.5)
    painter.setFont(face("letter", bold=True) if solid else face("letter"))
    painter.setPen(QColor(paper) if solid else tone)
    painter.drawText(QRectF(0, -0.5, LETTER_BOX, LETTER_BOX), Qt.AlignmentFlag.AlignCenter, letter.value)
    painter.end()
    return image


def paint_letter(painter: QPainter, rect: QRect | QRectF, letter: Letter) -> None:
    """Paint the 16 px box with the letter of origin in the middle of `rect`."""
    tokens = palette()
    waiting = letter is Letter.UNCONFIRMED
    ink, line = (tokens.amber, tokens.amber) if waiting else (tokens.soft, tokens.field)
    image = _letter_picture(letter, ink, line, tokens.paper, painter.deviceTransform().m11())
    place(painter, QRectF(rect).center(), LETTER_BOX, image)


def letter_ink(letter: Letter) -> str:
    """Token of the corner notch that stands for the letter where a column leaves no room."""
    return "amber_sign" if letter is Letter.UNCONFIRMED else "field"


_GAP_IN_PAIR = 4
_GAP_BETWEEN = 8


def counts_width(counts: Counts, size: str = "caption", pair: int = _GAP_IN_PAIR) -> float:
    """Logical width of the painted counts."""
    shown = [advance(str(number), size) for _, number in counts if number]
    return sum(SIGN_BOX + pair + wide for wide in shown) + _GAP_BETWEEN * max(0, len(shown) - 1)


def paint_counts(
    painter: QPainter, left: float, middle: float, counts: Counts, size: str = "caption", pair: int = _GAP_IN_PAIR
) -> None:
    """Paint `● 2 ▲ 1` from `left`, centred on the line `middle`; levels without any are left out."""
    painter.setFont(face(size))
    baseline = middle + drop(size)
    for sign, number in counts:
        if not number:
            continue
        paint_sign(painter, QPointF(left + SIGN_BOX / 2, middle), sign)
        left += SIGN_BOX + pair
        painter.setPen(color(sign.hue))
        painter.drawText(QPointF(left, baseline), str(number))
        left += advance(str(number), size) + _GAP_BETWEEN


class SignLabel(QWidget):
    """A sign with its word and, if given, a count: `● 错误 3`."""

    def __init__(
        self, sign: Sign, count: int | None = None, *, word: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sign, self._count, self._word = sign, count, word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        full = self._sign.word if self._count is None else f"{self._sign.word} {self._count}"
        self.setAccessibleName(full)
        self.setToolTip("" if self._word else full)

    def _text(self) -> str:
        parts = [self._sign.word if self._word else "", "" if self._count is None else str(self._count)]
        return " ".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        wide = SIGN_BOX + _GAP_IN_PAIR + advance(self._text(), "caption")
        return QSize(round(wide + 1), round(metrics("caption").height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        paint_sign(painter, QPointF(SIGN_BOX / 2, middle), self._sign)
        painter.setFont(face("caption"))
        painter.setPen(color(self._sign.hue))
        baseline = middle + drop("caption")
        painter.drawText(QPointF(SIGN_BOX + _GAP_IN_PAIR, baseline), self._text())


class CountsLabel(QWidget):
    """Counts of all levels side by side, `● 3 ▲ 2 ○ 1`; nothing when there are none."""

    def __init__(self, counts: Counts = (), *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counts = ()
        self._upright = upright
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_counts(counts)

    def set_counts(self, counts: Counts) -> None:
        """Show other counts."""
        self._counts = tuple((sign, number) for sign, number in counts if number)
        self.setToolTip(counts_in_words(counts))
        self.setAccessibleName(counts_in_words(counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._upright:
            wide = max((counts_width((one,)) for one in self._counts), default=0)
            return QSize(round(wide) + 1, 24 * len(self._counts))
        return QSize(round(counts_width(self._counts)) + 1, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._upright:
            paint_counts(painter, 0, self.height() / 2, self._counts)
            return
        for row, one in enumerate(self._counts):
            paint_counts(painter, 0, 24 * row + 12, (one,))


class LetterLabel(QWidget):
    """A letter of origin with its meaning beside it, for legends; without a letter: the ground of computed cells."""

    def __init__(self, letter: Letter | None, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = letter
        self._text = text or (letter.meaning if letter else "自动计算")
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        if self._letter:
            paint_letter(painter, box, self._letter)
            return
        painter.setPen(color("edge"))
        painter.setBrush(color("calc"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _box(self) -> QRectF:
        wide, high = (LETTER_BOX, LETTER_BOX) if self._letter else (20, 14)
        return QRectF(0, (self.height() - high) / 2, wide, high)

    def sizeHint(self) -> QSize:
        return QSize(round(self._box().width() + 6 + advance(self._text, "caption") + 1), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self._box()
        self._paint_box(painter, box)
        painter.setFont(face("caption"))
        painter.setPen(color("faint"))
        baseline = self.height() / 2 + drop("caption")
        painter.drawText(QPointF(box.right() + 6, baseline), self._text)


class TickLabel(QWidget):
    """A tick in accent, 16 px; `name` says to screen readers and as tool tip what is in order."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), "check", "accent")


class Dial(QWidget):
    """The dial of a project's state alone, `size` px."""

    def __init__(self, stage: Stage, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._size = size
        self.setFixedSize(size + 2, size + 2)
        self.set_stage(stage)

    def set_stage(self, stage: Stage) -> None:
        """Show another state."""
        self._stage = stage
        self.setAccessibleName(stage.value)
        self.setToolTip(stage.value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dial(QPainter(self), QRectF(self.rect()).center(), self._stage, self._size)
