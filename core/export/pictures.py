"""The pages of a pdf as pictures, for the preview beside the form."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import pypdfium2

PDFIUM = Lock()
"""Held by whoever calls pdfium: it knows nothing of threads, and crashes when two use it at once."""

Colour = tuple[int, int, int]  # red, green, blue, 0 to 255
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_OPAQUE = 255
_LESS = 0.01  # pixels: pdfium rounds up, and a width that is a hair too wide would be one pixel more


@dataclass(frozen=True, slots=True)
class Picture:
    """The pixels of a page, line by line from the top; each is blue, green, red and a byte without meaning."""

    width: int
    height: int
    stride: int  # bytes from one line to the next
    pixels: bytes


class Pages:
    """An open pdf.  Close it, or use it in a ``with`` statement."""

    def __init__(self, data: bytes) -> None:
        """``data`` is a pdf of our own: one that cannot be read is a bug."""
        import pypdfium2  # not before somebody looks at a page: it is slow to load

        with PDFIUM:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
        """Width and height of every page in points."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def picture(self, number: int, width: int, paper: Colour = WHITE, ink: Colour = BLACK) -> Picture:
        """Page ``number``, from 0, as a picture ``width`` pixels wide; our documents have one ink."""
        with PDFIUM:
            page = self._document[number]
            try:
                bitmap = page.render(
                    scale=(width - _LESS) / self.sizes[number][0],
                    fill_color=(*paper, _OPAQUE),
                    color_scheme=_scheme(ink),
                    prefer_bgrx=True,
                    may_draw_forms=False,
                )
                made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                bitmap.close()
            finally:
                page.close()
        return made

    def close(self) -> None:
        """Let go of the pdf."""
        with PDFIUM:
            self._document.close()


def _scheme(ink: Colour) -> pypdfium2.PdfColorScheme | None:
    if ink == BLACK:
        return None
    import pypdfium2

    colour = (*ink, _OPAQUE)
    return pypdfium2.PdfColorScheme(path_fill=colour, path_stroke=colour, text_fill=colour, text_stroke=colour)
