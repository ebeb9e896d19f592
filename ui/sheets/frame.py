"""A card with a table in it, and the legend below: the shape of every page that is one official table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.desk import Desk
from ui.look.cards import Card, MessageStrip, Rule
from ui.look.legend import Legend
from ui.look.signs import Sign
from ui.sheets.blocks import said_of_plan
from ui.sheets.dragged import page_around
from ui.sheets.model import SheetModel
from ui.sheets.shown import Keeper
from ui.sheets.suggesting import Suggester, SuggestionList
from ui.sheets.view import LOW_ROW_HEIGHT, ROW_HEIGHT, SheetView
from ui.sheets.viewing import WAY_BACK

_LEAST_HEIGHT, _LOW_LEAST_HEIGHT = 200, 140  # of a table that scrolls
_HEAD_HIGH, _LOW_HEAD_HIGH = 48, 38
_LINES = 3  # px: the card's own two, and the one below its head


class SheetCard(Card):
    """A titled card that is as high as the table in it: the page scrolls, the table does not.

    With ``scrolls`` the table takes what room there is and scrolls inside its card, so that its head, and what stands
    below it, stay in view.
    """

    def __init__(self, desk: Desk, keeper: Keeper, title: str, caption: str = "", *, scrolls: bool = False) -> None:
        super().__init__(title, caption)
        self._scrolls = scrolls
        self._low = False
        self.model = SheetModel(desk, keeper, self)
        self.view = SheetView(desk, self.model)
        self.view.setAccessibleName(title)
        self.body.addWidget(Rule())
        self.bar: MessageStrip | None = None
        """What the table shows instead of what stands in the book, and the way back; None while it shows just that."""
        self._room = QWidget()  # for the bar, above the table; where that is out of sight the bar is not
        self._room.hide()
        self.body.addWidget(self._room)
        self._page: QScrollArea | None = None
        self.body.addWidget(self.view)
        self.suggestions = SuggestionList(self.view, self.model, keeper) if isinstance(keeper, Suggester) else None
        """What is offered while a cell is typed into; None where the keeper has nothing to offer."""
        self.model.turned.connect(self._show_bar)
        self.view.grew.connect(self._fit)
        self.legend = Legend()
        """What the signs in the table mean; the page puts it below the card."""
        self.model.refreshed.connect(self._explain_signs)
        self.model.modelReset.connect(self._explain_signs)
        if scrolls:
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.model.refresh()

    def set_low(self, low: bool) -> None:
        """Where the screen is low rows and head of the card leave more rows in view, and a table may get smaller."""
        self._low = low
        self.title.parentWidget().setFixedHeight(_LOW_HEAD_HIGH if low else _HEAD_HIGH)
        self.view.set_row_height(LOW_ROW_HEIGHT if low else ROW_HEIGHT)
        self._fit()

    def _explain_signs(self) -> None:
        self.legend.explain(self.model.letters(), computed=self.model.computes, noted=self.model.is_noted)

    def _show_bar(self) -> None:
        """Above the table, or at the top of what is seen of it: the paste that waits, or how it is sorted."""
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
        self.bar = self._made_bar()
        self._room.setVisible(self.bar is not None)
        if self._page is None and (page := page_around(self)) is not None:
            self._page = page
            page.verticalScrollBar().valueChanged.connect(lambda _: self._place_bar())
        self._fit()
        if self.bar is not None:
            self.bar.show()

    def _place_bar(self) -> None:
        """Where its room is, and never higher than the page that is seen: who pastes far down reads it there."""
        if self.bar is None:
            return
        natural = self._room.mapTo(self, QPoint(0, 0))
        seen = 0 if self._page is None else self.mapFrom(self._page, self._page.viewport().pos()).y()
        top = min(max(natural.y(), seen), self.height() - self.bar.height())
        self.bar.setGeometry(natural.x(), top, self._room.width(), self._room.height())
        self.bar.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar is as wide as its room."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The room of the bar has its place only when the card is laid out."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_bar()
        return done

    def _made_bar(self) -> MessageStrip | None:
        view, plan, viewing = self.view, self.model.plan, self.model.viewing
        if plan is not None:
            ways = (("粘贴", view.take_paste), ("不粘贴", view.drop_paste))
            return MessageStrip(Sign.HINT, f"粘贴预览，还没有存：{said_of_plan(plan)}", ways, parent=self)
        if viewing is not None:
            back = ((WAY_BACK, lambda: self.model.view_as(None)),)
            return MessageStrip(Sign.HINT, f"{viewing.said}；打印和导出仍按原来的顺序。", back, parent=self)
        return None

    def _fit(self) -> None:
        height = self.view.fitting_height()
        bar = 0 if self.bar is None else self.bar.heightForWidth(self.view.width())
        self._room.setFixedHeight(bar)
        if self.bar is not None:
            self.bar.setFixedHeight(bar)
        if self._scrolls:
            self.view.setMinimumHeight(min(height, _LOW_LEAST_HEIGHT if self._low else _LEAST_HEIGHT))
            self.view.setMaximumHeight(height)
            self.setMaximumHeight(height + self.title.parentWidget().maximumHeight() + _LINES + bar)
        else:
            self.view.setFixedHeight(height)
        self._place_bar()
