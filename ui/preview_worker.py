"""The preview's work beside the window: documents become pages, pages become pictures, in a process of its own
(``core.preview_apart``); one thread speaks with it.

The thread is given values that never change and answers by signals.  Only the newest wish of each kind counts: what has
not been begun when another comes is never done, and an answer that comes late says which wish it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.export.areas import Area
from core.export.pictures import Colour
from core.model import Place
from core.preview import Draft
from core.preview_apart import PagesApart
from core.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Printed:
    """A document is laid out: width and height of its pages in points.  ``anew`` is False when nothing has changed."""

    number: int
    sizes: tuple[tuple[float, float], ...]
    anew: bool


@dataclass(frozen=True, slots=True)
class View:
    """The pages to be drawn and how wide each is in pixels, on which paper in which ink."""

    number: int
    pages: tuple[tuple[int, int], ...]
    paper: Colour
    ink: Colour


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of one page."""

    number: int
    page: int
    image: QImage


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a cell of the book stands on the pages."""

    number: int
    place: Place
    areas: tuple[Area, ...]


class PreviewWorker(QObject):
    """The thread and its wishes.  ``number`` counts the documents asked for; every answer carries its own."""

    printed = Signal(object)  # Printed
    drawn = Signal(object)  # Drawn
    marked = Signal(object)  # Marked
    failed = Signal(int, str)  # number, a Trouble's sentence

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self._wishes = Condition()
        self._draft: tuple[int, Draft] | None = None
        self._view: View | None = None
        self._place: tuple[int, Place] | None = None
        self._ended = False
        self._thread: Thread | None = None
        self.pages = PagesApart()

    def print(self, draft: Draft) -> int:
        """Lay out a document; its number is returned."""
        with self._wishes:
            self.number += 1
            self._draft, self._view, self._place = (self.number, draft), None, None
            self._wishes.notify()
        if self._thread is None:
            self._thread = Thread(target=self._work, name="preview", daemon=True)
            self._thread.start()
        return self.number

    def draw(self, view: View) -> None:
        """Draw pages of the document laid out last."""
        with self._wishes:
            self._view = view
            self._wishes.notify()

    def mark(self, place: Place) -> None:
        """Find a cell of the book on the pages of the document asked for last."""
        with self._wishes:
            self._place = self.number, place
            self._wishes.notify()

    def stop(self) -> None:
        """End the work at hand, and the thread; a second time does nothing."""
        with self._wishes:
            self._ended = True
            self._wishes.notify()
        self.pages.kill()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        """Runs in its own thread."""
        bench = _Bench(self)
        while (wish := self._next()) is not None:
            bench.do(wish)
        self.pages.close()

    def _next(self) -> tuple[int, Draft] | View | tuple[int, Place] | None:
        """The most urgent wish, waited for; None at the end."""
        with self._wishes:
            self._wishes.wait_for(lambda: self._ended or self._draft or self._view or self._place)
            if self._ended:
                return None
            wish = self._draft or self._view or self._place
            if wish is self._draft:
                self._draft = None
            elif wish is self._view:
                self._view = None
            else:
                self._place = None
            return wish

    def superseded(self, number: int) -> bool:
        """Whether a newer document has been asked for meanwhile, or nothing more is wanted."""
        return self._ended or number != self.number


class _Bench:
    """What the thread has before it: the document laid out last.  Nobody else touches it."""

    def __init__(self, worker: PreviewWorker) -> None:
        self._worker = worker
        self._number = 0  # of the document that is laid out; 0: none is

    def do(self, wish: tuple[int, Draft] | View | tuple[int, Place]) -> None:
        """Fulfil a wish; a document that cannot be laid out is said to have failed, unless it is wanted no more."""
        number = wish.number if isinstance(wish, View) else wish[0]
        try:
            if isinstance(wish, View):
                self._draw(wish)
            elif isinstance(wish[1], Draft):
                self._print(number, wish[1])
            else:
                self._mark(number, wish[1])
        except Trouble as trouble:
            self._number = 0
            if not self._worker.superseded(number):
                self._worker.failed.emit(number, str(trouble))

    def _print(self, number: int, draft: Draft) -> None:
        if self._worker.superseded(number):
            return
        sizes, anew = self._worker.pages.print(draft)
        self._number = number
        if not self._worker.superseded(number):
            self._worker.printed.emit(Printed(number, sizes, anew))

    def _draw(self, view: View) -> None:
        for page, width in view.pages:
            if view.number != self._number or self._worker.superseded(view.number):
                return
            made = self._worker.pages.picture(page, width, view.paper, view.ink)
            size = made.width, made.height, made.stride
            image = QImage(made.pixels, *size, QImage.Format.Format_RGB32).copy()  # Qt does not keep the bytes
            self._worker.drawn.emit(Drawn(view.number, page, image))

    def _mark(self, number: int, place: Place) -> None:
        if number == self._number:
            self._worker.marked.emit(Marked(number, place, self._worker.pages.stands(place)))
