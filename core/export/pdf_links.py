"""Ways through a pdf: the bookmarks beside its pages, and from each line of a contents page to its heading."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from core.export.pages import headings, listings
from core.export.pdf_flow import Mark, PrintedPage
from core.export.pdf_table import MM
from core.export.text import full_text
from core.report.blocks import Paragraph, Report


class Links:
    """What a reader can click on, added page by page."""

    def __init__(self, report: Report) -> None:
        self._headings = {number: (level, paragraph) for number, level, paragraph in headings(report)}
        self._listings = listings(report)
        self._above: list[int] = []  # levels of the headings that the next one may stand under

    def add(self, canvas: Canvas, printed: PrintedPage) -> None:
        """Add those of one page, while it is the canvas's."""
        for mark in printed.sheet.marks:
            if mark.block in self._listings:
                self._lead_on(canvas, printed, mark)
            elif mark.block in self._headings:
                self._list(canvas, printed, mark)

    def _lead_on(self, canvas: Canvas, printed: PrintedPage, mark: Mark) -> None:
        """A line of the contents page leads to its heading."""
        entry, place = self._listings[mark.block][mark.entry]
        left, top = _corner(printed)
        area = (left, top - mark.bottom, left + printed.page.text_width_mm * MM, top - mark.top)
        canvas.linkAbsolute(entry.text, _name(place), tuple(round(side, 2) for side in area))

    def _list(self, canvas: Canvas, printed: PrintedPage, mark: Mark) -> None:
        """A heading is listed beside the pages, below the last one of a higher level."""
        level, paragraph = self._headings[mark.block]
        _, top = _corner(printed)
        canvas.bookmarkHorizontalAbsolute(_name(mark.block), round(top - mark.top, 2))
        self._above = [above for above in self._above if above < level]
        canvas.addOutlineEntry(_title(paragraph), _name(mark.block), len(self._above))
        self._above.append(level)


def _name(block: int) -> str:
    return f"block{block}"


def _title(paragraph: Paragraph) -> str:
    return " ".join(full_text(paragraph.lead, paragraph.text).split())


def _corner(printed: PrintedPage) -> tuple[float, float]:
    """The top left corner of the text area, from the foot of the paper."""
    page = printed.page
    return page.left_mm * MM, (page.size_mm[1] - page.top_mm) * MM
