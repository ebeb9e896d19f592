"""Pages on the screen, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pages.prose_pages import FORM
from ui.desk import Desk
from ui.pages.prose import ProsePage


@pytest.fixture
def show(qtbot: QtBot, open_desk: Callable[..., Desk]) -> Callable[..., ProsePage]:
    """The page over a book with the given answers, as the window has it."""

    def shown(form: str = FORM, **answers: str) -> ProsePage:
        desk = open_desk(form=form, answers=answers)
        page = ProsePage(desk)
        desk.changed.connect(lambda _: page.reload())
        desk.selected.connect(lambda _: page.reload())
        qtbot.addWidget(page)
        page.resize(814, 600)
        page.show()
        QApplication.processEvents()
        return page

    return shown
