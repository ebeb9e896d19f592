"""Draws the pictures of the manual, docs/images, from the sample books: ``python build/pictures.py [name…]``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from contextlib import chdir
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageColor  # noqa: E402
from PySide6.QtCore import QEventLoop, QSize, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.export.files import Format  # noqa: E402
from core.export.fonts import bundled_ui_fonts  # noqa: E402
from core.forms.library import known  # noqa: E402
from core.importing.exchange import read  # noqa: E402
from core.model import Place  # noqa: E402
from core.sample import sample  # noqa: E402
from core.workbook import Workbook  # noqa: E402
from ui.desk import Desk  # noqa: E402
from ui.look import theme  # noqa: E402
from ui.look.tokens import THEME  # noqa: E402
from ui.pages.prose import ProsePage  # noqa: E402
from ui.pages.welcome import Welcome  # noqa: E402
from ui.panels.right_side import PREVIEW  # noqa: E402
from ui.places import Tab  # noqa: E402
from ui.window import Window  # noqa: E402

FOLDER = ROOT / "docs" / "images"
FORM_BOOKS = ROOT / "tests" / "core" / "forms" / "samples"
SIZE = QSize(1366, 768)
COLOURS = 256
SAMPLE, PRACTICE, EMPTY = "sample", "practice", "empty"  # practice: the sample again, to be changed
Colour = tuple[int, ...]
Show = Callable[[Window], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what is brought into sight, and the book it is of (a form's id: that form's sample)."""

    name: str
    show: Show
    book: str = SAMPLE
    dark: bool = False


def book_desk(name: str) -> Desk:
    """A desk on a new book: the sample, an empty one, or the sample of a form filed under that form."""
    path = Path(f"{name}账套.jpb")
    if name == EMPTY:
        return Desk(Workbook.create(path))
    if name in (SAMPLE, PRACTICE):
        return Desk(Workbook.create(path, sample()))
    desk = Desk(Workbook.create(path, read(FORM_BOOKS / f"{name}.json").book))
    if not any(dossier.project.form for dossier in desk.filed):
        for dossier in desk.filed:
            desk.type_text(Place("project", dossier.id, "form"), name, "改用表样")
    return desk


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


# --- what the pictures show -------------------------------------------------------------------------------------------


def show_tab(tab: Tab, window: Window, name: str = "城乡医疗救助") -> None:
    """A page of a project."""
    window.desk.choose_project(project_with(window.desk, name))
    window.project.show_tab(tab)


def show_first(window: Window) -> None:
    """The three steps of the first start, in place of a window that is not there yet."""
    page = Welcome(known(), Path("文档") / "绩评本")
    page.setParent(window)
    page.name.setText("示例县医疗保障局")
    page.resize(window.size())
    page.show()
    page.start.setFocus()
    settle(lambda: page.picture.image is not None)
    page.picture.stop()


def show_funds(window: Window) -> None:
    """资金, with the wrong typed rate chosen."""
    desk = window.desk
    show_tab(Tab.FUNDS, window)
    window.findings.choose(next(f for f in desk.findings() if f.open))
    desk.go_to(desk.values.fund_place("total", "execution_rate"))


def show_indicators(window: Window) -> None:
    """指标, with a score chosen and explained."""
    show_tab(Tab.INDICATORS, window)
    dossier = window.desk.dossier
    assert dossier is not None
    window.desk.go_to(Place("indicator", dossier.id, "score", dossier.indicator[0].id))


def show_figures(window: Window) -> None:
    """正文, with the list of figures that can be put in."""
    show_tab(Tab.PROSE, window, "基金监管")
    page = window.project.page(Tab.PROSE)
    assert isinstance(page, ProsePage)
    settle(lambda: True)
    section = next(s for s in page.sections.values() if s.written and not s.auto)
    page.go(section.place)
    settle(lambda: True)
    section.offer_figures()


def show_reason(window: Window) -> None:
    """The box for the reason that answers a finding: why little was spent."""
    desk = window.desk
    show_tab(Tab.FUNDS, window, "老干部")
    desk.type_text(Place("answer", desk.project, "execution_reason"), "", "删去原因")
    desk.wants_reason.emit(next(f for f in desk.findings() if f.open and f.answerable))


