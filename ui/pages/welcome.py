"""The first start: unit, year and form, first project, on one page; no book lies there yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.forms.model import Form
from ui.look import icons
from ui.look.buttons import Button, Kind, link
from ui.look.cards import Card, IconLabel, Rule
from ui.look.fields import Dropdown, LineField, label
from ui.look.steps import ChoiceRow, ChoiceTile, StepMark
from ui.pages.form_picture import FormPicture
from ui.panels.words import OneLine

NATION = "全国"
_WIDTH = 840
_ROOMY = 600  # height from which there is room for a picture of the form
_TILES = (
    ("project", "pencil", "新建项目", "从空白表开始，按表样顺序填写"),
    ("takeover", "import", "从上年带入", "上年账套里的项目、目标和指标"),
    ("sample", "star", "先看示例", "9 个虚构项目，随便改"),
)
_YEARS = 6


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the clerk chose: facts of the unit by field, the year, and what comes first."""

    unit: Mapping[str, str]
    year: int
    first: str  # project, takeover
    path: Path


class _Logo(QWidget):
    """The program's sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """At the ratio of the screen."""
        QPainter(self).drawPixmap(self.rect(), icons.program_pixmap(36, self.devicePixelRatioF()))


class Welcome(QScrollArea):
    """Three steps, none of them a dialog.  ``begun`` says what to make of them."""

    begun = Signal(object)  # Beginning
    sample_wanted = Signal()
    open_wanted = Signal()
    book_wanted = Signal(object)  # Path of a book that was open lately

    def __init__(self, forms: Mapping[str, Form], folder: Path, recent: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self._forms = forms
        self._folder = folder
        self.setWindowTitle("绩评本")
        self.setObjectName("window")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        across = QHBoxLayout(inner)
        across.setContentsMargins(16, 16, 16, 16)
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addStretch(1)
        column.addLayout(self._head())
        column.addWidget(self._card())
        if recent:
            column.addLayout(self._recent(recent))
        column.addStretch(2)
        self.setWidget(inner)
        self.name.textChanged.connect(lambda _: self._follow())
        self._offer()
        self._follow()

    # --- what it is made of --------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("绩评本", "title"))
        words.addWidget(label("三步就能开始，以后都可以改。", "body", "soft"))
        row.addWidget(_Logo())
        row.addLayout(words)
        row.addStretch(1)
        for part in (IconLabel("lock"), label("不联网，资料只存在这台电脑上", "caption", "soft")):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _card(self) -> Card:
        card = Card()
        self._marks = tuple(StepMark(number) for number in (1, 2, 3))
        for mark, inside in zip(self._marks, (self._unit(), self._form(), self._first()), strict=True):
            row = QHBoxLayout()
            row.setContentsMargins(24, 16, 24, 16)
            row.setSpacing(12)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(inside, 1)
            card.body.addLayout(row)
            card.body.addWidget(Rule())
        card.body.addLayout(self._foot())
        return card

    def _unit(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.name = LineField("", "如 示例县医疗保障局")
        self.department = LineField("", "没有就空着")
        self.code = LineField("", "如 138")
        captions = (("单位名称", self.name, 3), ("主管部门", self.department, 2), ("部门代码", self.code, 1))
        grid.addWidget(label("单位", "section"), 0, 0)
        for column, (words, field, share) in enumerate(captions, start=1):
            caption = label(words, "caption", "soft")
            caption.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(caption, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        return grid

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.year = Dropdown(field=True)
        this = date.today().year
        self.year.offer((("", tuple((str(year), year) for year in range(this, this - _YEARS, -1))),))
        self.year.setCurrentIndex(1)  # the year that is reported on is over
        self.region = Dropdown(field=True)
        regions = dict.fromkeys((NATION, *sorted(form.region for form in self._choosable())))
        self.region.offer((("", tuple((region, region) for region in regions)),))
        self.region.currentIndexChanged.connect(lambda _: self._offer())
        row.addWidget(label("年度和表样", "section"))
        row.addStretch(1)
        for words, field in (("年度", self.year), ("报送地区", self.region)):
            field.setAccessibleName(words)
            row.addWidget(label(words, "body", "soft"))
            row.addWidget(field)
            row.addSpacing(8)
        column.addLayout(row)
        frame = Card(ground="paper")
        self._rows = frame.body
        self._rows.setSpacing(0)
        self.picture = FormPicture()
        self.year.currentIndexChanged.connect(lambda _: self._picture())
        beside = QHBoxLayout()
        beside.setSpacing(20)
        beside.addWidget(frame, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(beside)
        return column

    def _first(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(label("第一个项目", "section"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.tiles = {key: ChoiceTile(icon, words, caption) for key, icon, words, caption in _TILES}
        self.tiles["project"].setChecked(True)
        for tile in self.tiles.values():
            row.addWidget(tile)
            tile.toggled.connect(lambda _: self._follow())
        column.addLayout(row)
        return column

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(8)
        self.place = OneLine("caption", "soft")
        self.other = link("更改", small=True)
        self.other.setAccessibleName("更改资料存放的文件夹")
        self.other.clicked.connect(self._ask_folder)
        self.open = Button("打开已有账套", Kind.PLAIN)
        self.open.clicked.connect(self.open_wanted)
        self.start = Button("开始填报", Kind.PRIMARY)
        self.start.clicked.connect(self.begin)
        row.addWidget(IconLabel("folder"))
        row.addWidget(self.place, 1)
        for button in (self.other, self.open, self.start):
            row.addWidget(button)
        return row

    def _recent(self, books: tuple[Path, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label("最近打开的账套", "caption", "faint"))
        for book in books[:3]:
            button = link(book.stem, small=True)
            button.setToolTip(str(book))
            button.clicked.connect(lambda _=False, book=book: self.book_wanted.emit(book))
            row.addWidget(button)
        row.addStretch(1)
        return row

    # --- what it shows -------------------------------------------------------------------------------------------

    def _choosable(self) -> tuple[Form, ...]:
        return tuple(form for form in self._forms.values() if form.stage == "evaluation")

    def _offer(self) -> None:
        """The forms of the region, then those of the whole country."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        region = self.region.currentData()
        forms = [form for form in self._choosable() if form.region in (region, NATION)]
        forms.sort(key=lambda form: form.region != region)
        self._group = QButtonGroup(self)
        self.rows: dict[str, ChoiceRow] = {}
        for form in forms:
            if self.rows:
                self._rows.addWidget(Rule())
            row = self.rows[form.id] = ChoiceRow(form.title, form.basis, f"{form.edition} 版")
            self._group.addButton(row)
            row.toggled.connect(lambda on: self._picture() if on else None)
            self._rows.addWidget(row)
        next(iter(self.rows.values())).setChecked(True)

    def _picture(self) -> None:
        """The page of the form that is chosen."""
        self.picture.show_form(self._forms[self._chosen()], self.year.currentData())

    def _chosen(self) -> str:
        return next(key for key, row in self.rows.items() if row.isChecked())

    @property
    def first(self) -> str:
        """What the clerk wants to begin with."""
        return next(key for key, tile in self.tiles.items() if tile.isChecked())

    def path(self) -> Path:
        """Where the book will lie."""
        name = "".join(c for c in self.name.text().strip() if c not in '\\/:*?"<>|') or "账套"
        return self._folder / f"{name}.jpb"

    def _follow(self) -> None:
        """Marks, place and button by what is chosen; the sample asks for nothing."""
        named, sample = bool(self.name.text().strip()), self.first == "sample"
        for mark, state in zip(
            self._marks, ("done", "now", "now") if named else ("now", "later", "later"), strict=True
        ):
            mark.set_state(state)
        self.place.set_text("" if sample else f"资料存放：{self.path()}")
        self.other.setVisible(not sample)
        self.start.setEnabled(named or sample)
        self.start.set_text("打开示例" if sample else "开始填报")
        self.start.setToolTip("" if named or sample else "先填单位名称")

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "资料存放在", str(self._folder))
        if name:
            self._folder = Path(name)
            self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture of the form gives way first."""
        super().resizeEvent(event)
        self.picture.setVisible(self.height() >= _ROOMY)

    def closeEvent(self, event: QCloseEvent) -> None:
        """No more pages are made."""
        self.picture.stop()
        super().closeEvent(event)

    def begin(self) -> None:
        """Say what was chosen."""
        if self.first == "sample":
            self.sample_wanted.emit()
            return
        typed = {"name": self.name, "department": self.department, "department_code": self.code}
        unit = {key: field.text().strip() for key, field in typed.items()}
        region = self.region.currentData()
        facts = {**unit, "form": self._chosen(), "region": "" if region == NATION else region}
        kept = {key: text for key, text in facts.items() if text}
        self.begun.emit(Beginning(kept, self.year.currentData(), self.first, self.path()))
