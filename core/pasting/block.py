"""Blocks of cells as WPS 表格, Excel and Calc put them on the clipboard: tab-separated text, and HTML tables.

A merged cell stands in its upper left place; the others it covers are blank, as in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

Block = tuple[tuple[str, ...], ...]
Merged = Mapping[tuple[int, int], tuple[int, int]]
"""Merged cells of a block: row and column of the upper left one, and how far it reaches down and across."""

_MOST_COLUMNS = 256  # a wider span is no table of ours
_UNSEEN = frozenset({"style", "script", "head", "title"})
_FIGURE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_AS_TEXT = """ style='mso-number-format:"\\@"' sdnum='1033;0;@'"""  # for Excel and WPS, for Calc
_BREAKS = frozenset({"br", "p", "div"})
_CHINESE = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_CHINESE})[ \t]*\n\s*(?={_CHINESE})")  # a line of the source that is no line of the text


def to_text(block: Block) -> str:
    """A block as those programs write it: tabs, CRLF, quotes only where a cell needs them."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in block)


def to_html(block: Block, merged: Merged | None = None) -> str:
    """A block as an HTML table; texts stay texts in Excel and Calc (1-2 is no date, 007 keeps its noughts)."""
    merged = merged or {}
    covered = {
        (row + r, column + c)
        for (row, column), (down, across) in merged.items()
        for r in range(down)
        for c in range(across)
        if r or c
    }
    rows = []
    for r, row in enumerate(block):
        cells = (_html_cell(text, merged.get((r, c), (1, 1))) for c, text in enumerate(row) if (r, c) not in covered)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    style = "br{mso-data-placement:same-cell;}"  # else Excel makes a row of each line
    return f'<meta charset="utf-8"><style>{style}</style><table border="1">{"".join(rows)}</table>'


def _html_cell(text: str, reach: tuple[int, int]) -> str:
    spans = "".join(f' {name}="{far}"' for name, far in zip(("rowspan", "colspan"), reach, strict=True) if far > 1)
    figure = _FIGURE.fullmatch(text) is not None
    style = "" if figure or not text else _AS_TEXT
    return f"<td{spans}{style}>{escape(text, quote=False).replace(chr(10), '<br>')}</td>"


def from_text(text: str, *, keep_empty: bool = False) -> Block:
    """A block from tab-separated text; empty rows at its end are none unless they are kept.

    Quoted cells may hold tabs, line breaks and doubled quotes.  A quote that is never closed before the end of a cell
    is a character like any other: “两不愁”三保障.
    """
    rest = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = []
    at = 0
    while at < len(rest):
        row: list[str] = []
        end = "\t"
        while end == "\t":
            cell, at = _cell(rest, at)
            row.append(cell.strip())
            end, at = rest[at : at + 1], at + 1
        rows.append(row)
    return _even(rows, keep_empty)


def from_html(html: str) -> Block:
    """The first table of an HTML text as a block; blank when there is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _even(reader.rows, keep_empty=False)


def from_clipboard(text: str, html: str = "") -> Block:
    """The block on a clipboard that offers plain text and perhaps HTML, which knows more of merged cells and lines."""
    return (from_html(html) if "<t" in html.lower() else ()) or from_text(text)


def _quoted(cell: str) -> str:
    """A cell of tab-separated text."""
    if not re.search(r'[\t\r\n"]', cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends."""
    if text.startswith('"', at):
        found = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)').match(text, at)
        if found is not None:
            return found[1].replace('""', '"'), found.end()
    ends = re.compile(r"[\t\n]").search(text, at)
    end = ends.start() if ends else len(text)
    return text[at:end], end


def _even(rows: list[list[str]], keep_empty: bool) -> Block:
    """Rows of one width."""
    while rows and not keep_empty and not any(rows[-1]):
        rows.pop()
    wide = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (wide - len(row))) for row in rows)


class _Reader(HTMLParser):
    """Collects the cells of the first table; a table inside a cell is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._depth = 0  # of tables
        self._done = False
        self._unseen = 0
        self._in_row = False
        self._text: list[str] | None = None  # of the open cell
        self._column = 0  # of the open cell
        self._covered: dict[int, int] = {}  # columns covered from above, and for how many rows more
        self._down = 1

    def close(self) -> None:
        """The end of the text."""
        super().close()
        self._end_row()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row, cell or line break."""
        self._unseen += tag in _UNSEEN
        self._depth += tag == "table"
        if self._done or self._depth != 1:
            return
        if tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS and self._text is not None:
            self._text.append("\v" if tag == "br" or "".join(self._text).strip() else "")

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
                self._done = True
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._text is not None and not self._unseen:
            self._text.append(data)

    def _begin_row(self) -> None:
        self._end_row()
        self.rows.append([])
        self._in_row = True

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        if not self._in_row:
            self._begin_row()
        self._skip_covered()
        self._text = []
        self._column = len(self.rows[-1])
        self._down = _span(attrs.get("rowspan"))
        wide = min(_span(attrs.get("colspan")), _MOST_COLUMNS)
        self.rows[-1] += [""] * wide
        if self._down > 1:
            self._covered |= dict.fromkeys(range(self._column, self._column + wide), self._down)

    def _skip_covered(self) -> None:
        """Blanks where a cell of a row above reaches down."""
        row = self.rows[-1]
        while self._covered.get(len(row), 0) > 0:
            row.append("")

    def _end_cell(self) -> None:
        if self._text is not None:
            self.rows[-1][self._column] = _shown("".join(self._text))
            self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._in_row:
            self._in_row = False
            self._skip_covered()
            self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}


def _span(text: str | None) -> int:
    number = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return max(number, 1)


def _shown(text: str) -> str:
    """The text of a cell as it is seen: blanks and line ends of the source mean one blank, between Chinese none."""
    plain = _WRAPPED.sub("", text.replace("\r", "").replace("\xa0", " "))
    lines = (" ".join(line.split()) for line in plain.split("\v"))
    return "\n".join(lines).strip()
