"""Size of the text and light or dark: applied, remembered, and no spoiled setting counts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.look import theme
from ui.look.theme import Scheme
from ui.look.tokens import DARK, LIGHT, THEME
from ui.panels import appearance
from ui.panels.appearance import FACTOR, Appearance, kept_scheme, kept_size, resizer, scale, unscale

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def part(qapp: QApplication, qtbot: QtBot, settings: QSettings) -> Iterator[Appearance]:
    made = Appearance(qapp, settings)
    qtbot.addWidget(made)
    yield made
    theme.choose(qapp, Scheme.LIGHT)


def test_another_size_asks_for_another_window_and_is_remembered(
    part: Appearance, qtbot: QtBot, settings: QSettings
) -> None:
    with qtbot.waitSignal(part.sized):
        part.slider.setValue(13)
    assert kept_size(settings) == 130


@pytest.mark.parametrize(("system", "told"), [(None, "1.3"), ("1.5", "1.95"), ("viel", "1.3")])
def test_the_size_counts_on_top_of_what_the_system_says(
    settings: QSettings, monkeypatch: pytest.MonkeyPatch, system: str | None, told: str
) -> None:
    monkeypatch.delenv(FACTOR, raising=False)
    if system is not None:
        monkeypatch.setenv(FACTOR, system)
    settings.setValue("look/size", 130)
    before = scale(settings)
    assert os.environ[FACTOR] == told
    unscale(before)
    assert os.environ.get(FACTOR) == system, "the next start begins from the same"


def test_a_size_counts_at_once_for_the_windows_that_are_made_next() -> None:
    source = (
        "from PySide6.QtGui import QGuiApplication, QWindow\n"
        "from ui.panels.appearance import resizer\n"
        "app = QGuiApplication([])\n"
        "for percent in (150, 90):\n"
        "    resizer()(percent)\n"
        "    window = QWindow()\n"
        "    window.show()\n"
        "    print(window.devicePixelRatio())\n"
        "    window.destroy()\n"
        "    del window\n"
    )
    system = {**os.environ, FACTOR: "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", source], env=system, cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.split() == ["3.0", "1.8"], told.stderr


def test_where_qt_has_no_such_way_the_size_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearance, "_SET_FACTOR", "gone")
    assert resizer() is None


@pytest.mark.parametrize("spoiled", ["", "gross", "40", "900"])
def test_a_spoiled_size_counts_as_none(settings: QSettings, spoiled: str) -> None:
    settings.setValue("look/size", spoiled)
    assert kept_size(settings) == 100


def test_light_and_dark_come_at_once_and_stay(part: Appearance, settings: QSettings) -> None:
    part.schemes.chosen.emit(2)
    assert THEME.palette is DARK
    assert kept_scheme(settings) is Scheme.DARK
    part.schemes.chosen.emit(1)
    assert THEME.palette is LIGHT
    assert not THEME.follows
    part.schemes.chosen.emit(0)
    assert THEME.follows
