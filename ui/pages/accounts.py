"""决算 of the unit's dossier: every section of its year on one page, an index of them above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from core.accounts.lines import SECTIONS, AccountSection
from core.accounts.values import accounts_of
from core.model import Place
from core.rules.finding import Level
from core.years.takeover import Choice
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import EmptyPlace
from ui.look.legend import Legend
from ui.pages.accounts_index import SectionIndex
from ui.pages.accounts_lines import LineKeeper
from ui.pages.accounts_section import SectionKeeper
from ui.pages.page import Page
from ui.sheets.frame import SheetCard
from ui.sheets.line_sheet import NAMES, SELDOM
from ui.sheets.menus import RowMenu
from ui.sheets.sheet import SheetCell
from ui.sheets.view import LOW_ROW_HEIGHT, ROW_HEIGHT
from ui.stages import signs

PARTS = (
    ("收入", ("income",)),
    ("支出", ("expenditure",)),
    ("财政拨款", ("fiscal",)),
    ("功能分类", ("function",)),
    ("经济分类", ("economic", "general_basic")),
    ("三公", ("three_public", "three_public_counts", "car_amounts")),
    ("运行和采购", ("operation",)),
    ("资产", ("property",)),
    ("人员", ("staff",)),
    ("绩效管理", ("management",)),
)
"""The parts of the page as the index names them, with their tables: a section of lines, or a table of rows."""
NEXT, BEFORE = "Alt+PgDown", "Alt+PgUp"
_SECTIONS: Mapping[str, AccountSection] = {section.key: section for section in SECTIONS}
_SECTION_OF = {line.key: section.key for section in SECTIONS for line in section.lines}
_TITLES = {"function": "支出功能分类（项级科目）", "economic": "基本支出经济分类（款级科目）"}
_ONLY_PREVIOUS = Choice(
    headers=False, people=False, goals=False, indicators=False, answers=False, whole=False, projects=frozenset()
)
_TAKE = "从上年带入上年数"
_AROUND = 200  # px above and below what is seen that are kept up to date
_MISSING = "这一年的决算还没有填"
_HOW = (
    "这里填部门决算的收入、支出、科目、“三公”经费、资产和人员；合计和增减自动算，情况说明、图和表都取自这里。\n"
    "各表可以从部门决算软件或 WPS 表格复制后粘贴。"
)


class AccountsPage(Page):
    """The final accounts of the unit's year that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: dict[str, SheetCard] = {}
        """The tables of the page by the key of their section or their table."""
        self._asked: tuple[str, tuple[str, ...]] = ("", ())  # the form as it is laid out
        self._stale: set[str] = set()  # tables out of sight that may have changed
        self._every: Button | None = None
        self.empty: EmptyPlace | None = None
        """What belongs here, while nothing of the year was typed."""
        self._offers = False
        self.index = SectionIndex(tuple(word for word, _ in PARTS), self)
        self.index.chosen.connect(self._jump)
        self.index.entered.connect(self._enter)
        self.legend = Legend()
        for keys, by in ((NEXT, 1), (BEFORE, -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._catch_up())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._follow())
        self._inner = self.widget()
        self.setViewportMargins(0, self.index.height(), 0, 0)
        self._following = True
        self.reload()

    # --- layout ------------------------------------------------------------------------------------------------------

    def set_margin(self, margin: int) -> None:
        """The index begins where the tables do."""
        super().set_margin(margin)
        self.index.set_margin(margin)

    def set_low(self, low: bool) -> None:
        """Rows of 30 px where the screen is low."""
        super().set_low(low)
        for card in self.cards.values():
            card.view.set_row_height(self._row_height)

    @property
    def _row_height(self) -> int:
        return LOW_ROW_HEIGHT if self._low else ROW_HEIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The index stays above what is scrolled."""
        super().resizeEvent(event)
        self.index.setGeometry(0, 0, self.width(), self.index.height())
        self._catch_up()

    def reload(self) -> None:
        """Show the year as the book stands."""
        dossier = self.desk.dossier
        if dossier is None or self.desk.values.accounts is None:
            return
        if (self.desk.form.id, self.desk.form.accounts) != self._asked:
            self._lay_out()
            self._stale = set()  # a table is made as the book stands
        else:
            self._stale = set(self.cards)
        self._show_empty()
        self._show_counts()
        self._catch_up()
        self._explain_signs()

    def _catch_up(self) -> None:
        """Renew the tables that are seen; the others when they are scrolled to, as a key must not wait for them."""
        top = self.verticalScrollBar().value() - _AROUND
        bottom = top + self.viewport().height() + 2 * _AROUND
        for key in tuple(self._stale):
            card = self.cards[key]
            at = card.mapTo(self._inner, QPoint(0, 0)).y()
            if at < bottom and at + card.height() > top:
                self._renew(key)

    def _renew(self, key: str) -> None:
        """Show a table as the book stands."""
        if key in self._stale:
            self._stale.discard(key)
            self.cards[key].model.refresh()

    def _lay_out(self) -> None:
        """The tables a form asks for, part by part."""
        asked = self.desk.form.accounts
        self._asked = self.desk.form.id, asked
        self.cards.clear()
        self.legend.setParent(None)
        self.empty = None
        self.clear()
        for _, keys in PARTS:
            for key in keys:
                if key in asked:
                    self.cards[key] = self._card(key)
                    self.column.addWidget(self.cards[key])
        self.column.addWidget(self.legend)
        self.legend.show()
        self.column.addStretch(1)
        self.index.offer(tuple(any(key in asked for key in keys) for _, keys in PARTS))

    def _card(self, key: str) -> SheetCard:
        keeper = SectionKeeper(self.desk, _SECTIONS[key]) if key in _SECTIONS else LineKeeper(self.desk, key)
        card = SheetCard(self.desk, keeper, _SECTIONS[key].caption if key in _SECTIONS else _TITLES[key])
        card.view.set_row_height(self._row_height)
        card.view.selectionModel().currentChanged.connect(lambda index, _, card=card: self._keep_in_view(card, index))
        if key not in _SECTIONS or any(line.kind == "money" for line in _SECTIONS[key].lines):
            card.caption.setText(f"单位：{self.desk.form.money_unit}")
        if isinstance(keeper, LineKeeper) and key == "function":
            card.tools.addWidget(self._switch(card, keeper))
        if key in _TITLES:
            card.view.menu_asked.connect(lambda _, row, menu, card=card: _offer_rows(card, row, menu))
        return card

    def _switch(self, card: SheetCard, keeper: LineKeeper) -> Button:
        """全部栏目: also the columns that hold nothing yet."""

        def show(on: bool) -> None:
            keeper.every_field = on
            card.model.refresh()

        self._every = Button("全部栏目", Kind.QUIET, icon_name="filter", tip="也显示预算种类、主要用于、主要原因")
        self._every.setCheckable(True)
        self._every.toggled.connect(show)
        return self._every

    def _show_empty(self) -> None:
        """What belongs here, and last year's figures where the book has them."""
        accounts, before = self.desk.values.accounts, accounts_of(self.desk.book, self.desk.year - 1)
        offers = before is not None and before.begun and not self.desk.read_only
        begun = accounts is not None and accounts.begun
        if self.empty is not None and (begun or offers != self._offers):
            self.column.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
            self.empty = None
        if self.empty is None and not begun:
            self._offers = offers
            self.empty = EmptyPlace("building", _MISSING, _HOW, ((_TAKE, self.take_last_year),) if offers else ())
            self.column.insertWidget(0, self.empty)

    def _explain_signs(self) -> None:
        models = [card.model for card in self.cards.values()]
        letters = frozenset(letter for model in models for letter in model.letters())
        self.legend.explain(letters, computed=True, noted=any(model.is_noted for model in models))

    def take_last_year(self) -> None:
        """Put last year's outturns into the columns of last year, with the 科目 they were spent under."""
        plan = self.desk.plan_takeover(self.desk.year - 1, _ONLY_PREVIOUS)
        if plan.edit is None:
            self.desk.tell("上年没有可以带入的决算数。")
        elif self.desk.submit(plan.edit, _TAKE):
            self.desk.tell(
                f"已带入上年数 {sum(taken.previous for taken in plan.projects)} 个，都标为“取自上年，未确认”。"
            )

    # --- where the clerk is ------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Bring a cell into view; of a 类 or 款 named elsewhere, the name of the row."""
        card = self.cards.get(table_of(place))
        if card is None:
            return
        self._renew(table_of(place))
        index = card.model.find(place)
        if not index.isValid() and place.table == "function" and place.field in SELDOM and self._every is not None:
            self._every.setChecked(True)
            index = card.model.find(place)
        if not index.isValid() and place.table in NAMES:
            index = card.model.find(Place(place.table, place.project, NAMES[place.table], place.row))
        if index.isValid():
            card.view.show_place(index)
            self._scroll_to(card, index)

    def _keep_in_view(self, card: SheetCard, index: QModelIndex) -> None:
        """A cell the keyboard has gone to is seen."""
        if index.isValid() and card.view.hasFocus():
            self._scroll_to(card, index)

    def _scroll_to(self, card: SheetCard, index: QModelIndex) -> None:
        area = card.view.visualRect(index)
        at = card.view.viewport().mapTo(self._inner, area.center())
        self.ensureVisible(0, at.y(), 0, area.height() // 2 + 48)
        self.index.show_current(self._part_of(card))

    def _part_of(self, card: SheetCard) -> int:
        return next(number for number in range(len(PARTS)) if card in self._part_cards(number))

    def _part_cards(self, number: int) -> list[SheetCard]:
        return [self.cards[key] for key in PARTS[number][1] if key in self.cards]

    def _jump(self, number: int) -> None:
        """Bring a part to the top."""
        cards = self._part_cards(number)
        if cards:
            self.column.activate()
            self._following = False
            for key in PARTS[number][1]:
                self._renew(key)
            self.verticalScrollBar().setValue(cards[0].mapTo(self._inner, QPoint(0, 0)).y() - 12)
            self._following = True

    def _enter(self, number: int) -> None:
        """Give the keyboard to the first cell of a part that can be typed into."""
        for card in self._part_cards(number)[:1]:
            model = card.model
            cells = (model.index(r, c) for r in range(model.rowCount()) for c in range(model.columnCount()))
            first = next((index for index in cells if _begins(model.cell(index))), QModelIndex())
            self._jump(number)
            self._following = False
            card.view.show_place(first)
            self._following = True

    def _turn(self, by: int) -> None:
        """To the next part (1) or the one before (-1), from wherever the clerk is."""
        there = [number for number in range(len(PARTS)) if self._part_cards(number)]
        at = there.index(self.index.current) if self.index.current in there else 0
        number = there[min(max(at + by, 0), len(there) - 1)]
        self.index.show_current(number)
        self._enter(number)

    def _follow(self) -> None:
        """While the page is scrolled the index says which part is uppermost; a cell gone to marks its own."""
        if not self._following:
            return
        top = self.verticalScrollBar().value() + 60
        seen = [number for number in range(len(PARTS)) for card in self._part_cards(number)[:1]
                if card.mapTo(self._inner, QPoint(0, 0)).y() <= top]  # fmt: skip
        if seen:
            self.index.show_current(seen[-1])

    # --- findings ----------------------------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        """How many findings are open in each part."""
        found = Counter((table_of(f.places[0]), f.level) for f in self.desk.findings() if f.open and f.places)
        for number, (_, keys) in enumerate(PARTS):
            self.index.set_counts(number, signs({lv: sum(found[key, lv] for key in keys) for lv in Level}))


def table_of(place: Place) -> str:
    """The table of the page a cell stands in; blank for one that stands in none."""
    if place.table == "account":
        return _SECTION_OF.get(place.field.partition(".")[0], "")
    return place.table if place.table in NAMES else ""


def _begins(cell: SheetCell) -> bool:
    """Whether typing begins here: at a figure or a code."""
    return cell.place is not None and not cell.lines and not cell.choices and not cell.computed


def _offer_rows(card: SheetCard, row: int, menu: RowMenu) -> None:
    if 0 <= row < card.model.rowCount():
        card.view.offer_rows(menu, card.model.sheet.rows[row])
