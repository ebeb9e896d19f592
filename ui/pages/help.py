"""The manual inside the program: chapters, search, the page that explains the screen at hand; a window of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QPainter, QResizeEvent, QShortcut, QTextBlock
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core import manual
from ui.look.buttons import icon_button
from ui.look.cards import Panel
from ui.look.cell_text import Laid, draw, lay
from ui.look.faces import drop, face, metrics
from ui.look.fields import LineField
from ui.look.fitted import fit
from ui.look.tokens import color
from ui.places import Tab

_PLACE = Qt.ItemDataRole.UserRole
_LIST_WIDTH = 232
_MARGIN = 24
_INDENT = 20  # px of a list, instead of 40
_HIT = "\n"  # between the heading of a hit and its line
_AIR, _WORDS_WIDE = 8, 180  # px around a hit, and for its words beside the scroll bar

CHAPTERS: Mapping[str, str] = MappingProxyType(
    {
        **{tab.value: tab.value for tab in Tab},
        Tab.SUMMARY.value: "部门整体和汇总",
        "no_whole": "部门整体和汇总",
        "overview": "年度概览",
        "unit": "单位信息",
        "readiness": "提交前检查",
        "takeover": "从上年带入",
        "intake": "读入资料",
        "replace": "查找和替换",
        "history": "历史和回收站",
        "keeping": "账套与备份",
        "rules": "规则设置",
        "forms": "表样",
    }
)
"""The heading in 画面 that explains a page of the window, by its name; of a project by its tab."""


class _Browser(QTextBrowser):
    """Markdown with its pictures as wide as there is room; it goes nowhere but inside the manual."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFont(face("prose"))
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(_INDENT)
        self.setAccessibleName("手册")
        self.anchorClicked.connect(self._follow)
        self.sourceChanged.connect(self._scroll)

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Pictures are made to fit."""
        found = super().loadResource(kind, name)
        picture = QImage(self._file(name)) if name.path().endswith(".png") else QImage()
        if picture.isNull():
            return found
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(200, self.width() - bar - 2 * _MARGIN - 2)
        if picture.width() > room:
            ratio = self.devicePixelRatioF()
            picture = picture.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def _file(self, name: QUrl) -> str:
        return self.source().resolved(name).toLocalFile()

    def _follow(self, link: QUrl) -> None:
        target = self.source().resolved(link)
        if not target.isLocalFile():
            return
        if target.path().endswith(".md"):
            self.setSource(target)
        else:
            QDesktopServices.openUrl(target)  # the quick guide, the scheme of the exchange file

    def _scroll(self, at: QUrl) -> None:
        """Bring the heading that was asked for to the top: Markdown gives headings no anchors."""
        self._leave_room()
        block = self.document().begin()
        while block.isValid() and at.fragment():
            if block.blockFormat().headingLevel() and _is_named(block, at.fragment()):
                self._bring_up(block)
                return
            block = block.next()

    def _bring_up(self, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        bar = self.verticalScrollBar()
        bar.setMaximum(max(bar.maximum(), round(top)))  # Qt learns of the room below only when it paints
        bar.setValue(round(top) - 8)

    def _leave_room(self) -> None:
        """The last heading can come to the top as well."""
        frame = self.document().rootFrame()
        room = frame.frameFormat()
        room.setBottomMargin(max(_MARGIN, self.viewport().height() - 2 * _MARGIN))
        frame.setFrameFormat(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and not self.source().isEmpty():
            seen = self.cursorForPosition(QPoint(_MARGIN * 2, _MARGIN)).block().blockNumber()
            self.reload()
            self._bring_up(self.document().findBlockByNumber(seen))


def _is_named(block: QTextBlock, wanted: str) -> bool:
    """Links name a heading with hyphens for blanks, as every reader of Markdown does."""
    named = block.text().strip()
    return wanted in (named, named.lower().replace(" ", "-"))


class _Line(QStyledItemDelegate):
    """A chapter; or a hit: its heading in bold, and faintly below it the line that holds the words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """A hit has two lines of what holds the words."""
        if _HIT not in str(index.data()):
            return super().sizeHint(option, index)
        laid = self._line(index)
        high = metrics("body", bold=True).height() + laid.height + 2 * _AIR
        return QSize(_LIST_WIDTH, round(high))

    def _line(self, index: QModelIndex) -> Laid:
        return lay(str(index.data()).partition(_HIT)[2], _WORDS_WIDE, "caption", most=2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """As the list paints every line, the words of a hit in two faces."""
        heading, _, line = str(index.data()).partition(_HIT)
        if not line:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect
        high = metrics("body", bold=True).height()
        painter.setFont(face("body_bold"))
        painter.setPen(color("ink"))
        words = metrics("body", bold=True).elidedText(heading, Qt.TextElideMode.ElideRight, _WORDS_WIDE)
        painter.drawText(QPointF(area.left() + _AIR, area.top() + _AIR + high / 2 + drop()), words)
        laid = self._line(index)
        painter.setPen(color("soft"))
        draw(painter, laid, area.left() + _AIR, area.bottom() - _AIR - laid.height / 2)


class HelpWindow(QWidget):
    """Chapters or search results at the left, the page at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("绩评本 — 手册")
        fit(self, QSize(980, 680))
        self.browser = _Browser()
        self.list = QListWidget()
        self.list.setAccessibleName("章节")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._take)
        self.list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        row = QHBoxLayout()
        row.setSpacing(0)
        side = Panel("chrome", "r")
        inside = QVBoxLayout(side)
        inside.setContentsMargins(8, 8, 1, 8)
        inside.addWidget(self.list)
        row.addWidget(side)
        paper = Panel("paper")
        around = QVBoxLayout(paper)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.browser)
        row.addWidget(paper, 1)
        column.addLayout(row, 1)
        self._shortcuts()
        self._list_chapters()

    def _bar(self) -> Panel:
        bar = Panel("chrome", "b")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        self.back = icon_button("chevron-left", "后退（Alt+←）")
        self.forth = icon_button("chevron-right", "前进（Alt+→）")
        contents = icon_button("list", "目录")
        self.words = LineField("", "在手册里找", icon_name="search")
        self.words.setAccessibleName("在手册里找")
        self.words.setMaximumWidth(320)
        for button, do in ((self.back, self.browser.backward), (self.forth, self.browser.forward)):
            button.clicked.connect(lambda _=False, do=do: do())
            button.setEnabled(False)
            row.addWidget(button)
        contents.clicked.connect(lambda: self.show_page(manual.CONTENTS))
        row.addWidget(contents)
        row.addStretch(1)
        row.addWidget(self.words, 9)
        self.browser.backwardAvailable.connect(self.back.setEnabled)
        self.browser.forwardAvailable.connect(self.forth.setEnabled)
        self.words.textChanged.connect(lambda _: self._look())
        self.words.returnPressed.connect(self._take_first)
        return bar

    def _shortcuts(self) -> None:
        for key, do in (
            ("Alt+Left", self.browser.backward),
            ("Alt+Right", self.browser.forward),
            ("Ctrl+F", self.words.setFocus),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(key), self, activated=do)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_page(self, file: str, heading: str = "") -> None:
        """Show a page of the manual, with a heading of it on top."""
        url = QUrl.fromLocalFile(str(manual.FOLDER / file))
        if heading:
            url.setFragment(heading)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setSource(url)

    def explain(self, page: str) -> None:
        """Show what the manual says of a page of the window; its contents where it says nothing of it."""
        if page in CHAPTERS:
            self.show_page(manual.SCREENS, CHAPTERS[page])
        else:
            self.show_page(manual.CONTENTS)

    def _list_chapters(self) -> None:
        self.list.clear()
        for section in manual.sections():
            if section.level <= 2:
                self._add(("    " if section.level > 1 else "") + section.heading, section, bold=section.level == 1)

    def _look(self) -> None:
        """What holds the words, or all chapters."""
        words = self.words.text().strip()
        if not words:
            self._list_chapters()
            return
        self.list.clear()
        for hit in manual.find(words):
            self._add(f"{hit.section.heading}{_HIT}{hit.line}", hit.section)
        if not self.list.count():
            self.list.addItem("手册里没有这几个字，换几个试试。")

    def _add(self, words: str, section: manual.Section, *, bold: bool = False) -> None:
        item = QListWidgetItem(words)
        item.setData(_PLACE, (section.file, section.heading))
        item.setFont(face("body_bold" if bold else "body"))
        self.list.addItem(item)

    def _take(self, index: QModelIndex) -> None:
        place = index.data(_PLACE)
        if place is not None:
            self.show_page(*place)

    def _take_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self._take(self.list.currentIndex())
