"""Which page a heading stands on: the contents pages of a report get their numbers from our own layout.

Every file type then shows the same numbers: those at the foot of the pdf's pages.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from core.export.fonts import ONE_AT_A_TIME, FontSet, available
from core.report.blocks import HEADINGS, Block, Contents, Entry, Paragraph, Report, listed

Listing = tuple[tuple[Entry, int], ...]
"""The entries of a contents page, each with the number of its heading among the blocks of the report."""

DEEPEST: Final = len(HEADINGS) - 1
_REMEMBERED: Final = 4  # reports, each usually written as docx, pdf and xlsx one after the other


def headings(report: Report, depth: int = DEEPEST) -> Iterator[tuple[int, int, Paragraph]]:
    """The paragraphs that a contents page of ``depth`` lists: number of the block in the report, level, paragraph."""
    for number, block in enumerate(report.blocks()):
        level = listed(block, depth)
        if level is not None and isinstance(block, Paragraph):
            yield number, level, block


def listings(report: Report) -> dict[int, Listing]:
    """Number of each contents page among the blocks of the report -> what it lists.

    :raises ValueError: a contents page does not list exactly the headings (a bug of the composer).
    """
    return {
        number: tuple(zip(block.entries, (place for place, _, _ in headings(report, block.depth)), strict=True))
        for number, block in enumerate(report.blocks())
        if isinstance(block, Contents)
    }


def paged(report: Report, fonts: FontSet | None = None) -> Report:
    """The report with the page number of every entry of its contents pages; 0 stays where the page shows none.

    A report without a contents page is returned as it is, and nothing is laid out.

    :raises ValueError: a contents page does not list exactly the headings (a bug of the composer).
    :raises ExportTrouble: a font file of our own is missing or damaged.
    """
    if not any(isinstance(block, Contents) for block in report.blocks()):
        return report
    return _filled(report, fonts or available())


@lru_cache(_REMEMBERED)
def _filled(report: Report, fonts: FontSet) -> Report:
    numbers = _page_numbers(report, fonts)
    entries = {
        contents: tuple(replace(entry, page=numbers[place]) for entry, place in listing)
        for contents, listing in listings(report).items()
    }
    count = itertools.count()  # the blocks of all sections
    sections = tuple(
        replace(section, blocks=tuple(_with(entries.get(next(count)), block) for block in section.blocks))
        for section in report.sections
    )
    return replace(report, sections=sections)


def _with(entries: tuple[Entry, ...] | None, block: Block) -> Block:
    return replace(block, entries=entries) if isinstance(block, Contents) and entries is not None else block


def _page_numbers(report: Report, fonts: FontSet) -> dict[int, int]:
    """Number of a block in the report -> number at the foot of the page on which it begins."""
    from core.export.pdf_flow import pages_of

    with ONE_AT_A_TIME:
        return {mark.block: printed.number for printed in pages_of(report, fonts) for mark in printed.sheet.marks}
