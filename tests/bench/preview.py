"""The preview: how long after the last key the new page is there, and what it costs the keys typed meanwhile.

Against the first the least work that makes such a page: the same pdf written, its first page drawn, nothing else.
Against the second the same keys with the preview put away, turn and turn about.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from core.export import pdf
from core.export.pictures import Pages
from core.model import Place
from core.report.blocks import Report
from core.sample import sample
from core.workbook import Workbook
from tests.bench.files import report_of
from tests.bench.keys import Times, application, bare_table, settle, type_into
from tests.bench.measure import Line, milliseconds, ms, share, times
from ui.desk import Desk
from ui.pages.indicators import IndicatorsPage
from ui.panels.preview import WAIT, PreviewPanel

RUNS = 12
LIMIT_MS = 300.0
KEY_LIMIT_MS = 16.0
_TABLE, _PROSE = 1, 17  # projects of the sample: a 自评表 of one table; a 自评报告 with prose and a table
_WIDTH, _SIZE = 400, (1366, 697)
_LONGEST = 10.0  # seconds waited for a page


def lines(runs: int = RUNS) -> Iterator[Line]:
    """Both documents, then the keys."""
    application()
    for project in (_TABLE, _PROSE):
        yield _fresh(project, runs)
    yield _keys(runs)


def _fresh(project: int, runs: int) -> Line:
    """From the last key to the new picture, the pause before the work begins included."""
    report = report_of(project)
    with shown(project) as (desk, panel, _):
        ours, floor, page = [], [], panel.view.page
        for number in range(runs + 1):
            ours.append(milliseconds(lambda n=number: _change(desk, panel, project, n)))
            floor.append(milliseconds(lambda: _least(report, page)))
    mine, least = share(ours[1:], 0.95), statistics.median(floor[1:])
    what = f"{report.kind}：最后一键到新的打印页（含停顿 {WAIT} ms）；对照：只写 pdf、只画一页"
    told = f"p50 {ms(share(ours[1:], 0.5))}, p95 {ms(mine)}"
    return Line(what, told, ms(least), times(least / share(ours[1:], 0.5)), "p95 < 300 ms", mine < LIMIT_MS)


def _change(desk: Desk, panel: PreviewPanel, project: int, number: int) -> None:
    """Type, and wait for another picture of the page in sight: the preview follows the cell the clerk is at."""
    page = panel.view.page
    before = panel.view.picture(page)
    desk.type_text(Place("project", project, "name"), f"项目名称之{number}", "改名")
    wait_for(lambda: (now := panel.view.picture(page)) is not None and now is not before)


def _least(report: Report, page: int) -> None:
    out = BytesIO()
    pdf.write(report, out)
    with Pages(out.getvalue()) as pages:
        pages.picture(page, _WIDTH)


def _keys(runs: int) -> Line:
    """Keys typed into the indicator table while pages are being made all the time, and with the preview put away."""
    with shown(_TABLE) as (desk, panel, page):
        view = page.card.view
        bare = bare_table(view)
        index = bare.model().index(0, 0)
        found: dict[bool, Times] = {True: {"open": [], "type": [], "enter": []}}
        found[False] = {"open": [], "type": [], "enter": []}
        for number in range(runs * 2):
            on = number % 2 == 0
            panel.setVisible(on)
            desk.type_text(Place("project", _TABLE, "name"), f"项目名称之{number}", "改名")
            _pass(WAIT + 5)
            type_into(bare, index, "1234567", found[on])
        bare.close()
    busy, calm = (share([*found[on]["open"], *found[on]["type"], *found[on]["enter"]], 0.95) for on in (True, False))
    what = "打字时打印页正在重排：每键；对照：收起预览"
    return Line(what, f"p95 {ms(busy)}", f"p95 {ms(calm)}", times(calm / busy), "p95 < 16 ms", busy < KEY_LIMIT_MS)


@contextmanager
def shown(project: int) -> Iterator[tuple[Desk, PreviewPanel, IndicatorsPage]]:
    """The sample with the indicator table and the preview beside it."""
    with TemporaryDirectory() as folder:
        desk = Desk(Workbook.create(Path(folder) / "账套.jpb", sample()))
        desk.choose_project(project)
        window, page, panel = QWidget(), IndicatorsPage(desk), PreviewPanel(desk)
        row = QHBoxLayout(window)
        row.addWidget(page, 1)
        row.addWidget(panel)
        panel.setFixedWidth(_WIDTH + 32)
        page.reload()
        window.resize(*_SIZE)
        window.show()
        wait_for(lambda: panel.view.kept() > 0)
        _pass(300)
        yield desk, panel, page
        panel.stop()
        window.close()
        desk.close()
        window.deleteLater()
        settle()


def wait_for(holds: Callable[[], bool]) -> None:
    """Let the window work until something holds.

    :raises TimeoutError: it never does, and there is nothing to measure.
    """
    began = time.perf_counter()
    while not holds():
        if time.perf_counter() - began > _LONGEST:
            raise TimeoutError("no new page came")
        QApplication.processEvents()
        time.sleep(0.0005)


def _pass(milliseconds: float) -> None:
    began = time.perf_counter()
    while (time.perf_counter() - began) * 1000 < milliseconds:
        QApplication.processEvents()
        time.sleep(0.0005)
