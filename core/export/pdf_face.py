"""Font files as reportlab reads and embeds them: which characters, how wide, under which names."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFile

# reportlab itself checks little: a file cut short or patched by hand fails wherever its tables are read.
_DAMAGES = (TTFError, OSError, ValueError, LookupError, ArithmeticError, struct.error)
_RESTRICTED, _NO_SUBSET_OR_OUTLINES = 0x0002, 0x0300  # rights in a font's table OS/2, field fsType
_BEYOND_16_BITS = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)
_TO_UNICODE = "toUnicodeCMap:"  # how reportlab's document calls the tables that tell readers which character is drawn


class FontFault(Exception):
    """The file is no TrueType font that can be embedded; the caller takes another one."""


@dataclass(frozen=True, slots=True)
class Subfont:
    """One face inside a font file.  ``name`` is its PostScript name; ``names`` adds those of family and face."""

    index: int
    name: str
    names: frozenset[str]


def subfonts(path: Path) -> tuple[Subfont, ...]:
    """Return the faces of a .ttf or .ttc file that may be embedded, without reading their characters.

    :raises FontFault: the file is damaged or has PostScript outlines.
    """
    try:
        return tuple(_subfonts(path))
    except _DAMAGES as error:
        raise FontFault(f"{path.name}: {error}") from error


def _subfonts(path: Path) -> Iterator[Subfont]:
    index, count = 0, 1
    while index < count:
        face = TTFontFile(_MappedFile(path), charInfo=0, subfontIndex=index)
        count = face.numSubfonts if face.fileKind == "TTC" else 1
        if _may_be_embedded(face):
            names = [str(name, "utf-8") for name in (face.name, face.familyName, face.fullName)]
            yield Subfont(index, names[0], frozenset(names))
        index += 1


def _may_be_embedded(face: TTFontFile) -> bool:
    """Return what the maker of the font allows; reportlab reads it and goes on all the same."""
    if "OS/2" not in face.table:
        return True
    face.seek_table("OS/2", 8)
    rights: int = face.read_ushort()
    return rights & 0xF != _RESTRICTED and not rights & _NO_SUBSET_OR_OUTLINES


class PdfFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A face open for drawing under its ``name``.  Reading it takes about 2 ms for each thousand characters."""

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        """:raises FontFault: the file is damaged, has no TrueType outlines or no Unicode table."""
        try:
            super().__init__(name, _MappedFile(path), subfontIndex=index, asciiReadable=False)
        except _DAMAGES as error:
            raise FontFault(f"{path.name}: {error}") from error
        registerFont(self)

    def has(self, character: str) -> bool:
        """Return whether the face draws ``character``."""
        return bool(self.face.charToGlyph.get(ord(character)))

    def width(self, character: str) -> float:
        """Return the advance of ``character`` in ems."""
        width: float = self.face.getCharWidth(ord(character))
        return width / 1000

    def box(self, character: str) -> None:
        """Draw the box of a missing glyph for ``character``, so that at least its text can be copied."""
        self.face.charToGlyph.setdefault(ord(character), 0)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  # reportlab's own name
        """Embed the used glyphs.

        reportlab writes the code point of a rare character (𬭎 is U+2CB4E) as it is, where UTF-16 belongs.
        """
        super().addObjects(doc)
        for name, table in doc.idToObject.items():
            if name.startswith(_TO_UNICODE):
                table.content = _BEYOND_16_BITS.sub(_utf_16, table.content)


def _utf_16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


class _MappedFile:
    """A file that is read by being mapped: of 10 MB only the outlines in use come off the disk.

    reportlab takes a file in place of a path; given a path it would also look for the font elsewhere.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
