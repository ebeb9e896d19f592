"""Draws the pictures of the manual, docs/images, from the sample book: ``python build/pictures.py``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageColor  # noqa: E402
from PySide6.QtCore import QEventLoop, QSize  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.export.files import Format  # noqa: E402
from core.export.fonts import bundled_ui_fonts  # noqa: E402
from core.model import Place  # noqa: E402
from core.sample import sample  # noqa: E402
from core.workbook import Workbook  # noqa: E402
from ui.desk import Desk  # noqa: E402
from ui.look import theme  # noqa: E402
from ui.look.tokens import THEME  # noqa: E402
from ui.places import Tab  # noqa: E402
from ui.window import Window  # noqa: E402

FOLDER = ROOT / "docs" / "images"
SIZE = QSize(1366, 768)
COLOURS = 256
Colour = tuple[int, ...]


def project_with(desk: Desk, name: str) -> int:
    """The project of the sample whose name holds a word."""
    return next(d.id for d in desk.dossiers if name in d.project.name)


def settle(until: Callable[[], bool], seconds: float = 0.4) -> None:
    """Let the window work until something is so, and a little longer for what slides in."""
    end = monotonic() + 60
    while not until() and monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    end = monotonic() + seconds
    while monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def show_funds(window: Window) -> None:
    """资金, with the wrong typed rate chosen."""
    desk = window.desk
    desk.choose_project(project_with(desk, "城乡医疗救助"))
    window.findings.choose(next(f for f in desk.findings() if f.open))
    desk.go_to(desk.values.fund_place("total", "execution_rate"))


def show_indicators(window: Window) -> None:
    """指标, with a score chosen and explained."""
    desk = window.desk
    desk.choose_project(project_with(desk, "城乡医疗救助"))
    window.project.show_tab(Tab.INDICATORS)
    dossier = desk.dossier
    assert dossier is not None
    desk.go_to(Place("indicator", dossier.id, "score", dossier.indicator[0].id))


def show_text(window: Window) -> None:
    """正文 of a report, with live figures."""
    window.desk.choose_project(project_with(window.desk, "基金监管"))
    window.project.show_tab(Tab.PROSE)


def show_basics(window: Window) -> None:
    """基本信息."""
    window.desk.choose_project(project_with(window.desk, "城乡医疗救助"))
    window.project.show_tab(Tab.BASICS)


def show_whole(window: Window) -> None:
    """部门整体, with all projects of the year, under a form whose report is the unit's."""
    desk = window.desk
    first = desk.dossiers[0].id
    of_unit = next(form for form in desk.forms_for("unit") if form.stage == "evaluation")
    desk.type_text(Place("project", first, "form"), of_unit.id, "改用表样")
    window.show_whole()
    window.project.show_tab(Tab.SUMMARY)


def show_forms(window: Window) -> None:
    """表样: what the program knows."""
    window.show_forms()


def show_export(window: Window) -> None:
    """The notice after an export of everything."""
    show_funds(window)
    everything = tuple(d.id for d in window.desk.dossiers)
    window.export.begin(everything, tuple(Format), Path("报送", "2021 年度"))
    settle(lambda: not window.export.running())


PICTURES = (
    ("funds", show_funds, False),
    ("indicators", show_indicators, False),
    ("indicators-dark", show_indicators, True),
    ("text", show_text, False),
    ("basics", show_basics, False),
    ("export", show_export, False),
    ("forms", show_forms, False),
    ("whole", show_whole, False),
)


def draw(window: Window, path: Path) -> None:
    """Write the window as it is painted, with a palette so that the file is small."""
    painted = window.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    size = painted.width(), painted.height()
    whole = Image.frombuffer("RGBA", size, painted.constBits(), "raw").convert("RGB")
    colours = palette(whole)
    nearest = {colour: _nearest(colour, colours) for _, colour in whole.getcolors(size[0] * size[1])}
    raw = whole.tobytes()
    few = Image.frombytes("P", size, bytes(map(nearest.__getitem__, zip(raw[::3], raw[1::3], raw[2::3], strict=True))))
    few.putpalette(bytes(part for colour in colours for part in colour))
    few.save(path, optimize=True)


def palette(whole: Image.Image) -> list[Colour]:
    """256 colours: first those of the tokens, however few pixels (a sign) have them, then the most frequent."""
    scheme = THEME.palette
    tokens = (ImageColor.getrgb(getattr(scheme, name)) for name in scheme.__slots__ if name != "dark")
    found = sorted(whole.getcolors(whole.width * whole.height), reverse=True)
    return list(dict.fromkeys((*tokens, *(colour for _, colour in found))))[:COLOURS]


def _nearest(colour: Colour, colours: list[Colour]) -> int:
    if colour in colours:
        return colours.index(colour)
    return min(range(len(colours)), key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, colours[n], strict=True)))


def draw_all(app: QApplication, folder: Path) -> None:
    """Write every picture into ``folder``."""
    desk = Desk(Workbook.create(Path("示例账套.jpb"), sample()))
    for name, show, dark in PICTURES:
        theme.apply(app, dark=dark, fallback=bundled_ui_fonts())
        window = Window(desk)
        window.resize(SIZE)
        window.show()
        show(window)
        settle(lambda: True)
        draw(window, folder / f"{name}.png")
        window.close()
        window.deleteLater()
    desk.close()


def main() -> None:
    """Draw in a folder of its own, so that no path of this machine gets into a picture."""
    app = QApplication(sys.argv[:1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, chdir(folder):
        draw_all(app, FOLDER)


if __name__ == "__main__":
    main()
