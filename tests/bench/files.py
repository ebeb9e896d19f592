"""The files of one project, and each writer against the ways one would write such a file at first."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from core.export import pdf, sheet, word
from core.export.files import Format, write_file
from core.publish import case_of
from core.report.blocks import Report
from core.report.compose import compose
from core.sample import sample
from tests.bench import other_ways
from tests.bench.measure import Line, against, milliseconds, ms, turn_about

RUNS = 7
OFFICE_RUNS = 3
LIMIT_MS = 200.0
_TABLE, _PROSE = 1, 17  # projects of the sample: a 自评表 of one table; a 自评报告 with prose and a table


def lines(runs: int = RUNS) -> Iterator[Line]:
    """Three files together, then format by format; one report is a table, the other mostly prose."""
    with TemporaryDirectory() as folder:
        for project in (_TABLE, _PROSE):
            report = report_of(project)
            yield _three_files(report, Path(folder), runs)
            yield from _docx(report, runs)
            yield from _pdf(report, runs)
            yield from _office(report, Path(folder), min(runs, OFFICE_RUNS))
            yield from _xlsx(report, runs)


def report_of(project: int) -> Report:
    """The document of a project of the sample."""
    case = case_of(sample(), project)
    return compose(case.form, case.form.documents[0], case.values, case.scores)


def _three_files(report: Report, folder: Path, runs: int) -> Line:
    numbers = count()

    def write_all() -> None:
        for format in Format:
            write_file(report, folder, f"{next(numbers)}.{format.value}", format)

    took = turn_about({"all": write_all}, runs)["all"]
    return Line(f"{report.kind}：三个文件，写出并核对", ms(took), aim="< 200 ms", met=took < LIMIT_MS)


def _docx(report: Report, runs: int) -> Iterator[Line]:
    ways = {
        "ours": lambda: word.write(report, BytesIO()),
        "docxtpl": partial(other_ways.docxtpl, report, other_ways.template()),
        "naive": partial(other_ways.naive_docx, report),
    }
    took = turn_about(ways, runs)
    yield against(f"{report.kind}：docx；对照：docxtpl 模板", took["ours"], took["docxtpl"])
    yield against(f"{report.kind}：docx；对照：python-docx 逐格 table.cell", took["ours"], took["naive"])


def _pdf(report: Report, runs: int) -> Iterator[Line]:
    other_ways.open_face()
    ways = {"ours": lambda: pdf.write(report, BytesIO()), "bare": partial(other_ways.bare_pdf, report)}
    took = turn_about(ways, runs)
    yield against(f"{report.kind}：pdf；对照：reportlab 直接画同样的字", took["ours"], took["bare"])


def _office(report: Report, folder: Path, runs: int) -> Iterator[Line]:
    program = shutil.which("soffice")
    what = f"{report.kind}：pdf；对照：LibreOffice 转换本程序的 docx"
    if program is None:
        yield Line(what, "", "没有安装 soffice，没有测")
        return
    source = folder / "office.docx"
    with source.open("wb") as out:
        word.write(report, out)
    command = [program, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
               "--convert-to", "pdf", "--outdir", str(folder), str(source)]  # fmt: skip
    times: list[tuple[float, float]] = []
    for _ in range(runs + 1):  # the first one makes its profile
        office = milliseconds(lambda: subprocess.run(command, check=True, capture_output=True))
        times.append((milliseconds(lambda: pdf.write(report, BytesIO())), office))
    ours, theirs = (statistics.median(column) for column in zip(*times[1:], strict=True))
    yield against(what, ours, theirs)


def _xlsx(report: Report, runs: int) -> Iterator[Line]:
    ways = {"ours": lambda: sheet.write(report, BytesIO()), "openpyxl": partial(other_ways.openpyxl_xlsx, report)}
    took = turn_about(ways, runs)
    yield against(f"{report.kind}：xlsx；对照：openpyxl", took["ours"], took["openpyxl"])
