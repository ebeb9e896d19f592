"""What the worksheets of an xlsx share: the look of cells and the set-up of the printed page."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from core.report.blocks import Page, Style
from core.report.typography import (
    CELL,
    CELL_LABEL,
    PAGE_NUMBER,
    PAGE_NUMBER_BELOW_TEXT_MM,
    STYLES,
    TextStyle,
)

POINTS_PER_MM: Final = 72 / 25.4
_A4: Final = 9
_GB2312_CHARSET: Final = 134


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.cell = cache(self._cell)
        self.paragraph = cache(self._paragraph)

    def _cell(self, label: bool, align: str, shown_as: str, high: bool) -> CellFormat:
        """A long number is set smaller rather than shown as ###; text is wrapped, in a high cell from the top on."""
        style = CELL_LABEL if label else CELL
        fit = {"num_format": shown_as, "shrink": True} if shown_as else {"text_wrap": True}
        stands = "top" if high else "vcenter"
        return self._made(style, {"border": 1, "valign": stands, "align": align} | fit)

    def _paragraph(self, style: Style) -> CellFormat:
        text_style = STYLES[style]
        align = MappingProxyType({"both": "left"}).get(text_style.justify, text_style.justify.value)
        indent = {"indent": round(text_style.right_indent)} if text_style.right_indent else {}
        properties = {"valign": "vcenter", "align": align, "text_wrap": True}
        return self._made(text_style, properties | indent)

    def _made(self, style: TextStyle, properties: dict[str, object]) -> CellFormat:
        font = {
            "font_name": style.face.value,
            "font_size": style.size,
            "font_charset": _GB2312_CHARSET,
            "bold": style.bold,
        }
        return self._book.add_format(font | properties)


def set_up_page(worksheet: Worksheet, page: Page) -> None:
    """Paper, margins and page number; as wide as one page at most, as many pages high as it takes."""
    worksheet.set_paper(_A4)
    if page.landscape:
        worksheet.set_landscape()
    left, right, top, bottom = (side / 25.4 for side in (page.left_mm, page.right_mm, page.top_mm, page.bottom_mm))
    worksheet.set_margins(left, right, top, bottom)
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.hide_gridlines(2)
    if page.numbered:
        edge = page.bottom_mm - PAGE_NUMBER_BELOW_TEXT_MM - PAGE_NUMBER.pitch / POINTS_PER_MM
        font = f'&"{PAGE_NUMBER.face},常规"&{PAGE_NUMBER.size:g}'
        worksheet.set_footer(f"&C{font}— &P —", {"margin": max(edge, 5.0) / 25.4})
