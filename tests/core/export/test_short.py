"""A short table is not parted by the end of a page."""

from __future__ import annotations

import pytest

from core.export.fonts import available
from core.export.pdf_flow import set_section
from core.export.short import stays_whole
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
