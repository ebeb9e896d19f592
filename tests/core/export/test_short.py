"""A short table is not parted by the end of a page."""

from __future__ import annotations

import pytest

from core.export.fonts import available
from core.export.pdf_flow import set_section
from core.export.short import kept_with_next, stays_whole
from core.report.blocks import Cell, Page, Paragraph, Row, Section, Style, Table

FONTS = available(bundled_only=True)


def table(rows: int, text: str = "甲", heads: int = 1) -> Table:
    head = (Row((Cell("栏目"),), head=True),) * heads
    return Table("表", (150,), (*head, *(Row((Cell(text),)) for _ in range(rows))))


@pytest.mark.parametrize(("rows", "whole"), [(1, True), (8, True), (9, False)])
def test_a_table_is_short_up_to_eight_rows_below_its_head(rows: int, whole: bool) -> None:
    assert stays_whole(table(rows, heads=2)) is whole


def test_a_table_of_few_rows_full_of_text_is_not_short() -> None:
    assert not stays_whole(table(2, "资" * 300))


@pytest.mark.parametrize("before", range(10, 23))
def test_a_short_table_goes_to_the_next_page_with_its_heading(before: int) -> None:
    text = tuple(Paragraph(Style.BODY, f"第{number}行") for number in range(before))
    blocks = (*text, Paragraph(Style.HEADING_2, "（二）项目产出情况"), table(8))
    sheets = set_section(Section(Page(), blocks), FONTS)
    (with_table,) = [sheet for sheet in sheets if sheet.pieces]
    texts = ["".join(run.text for run in placed.line.runs) for placed in with_table.lines]
    assert texts[-1] == "（二）项目产出情况"


def test_a_short_table_higher_than_a_page_is_parted_all_the_same() -> None:
    rows = tuple(Row((Cell("甲"),), min_height_mm=50) for _ in range(8))
    sheets = set_section(Section(Page(), (Paragraph(Style.BODY, "前"), Table("表", (150,), rows))), FONTS)
    assert len(sheets) == 2
    assert all(sheet.pieces for sheet in sheets)


def grouped(*sizes: int, text: str = "甲") -> Table:
    """A table of groups, each under one label."""
    rows = [
        Row((Cell("组", down=size), Cell(text))) if not n else Row((Cell(text),)) for size in sizes for n in range(size)
    ]
    return Table("表", (30, 120), (Row((Cell("栏目", across=2),), head=True), *rows))


def test_the_rows_of_a_short_group_stay_together_but_for_the_last() -> None:
    assert kept_with_next(grouped(3, 9)) == {1, 2}
    assert kept_with_next(grouped(3, 9, text="资" * 200)) == frozenset()


@pytest.mark.parametrize("before", range(2, 22))
def test_the_end_of_a_page_parts_no_short_group(before: int) -> None:
    text = tuple(Paragraph(Style.BODY, f"第{number}行") for number in range(before))
    sheets = set_section(Section(Page(), (*text, grouped(4, 4, 4, 4, 4))), FONTS)
    cells = [cell for sheet in sheets for placed in sheet.pieces for cell in placed.piece.cells]
    assert sum("".join(run.text for line in cell.lines for run in line.runs) == "组" for cell in cells) == 5
