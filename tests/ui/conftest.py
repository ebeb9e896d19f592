"""A small book with two projects, open on a desk, and the look put on; for every test of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.edits import AddRow, Edit, SetField
from core.forms import library
from core.forms.library import DEFAULT_FORM
from core.forms.model import Form
from core.model import Book, Evidence, Goal, Indicator, Place, Project, Unit
from core.workbook import Workbook
from ui.desk import Desk
from ui.look import theme
from ui.sheets.clipboard import leave_plain_text
from ui.window import Window

RESCUE, PUBLICITY = 1, 2  # numbers of the two projects


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The application with the light look, whatever the desktop says."""
    theme.apply(qapp, dark=False)
    yield qapp
    leave_plain_text()


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """What a test has closed goes now, which only a running event loop does by itself: every widget that stays is
    dressed again whenever the scheme changes."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def small_book(form: str = DEFAULT_FORM, answers: Mapping[str, str] | None = None) -> Book:
    """医疗救助 with funds, a goal, three indicators and an attachment; 医保宣传 with its name only."""
    book = Book(
        unit=Unit(name="示例县医疗保障局", finance_bureau="示例县财政局", reported_on="2022年3月1日", form=form)
    )
    for step in (*_rows(), *_funds(), *_answers(answers or {})):
        book = step.apply(book)
    return book


def _rows() -> tuple[Edit, ...]:
    outputs = ("产出指标", "数量指标")
    return (
        AddRow(Project(RESCUE, 2021, 1024, name="城乡医疗救助资金", code="51000021", level="县级")),
        AddRow(Project(PUBLICITY, 2021, 2048, name="医保政策宣传")),
        AddRow(Goal(3, RESCUE, 1024, "annual", "救助困难群众1200人次。", "全年救助1140人次。")),
        AddRow(Indicator(4, RESCUE, 1024, *outputs, "救助人次", "≥", "1200", actual="1140", unit="人次", weight="25")),
        AddRow(Indicator(5, RESCUE, 2048, *outputs, "资助参保人数", "≥", "800", actual="800", unit="人", weight="25")),
        AddRow(
            Indicator(
                6, RESCUE, 3072, "满意度指标", "服务对象满意度", "群众满意度", "≥", "95%", actual="96.2%", weight="10"
            )
        ),
        AddRow(Evidence(7, RESCUE, 1024, "救助资金管理办法", "示医保〔2021〕5号", "是")),
    )


def _funds() -> tuple[Edit, ...]:
    amounts = {"initial": ("90.00", "60.00"), "annual": ("90.00", "60.00"), "executed": ("30.00", "18.44384")}
    return tuple(
        SetField(Place("fund", RESCUE, f"{source}.{stage}"), "", text)
        for stage, texts in amounts.items()
        for source, text in zip(("province", "county"), texts, strict=True)
    )


def _answers(answers: Mapping[str, str]) -> tuple[Edit, ...]:
    return tuple(SetField(Place("answer", RESCUE, key), "", text) for key, text in answers.items())


def menu_item(menu: QMenu, text: str) -> QAction:
    """The entry of these words in a menu or in one of those inside it, whatever key is written behind it."""
    entries = [entry for one in (menu, *menu.findChildren(QMenu)) for entry in one.actions()]
    return next(entry for entry in entries if entry.text().partition("\t")[0] == text)


def inner_menu(menu: QMenu, text: str) -> QMenu:
    """The menu behind an entry; not by way of the entry, with which PySide6 6.7 lets its menu go."""
    return next(inner for inner in menu.findChildren(QMenu) if inner.title() == text)


@pytest.fixture
def open_desk(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Put a book on the disk and open it on a desk; if none is given the small one, with ``form`` and ``answers``."""
    desks: list[Desk] = []

    def opened(book: Book | None = None, **options: object) -> Desk:
        path = tmp_path / f"账套{len(desks)}.jpb"
        Workbook.create(path, book or small_book(**options)).close()  # type: ignore[arg-type]
        desks.append(Desk.open(path))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


class Known(library.Shelf):
    """Forms that lie in no file."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        super().__init__(())
        self._sound = {form.id: form for form in forms}


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the program know other forms for one test; the default one must be among them."""

    def put(*forms: Form) -> None:
        shelf = Known(forms)
        monkeypatch.setattr(library, "_shelf", lambda: shelf)

    return put


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """The small book under the national form, 医疗救助 chosen."""
    return open_desk()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[Window]:
    """The window over the small book, at work."""
    made = Window(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
