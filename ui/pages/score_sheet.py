"""评分: the score sheet of the form, and how the score of the chosen item came about."""

from __future__ import annotations

from collections.abc import Mapping

from core.edits import AddRow, Batch, Edit, next_position, set_text
from core.kinds import trimmed
from core.model import Place, ScoreItem
from core.score_sheets.values import ItemValues
from ui.desk import Desk
from ui.look.cards import Card
from ui.look.fields import label
from ui.look.meters import Meter, MeterValue, Tone
from ui.pages.page import Page
from ui.sheets.frame import SheetCard
from ui.sheets.score_sheet import FIELDS, score_sheet
from ui.sheets.sheet import Sheet, SheetCell, SheetRow

_ASK = "选中一行，这里显示它的得分怎样算出。"


class ScoreKeeper:
    """What the page knows of its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sheet(self) -> Sheet:
        """The score sheet of what is shown."""
        values = self._desk.values.sheet if self._desk.project else None
        return Sheet((), ()) if values is None else score_sheet(values)

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Type into an item; its row comes into being with the first text."""
        typed = {FIELDS[column]: text for column, text in texts.items() if FIELDS[column]}
        item, dossier = self.item(row), self._desk.dossier
        if item is None or dossier is None:
            return None
        if item.row is None:
            said = {field: text for field, text in typed.items() if text.strip()}
            position = next_position(dossier.score_item)
            made = ScoreItem(self._desk.new_id(), dossier.id, position, item.item.key, **said)
            return AddRow(made) if said else None
        edits = tuple(set_text(self._desk.book, item.place(field), text) for field, text in typed.items())
        return edits[0] if len(edits) == 1 else Batch(edits)

    def item(self, row: SheetRow) -> ItemValues | None:
        """The item of a row; None for the total."""
        values = self._desk.values.sheet
        return None if values is None else values.item(row.key)

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return f"修改评分 {column}"


class HowScored(Card):
    """How the points of an item came about, and which points there can be."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(16, 8, 16, 8)
        self.body.setSpacing(2)
        self.short = False
        """Whether only the calculation is told, where the screen is low."""
        self.title = label("", "body_bold")
        self.sentence = label("", "body", "ink", wrap=True)
        self.about = label("", "caption", "soft", wrap=True)
        for part in (self.title, self.sentence, self.about):
            self.body.addWidget(part)

    def show_item(self, item: ItemValues | None) -> None:
        """Explain an item; None asks the clerk to choose one."""
        self.about.setVisible(item is not None and not self.short)
        if item is None:
            self.title.setText("得分怎样算出")
            self.sentence.setText(_ASK)
            return
        self.title.setText(f"{item.item.name}　得分怎样算出")
        self.sentence.setText(item.explained)
        hint = f"{item.hint}。" if item.hint else ""
        self.about.setText(f"可以得 {item.allowed} 分。{hint}")


class ScorePage(Page):
    """The score sheet of the unit's dossier, or of the project, that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.keeper = ScoreKeeper(desk)
        self.card = SheetCard(desk, self.keeper, "评分表", scrolls=True)
        self._meter = Meter(MeterValue(0))
        self._meter.setFixedWidth(96)
        self._meter.setAccessibleName("自评得分合计")
        self._sum, self._waiting = label("", "caption"), label("", "caption", "faint")
        for widget in (self._meter, self._sum, self._waiting):
            self.card.facts.addWidget(widget)
        self.card.view.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.column.setSpacing(8)
        self.column.addWidget(self.card, 1)
        self.column.addWidget(self.card.legend)
        self.how = HowScored()
        self.column.addWidget(self.how)
        self.column.addStretch()
        self.reload()

    def set_low(self, low: bool) -> None:
        """Where the screen is low the rows are 30 px high, and the legend leaves its room to the table, as does what
        points there can be."""
        super().set_low(low)
        self.card.set_low(low)
        self.card.legend.setVisible(not low)
        self.how.short = low
        self._explain()

    def reload(self) -> None:
        """Show the sheet as the book stands."""
        values = self.desk.values.sheet if self.desk.dossier is not None else None
        self.card.model.refresh()
        if values is None:
            return
        self.card.title.setText(values.sheet.caption)
        waiting = len(values.unscored)
        share = float(values.known / values.sheet.total) if values.sheet.total else 0.0
        self._meter.set_value(MeterValue(min(share, 1.0), Tone.ORDINARY))
        self._sum.setText(f"{trimmed(values.known)} / {trimmed(values.sheet.total)}")
        self._waiting.setText(f"还有 {waiting} 项没有得分" if waiting else "")
        self._explain()

    def go(self, place: Place) -> None:
        """Bring a cell into view; of a row named as a whole, its first cell."""
        index = self.card.model.find(place)
        if not index.isValid() and place.table == "score_item":
            cells = (Place(place.table, place.project, field, place.row) for field in FIELDS if field)
            index = next((at for cell in cells if (at := self.card.model.find(cell)).isValid()), index)
        if index.isValid():
            self.card.view.show_place(index)
            self.card.view.scrollTo(index)

    def _explain(self) -> None:
        index = self.card.view.currentIndex()
        self.how.show_item(self.keeper.item(self.card.model.row(index)) if index.isValid() else None)
