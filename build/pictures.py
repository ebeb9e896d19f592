"""Draws every screen from the sample books: ``python build/pictures.py [name…]``.

Into docs/images at 1366×768, as the manual shows them; to be looked at, and left out of the program, into
docs/images/1920x1080 and docs/images/150 (a screen of 1366×768 at 150 %).
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Collection
from contextlib import chdir
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from paint import draw  # noqa: E402
from PySide6.QtCore import QEvent, QSize  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from scenes import (  # noqa: E402
    settle,
    show_about,
    show_book_menu,
    show_export,
    show_export_menu,
    show_figures,
    show_first,
    show_function_lines,
    show_funds,
    show_help,
    show_history,
    show_in_tables,
    show_indicators,
    show_intake,
    show_keeping,
    show_library,
    show_new,
    show_of_unit,
    show_page,
    show_preview,
    show_reason,
    show_replace,
    show_rule,
    show_scores,
    show_search,
    show_tab,
    show_takeover,
    show_whole,
)

from core.export.fonts import bundled_ui_fonts  # noqa: E402
from core.importing.exchange import read  # noqa: E402
from core.model import Place  # noqa: E402
from core.paths import backup_folder  # noqa: E402
from core.sample import sample  # noqa: E402
from core.workbook import Workbook  # noqa: E402
from ui.desk import Desk  # noqa: E402
from ui.look import theme  # noqa: E402
from ui.places import Tab  # noqa: E402
from ui.window import Window  # noqa: E402

FOLDER = ROOT / "docs" / "images"
FORM_BOOKS = ROOT / "tests" / "core" / "forms" / "samples"
SAMPLE, EMPTY = "sample", "empty"
Show = Callable[[Window], QWidget | None]


@dataclass(frozen=True, slots=True)
class Size:
    """A screen: its folder in docs/images, its logical size, how much larger it shows everything; colours kept."""

    folder: str
    logical: QSize
    factor: str = "1"
    colours: int = 64


SIZES = (
    Size("", QSize(1366, 768), colours=256),
    Size("1920x1080", QSize(1920, 1080)),
    Size("150", QSize(911, 512), "1.5"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what is brought into sight, and the book it is of (a form's id: that form's sample).

    ``show`` returns what is drawn where that is not the window it was given.
    """

    name: str
    show: Show
    book: str = SAMPLE
    dark: bool = False


PICTURES = (
    Picture("first", show_first, EMPTY),
    Picture("new", show_new, EMPTY),
    Picture("overview", lambda window: window.rooms.show_overview()),
    Picture("unit", lambda window: window.rooms.show_unit()),
    Picture("basics", partial(show_tab, Tab.BASICS)),
    Picture("funds", show_funds),
    Picture("goals", partial(show_tab, Tab.GOALS)),
    Picture("indicators", show_indicators),
    Picture("indicators-dark", show_indicators, dark=True),
    Picture("library", show_library),
    Picture("text", partial(show_tab, Tab.PROSE, name="基金监管")),
    Picture("figures", show_figures),
    Picture("evidence", partial(show_tab, Tab.EVIDENCE)),
    Picture("accounts", show_function_lines, "accounts-2021"),
    Picture("scores", show_scores, "accounts-2018"),
    Picture("export", show_export),
    Picture("whole", show_whole),
    Picture("reason", show_reason),
    Picture("rule", show_rule),
    Picture("preview", show_preview),
    Picture("readiness", lambda window: window.rooms.show_readiness("指标")),
    Picture("rules", lambda window: window.rooms.show_rules()),
    Picture("forms", lambda window: window.rooms.show_forms()),
    Picture("export-menu", show_export_menu),
    Picture("search", show_search),
    Picture("replace", show_replace),
    Picture("history", show_history),
    Picture("takeover", show_takeover),
    Picture("intake", show_intake),
    Picture("keeping", show_keeping),
    Picture("help", show_help),
    Picture("about", show_about),
    Picture("menu", show_book_menu),
    Picture("form-national-2020", partial(show_page, Tab.INDICATORS), "national-2020"),
    Picture("form-national-2021", partial(show_page, Tab.INDICATORS), "national-2021"),
    Picture("form-sichuan-2023", partial(show_page, Tab.INDICATORS), "sichuan-2023"),
    Picture("form-sichuan-2021", partial(show_page, Tab.PROSE), "sichuan-2021"),
    Picture("form-shanxi-2021", partial(show_page, Tab.FUNDS), "shanxi-2021"),
    Picture("form-transfer-2021", show_in_tables, "transfer-2021"),
    Picture("form-dongchuan-2020", partial(show_page, Tab.INDICATORS), "dongchuan-2020"),
    Picture("form-kunming-2021", partial(show_of_unit, Tab.PROSE), "kunming-2021"),
    Picture("form-dazhou-2018", partial(show_of_unit, Tab.PROSE), "dazhou-2018"),
    Picture("form-accounts-2021", partial(show_of_unit, Tab.PROSE), "accounts-2021"),
    Picture("form-accounts-2018", partial(show_of_unit, Tab.ACCOUNTS), "accounts-2018"),
    Picture("form-unit-scores-2018", partial(show_of_unit, Tab.SCORES), "unit-scores-2018"),
    Picture("form-unit-table", partial(show_of_unit, Tab.INDICATORS), "unit-table"),
    Picture("form-national-application", partial(show_page, Tab.BASICS), "national-application"),
    Picture("form-national-monitoring", partial(show_page, Tab.INDICATORS), "national-monitoring"),
    Picture("form-summary", partial(show_of_unit, Tab.SUMMARY), "summary"),
)


