"""Tables between our window and another program on one screen: Calc's formats as they were once, and a real Calc."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.ui.calc import Calc
from tests.ui.screens import at_screen, needs_screen, real_screen
from tests.ui.sheets import screen_paste

pytestmark = needs_screen
HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值(A)", "实际完成值(B)", "分值")
GROUPS = (
    ("产出指标", ("数量指标", 10), ("质量指标", 6), ("时效指标", 4), ("成本指标", 2)),
    ("效益指标", ("社会效益指标", 5)),
    ("满意度指标", ("服务对象满意度指标", 3)),
)


def thirty_rows() -> tuple[tuple[str, ...], ...]:
    """Thirty indicators with commas, quotation marks and signs in them."""
    names = [(level1, level2, n) for level1, *parts in GROUPS for level2, many in parts for n in range(1, many + 1)]
    return tuple(
        (level1, level2, f"{level2}第{n}项（“{n}”类，含补助）", f"≥{90 + n}%", f"{90 + n}.5%", str(n))
        for level1, level2, n in names
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The thirty indicators as an office keeps them: the cells of the levels merged."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD)
    rows = thirty_rows()
    for *texts, weight in rows:
        sheet.append([*texts, int(weight)])
    for column in (1, 2):
        first = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or rows[end][:column] != rows[first][:column]:
                sheet.merge_cells(start_row=first + 2, end_row=end + 1, start_column=column, end_column=column)
                first = end
    path = tmp_path / "绩效指标.xlsx"
    book.save(path)
    return path


def pasted(screen: str, folder: Path) -> list[list[str]]:
    """What came into the empty indicator table of our window."""
    done = subprocess.run(
        [sys.executable, screen_paste.__file__, "paste", str(folder)],
        env=at_screen(screen), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    platform, rows = json.loads(done.stdout)
    assert platform == "xcb"
    return rows


@contextmanager
def holding(screen: str, *words: str) -> Iterator[None]:
    """A program of ours that holds the clipboard meanwhile."""
    owner = subprocess.Popen(
        [sys.executable, screen_paste.__file__, *words],
        env=at_screen(screen), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() in (b"offered", b"copied")
        yield
    finally:
        owner.kill()
        owner.communicate()


def test_thirty_rows_come_over_the_real_clipboard_of_a_screen(tmp_path: Path) -> None:
    """One program puts Calc's formats on the clipboard of X, ours takes them from there."""
    with real_screen() as screen, holding(screen, "offer"):
        rows = pasted(screen, tmp_path)
    assert (len(rows), rows[5][2], rows[-1][2]) == (30, "数量第6项", "服务对象满意度第3项")


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("xdotool")),
    reason="LibreOffice or xdotool is not installed: there is no real Calc, or nobody to answer it",
)
def test_thirty_rows_copied_in_calc_are_pasted_here_and_copied_back_to_calc(tmp_path: Path, table: Path) -> None:
    """A real Calc copies its whole sheet, merged cells and all; then ours, and Calc reads its cells back."""
    with real_screen() as screen, Calc(screen, tmp_path) as calc:
        calc.copy(table)
        assert [tuple(row) for row in pasted(screen, tmp_path)] == list(thirty_rows())
        with holding(screen, "copy", str(tmp_path)):
            back = calc.paste()
    named = [row for row in back if len(row) > 2 and "项（" in row[2]]
    assert [row[2] for row in named] == [row[2] for row in thirty_rows()]
    assert [row[3] for row in named] == [row[3] for row in thirty_rows()]
    level2 = [name for _, *parts in GROUPS for name, _ in parts]
    assert [row[1] for row in named if row[1]] == level2, "merged there as they are here"
