"""The keyboard between the parts of the window: F6 goes round them, Ctrl+Tab steps out of a table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def go_round(areas: tuple[QWidget, ...], by: int) -> None:
    """Give the keyboard to the next of some parts (-1: the one before), where it was in it last."""
    now = QApplication.focusWidget()
    here = next((n for n, area in enumerate(areas) if now is not None and _holds(area, now)), 0 if by < 0 else -1)
    for step in range(1, len(areas) + 1):
        area = areas[(here + by * step) % len(areas)]
        target = _last_or_first(area)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def come_into(area: QWidget, entrance: QWidget | None = None) -> None:
    """Give the keyboard to a part, where it was in it last, unless it is there; the first time to its ``entrance``,
    or to what Tab reaches first."""
    now, target = QApplication.focusWidget(), _last_or_first(area, entrance)
    if target is not None and (now is None or not _holds(area, now)):
        target.setFocus(Qt.FocusReason.TabFocusReason)


def step_out(window: QWidget, by: int) -> None:
    """Leave the table that has the keyboard for the next part (-1: the one before) that Tab reaches."""
    now = window.focusWidget()
    if now is None:
        return
    table = _table_around(now)
    target = next((w for w in _chain(now, by) if _takes(w) and not _holds(table, w)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _table_around(widget: QWidget) -> QWidget:
    around: QWidget | None = widget
    while around is not None and not isinstance(around, QAbstractItemView):
        around = around.parentWidget()
    return around or widget


def _last_or_first(area: QWidget, entrance: QWidget | None = None) -> QWidget | None:
    for target in (area.focusWidget(), entrance):
        if target is not None and _takes(target):
            return target
    return next((w for w in _chain(area, 1) if _takes(w) and _holds(area, w)), None)


def _chain(start: QWidget, by: int) -> Iterator[QWidget]:
    """Every widget of the window once, in the order of Tab, from the one after ``start``."""
    widget = start
    while True:
        widget = widget.nextInFocusChain() if by > 0 else widget.previousInFocusChain()
        if widget is start:
            return
        yield widget


def _takes(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _holds(area: QWidget, widget: QWidget) -> bool:
    return area is widget or area.isAncestorOf(widget)
