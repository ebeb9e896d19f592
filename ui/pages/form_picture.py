"""What a form looks like before there is a book: the first page of its document, empty, as it would be printed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.forms.model import Form
from core.model import UNIT_ROW, WHOLE_UNIT, Dossier, Project, Unit
from core.preview import Draft
from ui.look.faces import face
from ui.look.strokes import box
from ui.look.tokens import PRINT_INK, THEME, color, palette, qcolor
from ui.panels.page_view import paper
from ui.preview_worker import Drawn, PreviewWorker, Printed, View

_SIZE = QSize(148, 209)  # px: A4
_LATER = 200  # ms after which the page is made: the window comes first
_NOBODY = Unit()


class FormPicture(QWidget):
    """The page, made beside the window (``ui.preview_worker``); blank paper until it is there.

    The thread behind it ends with :meth:`stop`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._worker = PreviewWorker()
        self._form: Form | None = None
        self._year = 0
        self.image: QImage | None = None
        self._words = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._print)
        queued = Qt.ConnectionType.QueuedConnection
        self._worker.printed.connect(self._draw, queued)
        self._worker.drawn.connect(self._show_image, queued)
        self._worker.failed.connect(lambda *_: self._say("没有排成样张"), queued)
        THEME.changed.connect(self._later.start)
        self.setFixedSize(_SIZE)

    def show_form(self, form: Form, year: int) -> None:
        """Show another form, as it is for a year."""
        self._form, self._year, self.image = form, year, None
        self.setAccessibleName(f"{form.title}的样张")
        self.setToolTip(f"{form.title}：第 1 页的样子")
        self._say("正在排样张")
        if self.isVisible():
            self._later.start()

    def stop(self) -> None:
        """End the work; before the page closes."""
        self._later.stop()
        self._worker.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is the page worth making."""
        super().showEvent(event)
        if self.image is None:
            self._later.start()

    def _print(self) -> None:
        if self._form is None:
            return
        document = self._form.documents[0]
        scope = WHOLE_UNIT if document.of == "unit" else ""
        self._worker.print(Draft(self._form, document, _NOBODY, Dossier(Project(UNIT_ROW, self._year, scope=scope))))

    def _draw(self, printed: Printed) -> None:
        if printed.number != self._worker.number:
            return
        wide, high = printed.sizes[0]
        pixels = round(min(self.width(), self.height() * wide / high) * self.devicePixelRatioF())
        ink = qcolor(PRINT_INK) if palette().dark else qcolor("#000000")
        colours = tuple((c.red(), c.green(), c.blue()) for c in (paper(), ink))
        self._worker.draw(View(printed.number, ((0, pixels),), *colours))

    def _show_image(self, drawn: Drawn) -> None:
        if drawn.number == self._worker.number:
            self.image = drawn.image
            self.image.setDevicePixelRatio(self.devicePixelRatioF())
            self.update()

    def _say(self, words: str) -> None:
        self._words = words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a thin line around it."""
        painter = QPainter(self)
        if self.image is None:
            box(painter, QRectF(self.rect()), 2, paper(), color("line"))
            painter.setFont(face("caption"))
            painter.setPen(qcolor(PRINT_INK))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        size = self.image.deviceIndependentSize()
        page = QRectF((self.width() - size.width()) / 2, 0, size.width(), min(size.height(), self.height()))
        painter.drawImage(page.topLeft(), self.image)
        box(painter, page, 2, None, color("line"))
