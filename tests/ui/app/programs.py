"""What the tests of the program ask it."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.conftest import menu_item
from ui.app import Program
from ui.look.notices import Notice
from ui.window import Window


def item(program: Program, text: str) -> Callable[[], None]:
    """What an item of the book's menu does."""
    window = program.window
    assert window is not None
    return menu_item(window.top.book.menu, text).trigger


def shown(program: Program) -> Window:
    assert program.window is not None
    return program.window


def notice_of(program: Program) -> Notice:
    """The notice that is shown."""
    return next(n for n in shown(program).findChildren(Notice) if n.isVisible())
