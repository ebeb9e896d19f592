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
from ui.look.cards import Card, IconLabel, Panel, Rule
from ui.look.fields import Dropdown, LineField, label
from ui.look.steps import ChoiceRow, ChoiceTile, StepMark
from ui.pages.form_picture import FormPicture
from ui.panels.words import OneLine

NATION = "全国"
_WIDTH = 840
_ROOMY = 600  # height from which there is room for a picture of the form, and for air around the steps
_TILES = (
    ("project", "pencil", "新建项目", "从空白表开始", "按表样的顺序一页一页往下填"),
    (
        "intake",
        "import",
        "读入资料",
        "别处导出的数据",
        "别的程序生成的，或者别的电脑上导出的数据文件（.json）；读入以前先看一遍",
    ),
    ("takeover", "copy", "从上年带入", "上年账套里的项目", "上年账套里的项目、目标和指标；金额和完成情况每年重新填"),
    ("sample", "star", "先看示例", "9 个虚构项目", "随便改，以后再建自己的账套"),
)
_YEARS = 6


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the clerk chose: facts of the unit by field, the year, and what comes first."""

    unit: Mapping[str, str]
    year: int
    first: str  # project, intake, takeover
    path: Path


class _Logo(QWidget):
    """The program's sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """At the ratio of the screen."""
        QPainter(self).drawPixmap(self.rect(), icons.program_pixmap(36, self.devicePixelRatioF()))


class Welcome(QWidget):
    """Three steps, none of them a dialog.  ``begun`` says what to make of them.

    Where the window is low the steps scroll, and the buttons stay in view below them.
    """

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
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._low: bool | None = None
        inner, middle = QWidget(), QWidget()
        middle.setMaximumWidth(_WIDTH)
        self._around = QHBoxLayout(inner)
        self._around.addStretch(1)
        self._around.addWidget(middle, 1000)
        self._around.addStretch(1)
        column = self._parts = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(self._head())
        column.addWidget(self._card())
        if recent:
            column.addLayout(self._recent(recent))
        column.addStretch(2)
        self._put_together(inner)
        self.name.textChanged.connect(lambda _: self._follow())
        self._offer()
        self._follow()

    # --- what it is made of --------------------------------------------------------------------------------------

    def _put_together(self, inner: QWidget) -> None:
        """The steps scroll; the bar below them holds the buttons where the window is low."""
        self.steps = QScrollArea()
        self.steps.setWidgetResizable(True)
        self.steps.setFrameShape(QScrollArea.Shape.NoFrame)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setWidget(inner)
        self._bar = Panel("chrome", "t")
        self._in_bar = QHBoxLayout(self._bar)
        self._in_bar.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps, 1)
        whole.addWidget(self._bar)

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
        promise = QHBoxLayout()
        promise.setSpacing(6)
        for part in (IconLabel("lock"), label("不联网，资料只存在这台电脑上", "caption", "soft")):
            promise.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(promise)
        return row

    def _card(self) -> Card:
        card = self._steps_card = Card()
        self._marks = tuple(StepMark(number) for number in (1, 2, 3))
        self._lines: list[QHBoxLayout] = []
        for mark, inside in zip(self._marks, (self._unit(), self._form(), self._first()), strict=True):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(inside, 1)
            self._lines.append(row)
            card.body.addLayout(row)
            self._under = Rule()
            card.body.addWidget(self._under)
        self._foot = self._made_foot()
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
            row.addSpacing(8)
            row.addWidget(label(words, "body", "soft"))
            row.addWidget(field)
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
        self.tiles: dict[str, ChoiceTile] = {}
        for key, icon, words, caption, tip in _TILES:
            tile = self.tiles[key] = ChoiceTile(icon, words, caption)
            tile.setToolTip(tip)
            tile.setChecked(key == "project")
            tile.toggled.connect(lambda _: self._follow())
            row.addWidget(tile)
        column.addLayout(row)
        return column

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
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
        row.addWidget(self.other)
        row.addSpacing(16)
        row.addWidget(self.open)
        row.addWidget(self.start)
        return foot

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
            row.set_low(bool(self._low))
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
        """Where it is low the picture of the form gives way, then the air; the buttons leave the steps."""
        super().resizeEvent(event)
        low = self.height() < _ROOMY
        if low is not self._low:
            self._low = low
            self._give_way(low)

    def _give_way(self, low: bool) -> None:
        self.picture.setVisible(not low)
        side, above = (16, 8) if low else (24, 16)
        for row in (*self._lines, self._foot.layout()):
            row.setContentsMargins(side, above, side, above)
        self._around.setContentsMargins(16, above, 16, above)
        self._parts.setSpacing(8 if low else 20)
        for choice in (*self.rows.values(), *self.tiles.values()):
            choice.set_low(low)
        (self._in_bar if low else self._steps_card.body).addWidget(self._foot)
        self._bar.setVisible(low)
        self._under.setVisible(not low)

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