def show_preview(window: Window) -> None:
    """预览 beside the funds."""
    show_funds(window)
    window.right.views.choose(PREVIEW)
    settle(lambda: bool(window.right.preview.view.areas), seconds=1.5)


def show_rule(window: Window) -> None:
    """The card of a rule with a parameter."""
    show_funds(window)
    window.desk.wants_rule.emit("rate")


def show_whole(window: Window) -> None:
    """汇总 of 部门整体, with all projects of the year."""
    desk = window.desk
    of_unit = next(form for form in desk.forms_for("unit") if form.stage == "evaluation")
    desk.type_text(Place("project", desk.dossiers[0].id, "form"), of_unit.id, "改用表样")
    show_of_unit(Tab.SUMMARY, window)


def show_of_unit(tab: Tab, window: Window) -> None:
    """A page of the unit's dossier."""
    window.rooms.show_whole()
    window.project.show_tab(tab)


def show_function_lines(window: Window) -> None:
    """决算, at the expenditure by function."""
    show_of_unit(Tab.ACCOUNTS, window)
    settle(lambda: True)
    desk = window.desk
    assert desk.dossier is not None
    desk.go_to(Place("function", desk.project, "outturn", desk.dossier.function[1].id))


def show_scores(window: Window) -> None:
    """评分, with an item chosen and explained."""
    show_of_unit(Tab.SCORES, window)
    desk = window.desk
    assert desk.dossier is not None
    chosen = next(row for row in desk.dossier.score_item if row.item == "budget_accuracy")
    desk.go_to(Place("score_item", desk.project, "score", chosen.id))


def show_page(tab: Tab, window: Window) -> None:
    """A page of the first project, with its first cell that can be typed into at hand."""
    window.desk.choose_project(window.desk.dossiers[0].id)
    window.project.show_tab(tab)


def show_in_tables(window: Window) -> None:
    """正文, at the texts that stand in a table."""
    show_page(Tab.PROSE, window)
    settle(lambda: True)
    topic = next(topic for topic in window.desk.form.topics if topic.page == "table" and topic.key)
    window.desk.go_to(Place("answer", window.desk.project, topic.key))


def show_export_menu(window: Window) -> None:
    """What can be exported."""
    show_tab(Tab.FUNDS, window)
    settle(lambda: True)
    window.export.open_menu()


def show_export(window: Window) -> None:
    """The notice after an export of everything."""
    show_funds(window)
    everything = tuple(d.id for d in window.desk.dossiers)
    window.export.begin(everything, tuple(Format), Path("报送", "2021 年度"))
    settle(lambda: not window.export.running())


def show_search(window: Window) -> None:
    """What Ctrl+F finds."""
    show_tab(Tab.FUNDS, window)
    search = window.top.search
    search.setFocus()
    search.setText("救助")
    search.look()


def show_replace(window: Window) -> None:
    """替换文字, before it is done."""
    window.rooms.show_replace("股室")
    window.rooms.replace.new.setText("科室")


def show_history(window: Window) -> None:
    """历史和回收站, with a project in the bin."""
    desk = window.desk
    desk.remove_project(project_with(desk, "财务软件"))
    desk.type_text(Place("project", desk.dossiers[0].id, "leader"), "张三", "修改项目负责人")
    window.rooms.show_history()


def show_takeover(window: Window) -> None:
    """从上年带入, before it is done."""
    window.desk.choose_year(window.desk.year + 1)
    window.rooms.show_takeover()


