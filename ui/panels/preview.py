"""预览: the real pages of a document beside the form, as they would be written now; they follow the clerk's cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from core.forms.paper_model import Document
from core.model import Place
from core.preview import documents, draft_of, of_year
from core.publish import PROTOCOL
from ui.desk import Desk
from ui.look.buttons import Kind, MenuButton, icon_button
from ui.look.cards import EmptyPlace, Panel
from ui.look.tokens import PRINT_INK, THEME, palette, qcolor
from ui.panels.at_work import AtWork
from ui.panels.page_view import PERCENTS, Fit, PageView, Seen, paper, zoom_words
from ui.panels.words import OneLine
from ui.preview_worker import Drawn, Marked, PreviewWorker, Printed, View

_ROOMY = 150  # px: what the page, in full words, and the margins of the bar need beside its buttons
WAIT = 60  # ms without a key before the pages are made anew
_NO_PROJECT = ("还没有可以预览的内容", "新建一个项目以后，这里显示按表样排好的打印页。")
_FAILED = "打印页没有排成"


class PreviewPanel(Panel):
    """The pages with their bar: page, document, zoom.

    Nothing is done while it is hidden.  The thread behind it ends with :meth:`stop`.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("chrome", "l", parent)
        self._desk = desk
        self._worker = PreviewWorker()
        self._document = ""  # key of the one chosen by the clerk; blank: the first
        self._follow = False  # the next mark is brought into sight
        self._count = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self._print)
        self.at_work = AtWork(self.window, self)
        self.view = PageView()
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.view)  # only now: a stack that belongs to nothing would show it as a window
        self.setMinimumWidth(260)
        self._connect()

    def _bar(self) -> Panel:
        bar = Panel("chrome", "b")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 12, 8)
        row.setSpacing(2)
        self.where = OneLine("caption", "soft")
        self.documents = MenuButton("", Kind.QUIET, small=True, tip="看哪一份文稿")
        self.smaller = icon_button("minus", "缩小（Ctrl+滚轮）", small=True)
        self.zoom = MenuButton("", Kind.QUIET, small=True, chevron=False, tip="显示比例", flush=True)
        self.larger = icon_button("plus", "放大（Ctrl+滚轮）", small=True)
        row.addWidget(self.where, 1)
        for button in (self.documents, self.smaller, self.zoom, self.larger):
            row.addWidget(button)
        return bar

    def _connect(self) -> None:
        desk, worker, view = self._desk, self._worker, self.view
        queued = Qt.ConnectionType.QueuedConnection
        worker.printed.connect(self._show_pages, queued)
        worker.drawn.connect(self._show_image, queued)
        worker.marked.connect(self._show_areas, queued)
        worker.failed.connect(self._fail, queued)
        view.wanted.connect(self._draw)
        view.moved.connect(lambda _: self._say_where())
        view.zoomed.connect(lambda _: self._say_zoom())
        self.smaller.clicked.connect(lambda: view.step_zoom(-1))
        self.larger.clicked.connect(lambda: view.step_zoom(1))
        self.zoom.menu.aboutToShow.connect(self._offer_zooms)
        self.documents.menu.aboutToShow.connect(self._offer_documents)
        self.at_work.moved.connect(self.show_place)
        self.at_work.typed.connect(self._soon)
        desk.changed.connect(lambda _: self._soon())
        desk.selected.connect(lambda _: self._soon())
        desk.asked_for.connect(self.show_place)
        THEME.changed.connect(view.redraw)
        self.destroyed.connect(worker.stop)
        self._say_zoom()

    def stop(self) -> None:
        """End the work; before the window closes."""
        self._later.stop()
        self._worker.stop()

    # --- what is asked of the thread ---------------------------------------------------------------------------------

    def _soon(self) -> None:
        """Make the pages anew when the clerk has paused; every key puts it off."""
        if self.isVisible():
            self._later.start()

    def _print(self) -> None:
        desk, dossier = self._desk, self._desk.dossier
        if dossier is None:
            self._show_empty(*_NO_PROJECT)
            return
        document = self._chosen()
        members = tuple(desk.values_of(d.id) for d in desk.dossiers) if document.of == "unit" else ()
        typed = self.at_work.unsaved()
        draft = draft_of(desk.book, dossier.id, desk.form, document, members, typed)
        if document is PROTOCOL:
            draft = of_year(draft, desk.readiness())
        self._worker.print(draft)
        self._mark()

    def _draw(self, seen: Seen) -> None:
        ink = qcolor(PRINT_INK) if palette().dark else qcolor("#000000")
        colours = tuple((c.red(), c.green(), c.blue()) for c in (paper(), ink))
        self._worker.draw(View(self._worker.number, seen.pages, *colours))

    def _mark(self) -> None:
        if self.at_work.place is not None:
            self._worker.mark(self.at_work.place)

    def show_place(self, place: Place) -> None:
        """Bring the page of a cell into sight and mark where it stands there."""
        self.at_work.place = place
        self._follow = True
        if self.isVisible():
            self._mark()

    # --- what it answers ---------------------------------------------------------------------------------------------

    def _show_pages(self, printed: Printed) -> None:
        if printed.number != self._worker.number:
            return
        self._count = len(printed.sizes)
        self._stack.setCurrentWidget(self.view)
        self.view.show_pages(printed.sizes)
        self._say_where()

    def _show_image(self, drawn: Drawn) -> None:
        if drawn.number == self._worker.number:
            self.view.show_image(drawn.page, drawn.image)

    def _show_areas(self, marked: Marked) -> None:
        if marked.number == self._worker.number and marked.place == self.at_work.place:
            self.view.show_areas(marked.areas, follow=self._follow)
            self._follow = False

    def _fail(self, number: int, sentence: str) -> None:
        if number == self._worker.number:
            self._show_empty(_FAILED, sentence)

    def _show_empty(self, missing: str, how: str) -> None:
        """Nothing to look at: say why, in the place of the pages."""
        if (before := self._stack.widget(1)) is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.addWidget(EmptyPlace("file", missing, how))
        self._stack.setCurrentIndex(1)
        self._count = 0
        self._say_where()

    # --- the bar -----------------------------------------------------------------------------------------------------

    def _offered(self) -> tuple[Document, ...]:
        dossier = self._desk.dossier
        return documents(self._desk.form, dossier.is_unit) if dossier is not None else ()

    def _chosen(self) -> Document:
        """The document to look at: the clerk's choice where there is such a one here, else the first."""
        offered = self._offered()
        return next((document for document in offered if document.key == self._document), offered[0])

    def _offer_documents(self) -> None:
        menu = self.documents.menu
        menu.clear()
        one_of = QActionGroup(menu)
        for document in self._offered():
            action = menu.addAction(_name(document))
            action.setCheckable(True)
            action.setChecked(document is self._chosen())
            one_of.addAction(action)
            action.triggered.connect(lambda _=False, key=document.key: self.choose(key))

    def choose(self, document: str) -> None:
        """Look at another document, by its key."""
        self._document = document
        self._follow = True
        self.view.verticalScrollBar().setValue(0)
        self._print()

    def _offer_zooms(self) -> None:
        menu = self.zoom.menu
        menu.clear()
        one_of = QActionGroup(menu)
        for zoom in (Fit.PAGE, Fit.WIDTH, *PERCENTS):
            action = menu.addAction(zoom_words(zoom))
            action.setCheckable(True)
            action.setChecked(zoom == self.view.zoom)
            one_of.addAction(action)
            action.triggered.connect(lambda _=False, zoom=zoom: self.view.set_zoom(zoom))

    def _say_zoom(self) -> None:
        self.zoom.set_text(zoom_words(self.view.zoom))

    def _say_where(self) -> None:
        """Page and document, in short where the panel is narrow."""
        shown = self._count > 0
        buttons = (self.documents, self.smaller, self.zoom, self.larger)
        for button in buttons:
            button.setVisible(shown)
        if not shown:
            self.where.set_text("")
            return
        page, name = self.view.page + 1, _name(self._chosen())
        self.documents.setToolTip(f"看哪一份文稿；现在是{name}")
        self.documents.icon_name = ""
        self.documents.set_text(name)
        narrow = self.width() < _ROOMY + sum(button.sizeHint().width() for button in buttons)
        self.where.set_text(f"{page} / {self._count} 页" if narrow else f"第 {page} 页，共 {self._count} 页")
        if narrow:
            self.documents.icon_name = "file"
            self.documents.set_text("")

    # --- coming and going --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The pages as they are now."""
        super().showEvent(event)
        self._follow = True
        self._print()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar says as much as there is room for."""
        super().resizeEvent(event)
        self._say_where()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is made for nobody."""
        self._later.stop()
        super().hideEvent(event)


def _name(document: Document) -> str:
    """A document in the menu; that of the unit is told from the project's own."""
    return f"{document.kind}（部门整体）" if document.of == "unit" else document.kind
