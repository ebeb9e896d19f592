"""How one would write the same document at first: docxtpl, table.cell in loops, bare reportlab, openpyxl."""

from __future__ import annotations

from io import BytesIO

from core.export.fonts import SONG
from core.report.blocks import Paragraph, Report, Table

_FACE, _LINE, _PER_LINE = "bench-song", 20, 28


def texts(report: Report) -> list[str]:
    """The running text."""
    return [block.lead + block.text for block in report.blocks() if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[str]]:
    """A table as rows of texts; a merged cell says its text at its top left corner."""
    made = [[""] * len(table.widths_mm) for _ in table.rows]
    for row, column, cell in table.placed():
        made[row][column] = cell.text
    return made


def template() -> bytes:
    """A docx template with loops over paragraphs, and over tables, rows and cells."""
    from docx import Document

    document = Document()
    for line in ("{%p for text in texts %}", "{{ text }}", "{%p endfor %}", "{%p for grid in grids %}"):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.rows[0].cells[0].text = "{%tr for row in grid %}"
    cells = table.rows[1].cells
    cells[0].text, cells[1].text, cells[2].text = "{%tc for text in row %}", "{{ text }}", "{%tc endfor %}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def docxtpl(report: Report, source: bytes) -> None:
    """Fill the template; no merged cells, widths or faces."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(source))
    document.render({"texts": texts(report), "grids": [grid(table) for table in report.tables()]}, autoescape=True)
    document.save(BytesIO())


def naive_docx(report: Report) -> None:
    """python-docx by the book: every cell by its number."""
    from docx import Document

    document = Document()
    for text in texts(report):
        document.add_paragraph(text)
    for block in report.tables():
        table = document.add_table(rows=len(block.rows), cols=len(block.widths_mm), style="Table Grid")
        for row, column, cell in block.placed():
            table.cell(row, column).text = cell.text
            if cell.across > 1 or cell.down > 1:
                table.cell(row, column).merge(table.cell(row + cell.down - 1, column + cell.across - 1))
    document.save(BytesIO())


def open_face() -> None:
    """Register the face of the bare pdf, once."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont(_FACE, str(SONG.path)))


def bare_pdf(report: Report) -> None:
    """All texts in one face, cut after so many characters; no tables, no setting."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(BytesIO(), pageCompression=1)
    cells = [text for table in report.tables() for row in grid(table) for text in row if text]
    left = 0
    for text in (*texts(report), *cells):
        for piece in cut(text):
            if left == 0:
                left = 36
                canvas.showPage()
                canvas.setFont(_FACE, 16)
            canvas.drawString(80, 40 + _LINE * left, piece)
            left -= 1
    canvas.save()


def cut(text: str) -> list[str]:
    """A text in lines of a fixed number of characters."""
    return [text[at : at + _PER_LINE] for at in range(0, len(text), _PER_LINE)]


def openpyxl_xlsx(report: Report) -> None:
    """The same cells with the same kinds of style."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    book = Workbook()
    for number, block in enumerate(report.tables(), start=1):
        page = book.create_sheet(f"{block.name}{number}"[:31])
        for column, width in enumerate(block.widths_mm, start=1):
            page.column_dimensions[get_column_letter(column)].width = width / 2
        for row, column, cell in block.placed():
            for down in range(cell.down):
                for across in range(cell.across):
                    page.cell(row + 1 + down, column + 1 + across).border = border
            made = page.cell(row + 1, column + 1, cell.text)
            made.font = Font(name="黑体" if cell.label else "宋体", size=10)
            made.alignment = Alignment(horizontal=cell.align.value, vertical="center", wrap_text=True)
            if cell.across > 1 or cell.down > 1:
                page.merge_cells(start_row=row + 1, start_column=column + 1,
                                 end_row=row + cell.down, end_column=column + cell.across)  # fmt: skip
    book.save(BytesIO())
