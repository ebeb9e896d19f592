"""指标: the official indicator table with its weights, and how the score of the chosen row came about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent

from core.edits import AddRow, Batch, Edit, next_position, set_text
from core.forms.model import Form
from core.kinds import trimmed
from core.model import Indicator, Place
from core.pasting.heads import captions_of
from core.reading import IndicatorValues
from core.rules.finding import Finding, Fix
from core.years.last_year import last_year_place
from ui.desk import Desk
from ui.look.buttons import Button, Kind, MenuButton, link
from ui.look.fields import label
from ui.look.meters import Meter, MeterValue, Tone
from ui.pages.indicator_rows import IndicatorRows
from ui.pages.indicator_words import IndicatorWords
from ui.pages.page import Page
from ui.panels.score import ScoreCard
from ui.sheets.frame import SheetCard
from ui.sheets.indicator_sheet import NEW, RowMemory, fields_shown, indicator_sheet, levels_at, scores_execution
from ui.sheets.marked import Index
from ui.sheets.menus import RowMenu
from ui.sheets.sheet import Sheet, SheetCell, SheetRow

_ROOMY = 800  # px in which any head of the table has room


class IndicatorKeeper(IndicatorRows, IndicatorWords):
    """What the page knows of its table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.every_field = False
        self._memory = RowMemory()

    def sheet(self) -> Sheet:
        """The indicators of the project that is shown."""
        return indicator_sheet(self._desk.values, self._desk.scores, self.every_field, self._memory, self._before())

    def _before(self) -> dict[int, Indicator]:
        """The same indicators a year ago, by the numbers they have now: of those that still lack a value."""
        book, project = self._desk.book, self._desk.project
        twin = last_year_place(book, Place("project", project, "name"))
        if twin is None or self._desk.dossier is None:
            return {}
        old = {row.id: row for row in book.dossiers[twin.project].indicator}
        same = ((row.id, last_year_place(book, Place("indicator", project, "name", row.id)))
                for row in self._desk.dossier.indicator if not (row.target and row.actual))  # fmt: skip
        return {number: old[place.row] for number, place in same if place is not None}

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Type into a row; typing into an empty one adds it under its levels."""
        named = {row.cells[column].place: text for column, text in texts.items()}
        places = [(place, text) for place, text in named.items() if place is not None]
        if row.row == NEW and any(place.table == "indicator" for place, _ in places):
            return self._new(row, {place.field: text for place, text in places if text.strip()})
        edits = tuple(set_text(self._desk.book, place, text) for place, text in places)
        return edits[0] if len(edits) == 1 else Batch(edits)

    def _new(self, row: SheetRow, texts: Mapping[str, str]) -> Edit | None:
        levels, dossier = levels_at(self._desk.form, row.group), self._desk.dossier
        if levels is None or dossier is None or not texts:
            return None
        return AddRow(
            Indicator(
                self._desk.new_id(),
                dossier.id,
                next_position(dossier.indicator),
                levels[0].name,
                levels[1].name,
                **texts,
            )
        )

    def also_called(self, column: int) -> tuple[str, ...]:
        """What the other forms call a column."""
        shown = fields_shown(self._desk.form, self.every_field)
        return captions_of(shown[column])

    def group_of(self, levels: tuple[str, ...]) -> str:
        """The group of these level names under the form, by any of their names."""
        level1, level2 = ("", *levels)[-2:]
        found = self._desk.form.level_of(level1, level2)
        return f"{found[0].name}/{found[1].name}" if found else ""

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return f"修改指标 {column.partition('(')[0]}"


class IndicatorsPage(Page):
    """The indicators of the project that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._keeper = IndicatorKeeper(desk)
        self.card = SheetCard(desk, self._keeper, "绩效指标", scrolls=True)
        self._meter = Meter(MeterValue(0))
        self._meter.setFixedWidth(96)
        self._sum = label("", "caption")
        self._gap = label("", "caption", "red")
        self._mend = link("按比例补齐")
        self._mend.clicked.connect(self._mend_weights)
        self._every = Button("全部栏目", Kind.QUIET, icon_name="filter", tip="也显示这个表样不印的栏目")
        self._every.setCheckable(True)
        self._every.toggled.connect(self._show_every)
        self._add = MenuButton("指标", icon_name="plus", chevron=False, tip="在某个二级指标下添加一行")
        self._add.menu.aboutToShow.connect(self._fill_add_menu)
        self._library = Button("指标库", Kind.QUIET, icon_name="search", tip="按名称或拼音首字母查找，一次放入几项")
        self._library.clicked.connect(self.open_library)
        self._words = tuple((button, button.text()) for button in (self._every, self._library, self._add))
        self._caption = label("", "caption", "faint")
        for widget in (self._caption, self._meter, self._sum, self._gap, self._mend):
            self.card.facts.addWidget(widget)
        self.card.tools.addWidget(self._every)
        self.card.tools.addWidget(self._library)
        self.card.tools.addWidget(self._add)
        self.card.view.menu_asked.connect(self._offer)
        self.column.setSpacing(8)
        self.column.addWidget(self.card, 1)
        self.column.addWidget(self.card.legend)
        self._explanation = ScoreCard(desk)
        self.column.addWidget(self._explanation)
        self.column.addStretch()
        self.card.view.settled.connect(self._explain)
        self.reload()

    def set_low(self, low: bool) -> None:
        """Where the screen is low the rows are 30 px high, and the rest of the page leaves its room to the table."""
        super().set_low(low)
        self.card.set_low(low)
        self.card.legend.setVisible(not low)
        self.column.setSpacing(6 if low else 8)
        self._explanation.set_low(low)
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page is narrow the head of the table gives way."""
        super().resizeEvent(event)
        if self.desk.dossier is not None:
            self._fit_head()

    def _fit_head(self) -> None:
        """The bar goes first, then the words of the tools: sum and gap stay, and nothing is cut off."""
        left, _, right, _ = self.column.getContentsMargins()
        room, head = self.viewport().width() - left - right, self.card.title.parentWidget().layout()
        for barred, worded in ((True, True), (False, True), (False, False)):
            self._meter.setVisible(barred and self.desk.form.scoring is not None)
            for button, words in self._words:
                button.set_text(words if worded else "")
            if room >= _ROOMY:
                return
            for layout in (self.card.facts, self.card.tools, head):
                layout.invalidate()
            if head.minimumSize().width() <= room:
                return

    def reload(self) -> None:
        """Show the indicators as the book stands."""
        if self.desk.dossier is None:
            return
        self.card.title.setText(self.desk.form.indicators.caption)
        self.card.model.refresh()
        self._show_sum()

    def go(self, place: Place) -> None:
        """Bring a cell into view."""
        index = self.card.model.find(place)
        if not index.isValid() and place.table == "indicator":
            self._every.setChecked(True)
            index = self.card.model.find(place)
        if index.isValid():
            self.card.view.show_place(index)
            self.card.view.scrollTo(index)

    def open_library(self) -> None:
        """Show 指标库 over the window."""
        from ui.pages.library_dialog import LibraryDialog  # shown seldom, so not read with the window

        self.desk.leaving.emit()
        self.library = LibraryDialog(self.desk, self.window())
        self.library.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.library.open()

    def _show_every(self, on: bool) -> None:
        self._keeper.every_field = on
        self.card.model.refresh()

    # --- weights -----------------------------------------------------------------------------------------------------

    def _show_sum(self) -> None:
        scoring = self.desk.form.scoring
        for widget in (self._caption, self._sum, self._gap):
            widget.setVisible(scoring is not None)
        fixes = self._weight_fixes()
        self._mend.setVisible(bool(fixes))
        if scoring is None:
            self._fit_head()
            return
        self._caption.setText(_sum_caption(self.desk.form))
        self._meter.setAccessibleName(self._caption.text())
        have = sum((f.weight or Decimal(0) for f in self.desk.values.indicators), scoring.execution_weight)
        gap = scoring.total - have
        self._sum.setText(f"{trimmed(have)} / {trimmed(scoring.total)}")
        self._gap.setText(f"{'差' if gap > 0 else '多'} {trimmed(abs(gap))}" if gap else "")
        share = float(have / scoring.total) if scoring.total else 0.0
        self._meter.set_value(MeterValue(share, Tone.OFF if gap else Tone.ORDINARY))
        if fixes:
            self._mend.set_text(fixes[0].label)
        self._fit_head()

    def _weight_findings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.desk.findings() if f.open and f.rule.startswith("weight"))

    def _weight_fixes(self) -> tuple[Fix, ...]:
        return tuple(fix for finding in self._weight_findings() for fix in finding.fixes)

    def _mend_weights(self) -> None:
        fixes = self._weight_fixes()
        if fixes:
            self.desk.apply(fixes[0])

    def _fixes_of(self, index: Index) -> tuple[Fix, ...]:
        """What mends the weights of the level whose cell this is."""
        high = self.card.view.rowSpan(index.row(), index.column())
        rows = {row.row for row in self.card.model.sheet.rows[index.row() : index.row() + high]}
        inside = (f for f in self._weight_findings() if {place.row for place in f.places} <= rows)
        return tuple(fix for finding in inside for fix in finding.fixes)

    # --- rows --------------------------------------------------------------------------------------------------------

    def _fill_add_menu(self) -> None:
        self._add.menu.clear()
        for outer in self.desk.form.indicators.levels:
            self._add.menu.addSection(outer.shown)
            for part in outer.parts:
                action = self._add.menu.addAction(part.printed)
                action.triggered.connect(lambda _=False, o=outer.name, p=part.name: self._add_row(o, p))

    def _add_row(self, level1: str, level2: str) -> None:
        dossier = self.desk.dossier
        if dossier is None:
            return
        step = self._keeper.add_below(SheetRow("", (), group=f"{level1}/{level2}"))
        if step.edit is not None and self.desk.submit(step.edit, step.name) and step.go is not None:
            self.go(step.go)

    def _offer(self, index: Index, row: int, menu: RowMenu) -> None:
        """Offer what mends the weights of a level in its cells, and what can be done with a row."""
        if row < 0:
            return
        chosen = self.card.model.sheet.rows[row]
        if index.isValid() and self.card.model.cell(index).gap:
            for fix in self._fixes_of(index):
                menu.offer(fix.label, lambda fix=fix: self.desk.apply(fix))
            menu.addSeparator()
        if levels_at(self.desk.form, chosen.group) is not None:
            self.card.view.offer_rows(menu, chosen)

    # --- the score of the chosen row ---------------------------------------------------------------------------------

    def _explain(self) -> None:
        scores, index = self.desk.scores, self.card.view.currentIndex()
        self._explanation.setVisible(scores is not None)
        if scores is None:
            return
        executed = scores_execution(self.desk.form)
        if executed and (not index.isValid() or self.card.model.row(index).key == "execution"):
            self._explanation.show_score("预算执行率", "取自“资金”页", scores.execution)
            return
        if index.isValid() and self.card.model.row(index).key == "total":
            scoring = self.desk.form.scoring
            self._explanation.show_total(scores, scoring.decimals if scoring else 2)
            return
        found = self._found(index) if index.isValid() else None
        if found is None:
            self._explanation.show_score("", "", None)
            return
        number, values = found
        name = values.row.name or values.row.level2
        self._explanation.show_score(name, _kind(values), scores.indicators[number], values.place("score"))

    def _found(self, index: QModelIndex) -> tuple[int, IndicatorValues] | None:
        row = self.card.model.row(index).row
        return next(((n, f) for n, f in enumerate(self.desk.values.indicators) if row and f.row.id == row), None)


def _kind(found: IndicatorValues) -> str:
    """How an indicator is scored, in two words."""
    if found.judged:
        return "由您评分"
    return {"≤": "反向指标", "<": "反向指标", "定性": "定性指标", "=": "等于指标"}.get(found.direction, "正向指标")


def _sum_caption(form: Form) -> str:
    """The sum of the weights, in the words of the form's column: 分值 or 权重."""
    column = next((c for c in form.indicators.columns if c.field == "weight"), None)
    return f"{column.caption.partition('(')[0].partition('（')[0] if column else '权重'}合计"
