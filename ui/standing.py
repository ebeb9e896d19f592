"""Where the window stands on the screen, and the clerk in the book: remembered from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt

from ui.panels.sides import Sides, group_of, number
from ui.places import Tab
from ui.window import USUAL_SIZE, Window

_TITLE_BAR = 31  # logical pixels; the frame is not known before the window is shown
_GEOMETRY = "window/geometry"


def restore_place(window: Window, settings: QSettings) -> None:
    """Bring the window to where it stood last time, and what of its book was shown in it."""
    geometry = settings.value(_GEOMETRY)
    if geometry is not None:
        window.restoreGeometry(geometry)
    fit_screen(window)
    desk, book = window.desk, group_of(window.desk.path)
    window.middle.sides = Sides.kept(settings, book)
    year, project = number(settings, f"{book}/year"), number(settings, f"{book}/project")
    if project in desk.book.dossiers:
        desk.choose_project(project)
    elif year:
        desk.choose_year(year)
    name = str(settings.value(f"{book}/tab", ""))
    if name in Tab.__members__:
        window.project.show_tab(Tab[name])
    folder = str(settings.value(f"{book}/export", ""))
    window.export.folder = Path(folder) if folder else None
    window.fold()


def keep_place(window: Window, settings: QSettings) -> None:
    """Remember where the window stands and what it shows."""
    settings.setValue(_GEOMETRY, window.saveGeometry())
    book = group_of(window.desk.path)
    window.middle.sides.keep(settings, book)
    settings.setValue(f"{book}/year", window.desk.year)
    settings.setValue(f"{book}/project", window.desk.project)
    settings.setValue(f"{book}/tab", window.project.tab.name)
    if window.export.folder is not None:
        settings.setValue(f"{book}/export", str(window.export.folder))


def fit_screen(window: Window) -> None:
    """No larger than the screen; filling it where the usual size has no room (scaled to 150 % and more)."""
    room = free_room(window)
    small = room.width() < USUAL_SIZE.width() or room.height() < USUAL_SIZE.height()
    window.resize(window.size().boundedTo(room))
    if small:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def free_room(window: Window) -> QSize:
    """The screen less the bars of the system and a title bar."""
    return window.screen().availableGeometry().size() - QSize(0, _TITLE_BAR)
