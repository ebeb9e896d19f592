"""汇总 of the unit's dossier: every project of the year in one read-only table that leads to them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent

from core.edits import Edit
from core.forms.model import Form
from core.kinds import money_in, shown
from core.model import Dossier, Place
from core.reading import TOTAL, Values
from core.scoring.scores import Scores
from ui.desk import Desk
from ui.look.cards import EmptyPlace
from ui.look.fields import label
from ui.look.signs import counts_in_words
from ui.pages.page import Page
from ui.places import title_of
from ui.sheets.frame import SheetCard
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow
from ui.stages import signs

_WHY = "汇总取自各个项目，不在这里填；点一行或按回车打开那个项目。"
_COLUMNS = (
    SheetColumn("项目", "城乡医疗救助补助资金", 3),
    SheetColumn("全年预算", "12345.67", 1, number=True),
    SheetColumn("全年执行", "12345.67", 1, number=True),
    SheetColumn("执行率(%)", "100.00", 1, number=True),
    SheetColumn("得分", "100.00", 1, number=True),
    SheetColumn("等级", "优秀"),
    SheetColumn("校验", "错误 12，需核实 12，提示 2", 1),
)


class SummaryKeeper:
    """What the page knows of its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sheet(self) -> Sheet:
        """The projects of the year, and their sum as the unit's dossier has it."""
        desk = self._desk
        if desk.dossier is None or not desk.dossier.is_unit:
            return Sheet(_COLUMNS, ())
        rows = tuple(self._row(dossier) for dossier in desk.dossiers)
        total = ("合计", *_money(desk.values, desk.form), "", "", counts_in_words(signs(desk.year_counts())))
        return Sheet(_COLUMNS, (*rows, SheetRow("total", _cells(total, total_row=True))))

    def _row(self, dossier: Dossier) -> SheetRow:
        desk = self._desk
        words = counts_in_words(signs(desk.counts(dossier.id)))
        scores = desk.scores_of(dossier.id)
        texts = (title_of(dossier), *_money(desk.values_of(dossier.id), desk.form), *_points(scores), words)
        return SheetRow(str(dossier.id), _cells(texts), dossier.id)

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Nothing can be typed here."""
        return None

    def name(self, cell: SheetCell, column: str) -> str:
        """No step is taken here."""
        return ""


def _cells(texts: tuple[str, ...], *, total_row: bool = False) -> tuple[SheetCell, ...]:
    return tuple(
        SheetCell(text, fixed=_WHY, number=column.number, computed=column.number, label=not n, total=total_row)
        for n, (text, column) in enumerate(zip(texts, _COLUMNS, strict=True))
    )


def _money(values: Values, form: Form) -> tuple[str, str, str]:
    """Budget, executed and rate, in the unit and with the decimals of ``form``."""
    amounts = (values.amount(TOTAL, stage) for stage in ("annual", "executed"))
    budget, executed = (
        "" if amount is None else shown(money_in(amount, form.money_unit), form.money_decimals) for amount in amounts
    )
    rate = values.computed.get((TOTAL, "execution_rate"))
    return budget, executed, "—" if rate is None else shown(rate, form.rate_decimals)


def _points(scores: Scores | None) -> tuple[str, str]:
    if scores is None:
        return "", ""
    return "—" if scores.total is None else shown(scores.total, 2), scores.grade


class SummaryPage(Page):
    """All projects of the year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card = SheetCard(desk, SummaryKeeper(desk), "各项目汇总")
        self.card.view.clicked.connect(self._open)
        self.card.view.installEventFilter(self)
        self.column.addWidget(self.card)
        self.column.addWidget(label("点一行打开那个项目；数在各项目里填，这里随着变。", "caption", "faint", wrap=True))
        self.empty = EmptyPlace("list", "这一年还没有项目", "新建项目以后，这里按项目列出预算、执行和得分。")
        self.column.addWidget(self.empty)
        self.column.addStretch(1)
        self.reload()

    def set_low(self, low: bool) -> None:
        """Rows of 30 px where the screen is low."""
        super().set_low(low)
        self.card.set_low(low)

    def reload(self) -> None:
        """Show the projects as the book stands."""
        if self.desk.dossier is not None:
            self.card.caption.setText(f"单位：{self.desk.form.money_unit}")
        self.card.model.refresh()
        self.empty.setVisible(not self.desk.dossiers)

    def go(self, place: Place) -> None:
        """The table has no cell of its own to show."""

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (project := self.card.model.row(index).row):
            self.desk.choose_project(project)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the project of the row, as a click does."""
        enters = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enters or event.type() != QEvent.Type.KeyPress:
            return False
        self._open(self.card.view.currentIndex())
        return True