PICTURES = (
    Picture("first", show_first, EMPTY),
    Picture("overview", lambda window: window.rooms.show_overview()),
    Picture("unit", lambda window: window.rooms.show_unit()),
    Picture("basics", partial(show_tab, Tab.BASICS)),
    Picture("funds", show_funds),
    Picture("goals", partial(show_tab, Tab.GOALS)),
    Picture("indicators", show_indicators),
    Picture("indicators-dark", show_indicators, dark=True),
    Picture("text", partial(show_tab, Tab.PROSE, name="基金监管")),
    Picture("figures", show_figures),
    Picture("evidence", partial(show_tab, Tab.EVIDENCE)),
    Picture("accounts", show_function_lines, "accounts-2021"),
    Picture("scores", show_scores, "accounts-2018"),
    Picture("export", show_export, PRACTICE),
    Picture("whole", show_whole, PRACTICE),
    Picture("reason", show_reason, PRACTICE),
    Picture("rule", show_rule),
    Picture("preview", show_preview),
    Picture("readiness", lambda window: window.rooms.show_readiness("指标")),
    Picture("rules", lambda window: window.rooms.show_rules()),
    Picture("forms", lambda window: window.rooms.show_forms()),
    Picture("export-menu", show_export_menu),
    Picture("search", show_search),
    Picture("replace", show_replace),
    Picture("history", show_history, PRACTICE),
    Picture("takeover", show_takeover, PRACTICE),
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


# --- how they are drawn -----------------------------------------------------------------------------------------------


def painted(window: Window) -> QImage:
    """The window as it is painted, with the menus and lists open over it."""
    image = window.grab().toImage()
    painter = QPainter(image)
    for popup in QApplication.topLevelWidgets():
        if popup.isVisible() and popup.windowType() == Qt.WindowType.Popup:
            painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
            popup.close()
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGBA8888)


def draw(window: Window, path: Path) -> None:
    """Write the window with a palette, so that the file is small."""
    image = painted(window)
    size = image.width(), image.height()
    whole = Image.frombytes("RGBA", size, bytes(image.constBits()), "raw").convert("RGB")
    nearest = numbers_of(whole, palette(whole))
    raw = whole.tobytes()
    few = Image.frombytes("P", size, bytes(map(nearest.__getitem__, zip(raw[::3], raw[1::3], raw[2::3], strict=True))))
    few.putpalette(_flat(palette(whole)))
    few.save(path, optimize=True)


def palette(whole: Image.Image) -> list[Colour]:
    """256 colours: first those of the tokens, however few pixels (a sign) have them, then the most frequent."""
    scheme = THEME.palette
    tokens = (ImageColor.getrgb(getattr(scheme, name)) for name in scheme.__slots__ if name != "dark")
    return list(dict.fromkeys((*tokens, *_colours(whole))))[:COLOURS]


def numbers_of(whole: Image.Image, colours: list[Colour]) -> dict[Colour, int]:
    """For each colour of a picture the number of itself in a palette, else of one that is near."""
    known = {colour: number for number, colour in enumerate(colours)}
    others = [colour for colour in _colours(whole) if colour not in known]
    if not others:
        return known
    wanted = Image.new("P", (1, 1))
    wanted.putpalette(_flat(colours))
    near = Image.frombytes("RGB", (len(others), 1), _flat(others)).quantize(palette=wanted, dither=Image.Dither.NONE)
    return known | dict(zip(others, near.tobytes(), strict=True))


def _colours(whole: Image.Image) -> list[Colour]:
    """The colours of a picture, the most frequent first."""
    found = whole.getcolors(whole.width * whole.height) or []
    return [colour for _, colour in sorted(found, reverse=True) if isinstance(colour, tuple)]


def _flat(colours: list[Colour]) -> bytes:
    return bytes(part for colour in colours for part in colour)


def draw_all(app: QApplication, folder: Path, wanted: Collection[str]) -> None:
    """Write the pictures of these names, or all, into ``folder``; each book is made once."""
    desks: dict[str, Desk] = {}
    for picture in PICTURES:
        if wanted and picture.name not in wanted:
            continue
        theme.apply(app, dark=picture.dark, fallback=bundled_ui_fonts())
        if picture.book not in desks:
            desks[picture.book] = book_desk(picture.book)
        window = Window(desks[picture.book])
        window.resize(SIZE)
        window.show()
        picture.show(window)
        settle(lambda: True)
        draw(window, folder / f"{picture.name}.png")
        window.close()
        window.deleteLater()
    for desk in desks.values():
        desk.close()


def main() -> None:
    """Draw in a folder of its own, so that no path of this machine gets into a picture."""
    app = QApplication(sys.argv[:1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, chdir(folder):
        draw_all(app, FOLDER, sys.argv[1:])


if __name__ == "__main__":
    main()
