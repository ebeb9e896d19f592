"""Panels on the screen, for the tests of this folder."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.panels.findings import FindingsPanel


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> FindingsPanel:
    made = FindingsPanel(desk)
    qtbot.addWidget(made)
    made.resize(320, 760)
    made.show()
    return made
