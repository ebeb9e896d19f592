"""A card with a table in it, and the legend below: the shape of every page that is one official table."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.desk import Desk
from ui.look.cards import Card, Rule
from ui.look.legend import Legend
from ui.sheets.model import Keeper, SheetModel
from ui.sheets.view import SheetView

_LEAST_HEIGHT = 200  # of a table that scrolls
_LINES = 3  # px: the card's own two, and the one below its head


class SheetCard(Card):
    """A titled card that is as high as the table in it: the page scrolls, the table does not.

    With ``scrolls`` the table takes what room there is and scrolls inside its card, so that its head, and what stands
    below it, stay in view.
    """

    def __init__(self, desk: Desk, keeper: Keeper, title: str, caption: str = "", *, scrolls: bool = False) -> None:
        super().__init__(title, caption)
        self._scrolls = scrolls
        self.model = SheetModel(desk, keeper, self)
        self.view = SheetView(desk, self.model)
        self.view.setAccessibleName(title)
        self.body.addWidget(Rule())
        self.body.addWidget(self.view)
        self.view.grew.connect(self._fit)
        self.legend = Legend()
        """What the signs in the table mean; the page puts it below the card."""
        self.model.refreshed.connect(self._explain_signs)
        self.model.modelReset.connect(self._explain_signs)
        if scrolls:
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.model.refresh()

    def _explain_signs(self) -> None:
        self.legend.explain(self.model.letters(), computed=self.model.computes, noted=self.model.is_noted)

    def _fit(self) -> None:
        height = self.view.fitting_height()
        if self._scrolls:
            self.view.setMinimumHeight(min(height, _LEAST_HEIGHT))
            self.view.setMaximumHeight(height)
            self.setMaximumHeight(height + self.title.parentWidget().maximumHeight() + _LINES)
        else:
            self.view.setFixedHeight(height)