def book_desk(name: str) -> Desk:
    """A desk on a new book: the sample, an empty one, or the sample of a form filed under that form."""
    if name in (SAMPLE, EMPTY):
        book = sample() if name == SAMPLE else None
        return Desk(Workbook.create(Path("账套.jpb"), book, backups=backup_folder()))
    desk = Desk(Workbook.create(Path("账套.jpb"), read(FORM_BOOKS / f"{name}.json").book))
    if not any(dossier.project.form for dossier in desk.filed):
        for dossier in desk.filed:
            desk.type_text(Place("project", dossier.id, "form"), name, "改用表样")
    return desk


def pictures_of(size: Size) -> tuple[Picture, ...]:
    """All in the manual's size; in the others those of the screens, not again of each form."""
    return tuple(picture for picture in PICTURES if not size.folder or not picture.name.startswith("form-"))


def draw_picture(app: QApplication, picture: Picture, size: Size, file: Path) -> None:
    """Write one picture, from a book and with settings of its own: no path of this machine gets into it.

    The window is gone before the next one comes: those that stay would follow every change of the look.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, chdir(folder):
        os.environ.update(XDG_DATA_HOME=folder, XDG_CONFIG_HOME=folder, LOCALAPPDATA=folder)
        theme.apply(app, dark=picture.dark, fallback=bundled_ui_fonts())
        desk = book_desk(picture.book)
        window = Window(desk)
        window.resize(size.logical)
        window.show()
        shown = picture.show(window) or window
        settle(lambda: True, seconds=1.5 if window.right.previews else 0.4)
        draw(shown, file, size.colours)
        for widget in {shown, window}:
            widget.close()
            widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        desk.close()


def draw_size(size: Size, wanted: Collection[str]) -> None:
    """Write the pictures of these names, or all, at one size."""
    app = QApplication(sys.argv[:1])
    folder = FOLDER / size.folder
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures_of(size):
        if not wanted or picture.name in wanted:
            draw_picture(app, picture, size, folder / f"{picture.name}.png")


def main() -> int:
    """Each size in a process of its own, side by side: how large a screen shows things is asked once, at the start."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--size", choices=[size.folder for size in SIZES], help="only the pictures of this folder")
    asked = parser.parse_args()
    if asked.size is not None:
        draw_size(next(size for size in SIZES if size.folder == asked.size), asked.names)
        return 0
    drawing = [
        subprocess.Popen(
            [sys.executable, __file__, "--size", size.folder, *asked.names],
            env={**os.environ, "QT_SCALE_FACTOR": size.factor},
        )
        for size in SIZES
    ]
    return max([process.wait() for process in drawing])


if __name__ == "__main__":
    sys.exit(main())
