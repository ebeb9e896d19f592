"""Which font file sets which character: official faces where the machine has them, the bundled ones elsewhere.

The official faces (方正小标宋简体, 仿宋_GB2312 …) may not be shipped, and several hold GB 2312 only; so every face is a
chain of files, and each character is set from the first file that has it.  The window asks here for its own fonts when
it starts, so reportlab is loaded no sooner than a font file is opened.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from core.report.typography import Face
from core.trouble import ExportTrouble

if TYPE_CHECKING:
    from core.export.pdf_face import PdfFont, Subfont

BUNDLED = Path(__file__).resolve().parents[2] / "resources" / "fonts"

ONE_AT_A_TIME = Lock()
"""Held by whoever sets or draws text: an open font of reportlab remembers where it was last read."""


@dataclass(frozen=True, slots=True)
class Font:
    """One face in one file.  ``name`` is its PostScript name; no two fonts share one."""

    name: str
    path: Path
    index: int = 0

    def opened(self) -> PdfFont | None:
        """Return the face itself, read once per process; None if a file of the machine holds none that can be used.

        :raises ExportTrouble: the file is one of our own and missing or damaged.
        """
        return _opened(self)


@cache
def _opened(font: Font) -> PdfFont | None:
    from core.export.pdf_face import FontFault, PdfFont

    try:
        return PdfFont(font.name, font.path, font.index)
    except FontFault as fault:
        if font.path.parent == BUNDLED:
            raise ExportTrouble(f"程序自带的字体文件“{font.path.name}”打不开，请重新安装本程序后再导出") from fault
        return None


SONG = Font("NotoSerifSC-Regular", BUNDLED / "song.ttf")
SONG_RARE = Font("JPBRareSong-Regular", BUNDLED / "song-rare.ttf")
SONG_BOLD = Font("NotoSerifSC-Bold", BUNDLED / "song-bold.ttf")
HEI = Font("NotoSansSC-Regular", BUNDLED / "hei.ttf")
HEI_BOLD = Font("NotoSansSC-Bold", BUNDLED / "hei-bold.ttf")
KAI = Font("FandolKai-Regular", BUNDLED / "kai.ttf")
FANG = Font("FandolFang-Regular", BUNDLED / "fang.ttf")
LATIN = Font("JPBLatin-Regular", BUNDLED / "latin.ttf")
LATIN_BOLD = Font("JPBLatin-Bold", BUNDLED / "latin-bold.ttf")
LAST_RESORT = (SONG, HEI, SONG_RARE)

# The names inside a file under which an installed font counts as the official face, best first (GB 2312 editions hold
# only 6763 characters, so the fuller 仿宋 and 楷体 of Windows stand behind them), and the bundled face that stands in.
OFFICIAL: dict[Face, tuple[tuple[str, ...], Font, str]] = {
    Face.TITLE: (
        ("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0", "FZXiaoBiaoSong-B05", "FZXBSK--GBK1-0"),
        SONG_BOLD,
        "加粗宋体",
    ),
    Face.HEI: (("SimHei",), HEI, "思源黑体"),
    Face.KAI: (("KaiTi_GB2312", "KaiTi"), KAI, "Fandol 楷体"),
    Face.FANG: (("FangSong_GB2312", "FangSong"), FANG, "Fandol 仿宋"),
    Face.SONG: (("SimSun",), SONG, "思源宋体"),
}
# Times New Roman by its PostScript names, for all its styles are one family, and what stands in.
TIMES = "TimesNewRomanPSMT", LATIN
TIMES_BOLD = "TimesNewRomanPS-BoldMT", LATIN_BOLD
# Nobody draws a bold 仿宋 or 楷体: their bold is 黑体, as printers have always done it.
BOLD_OF = {Face.TITLE: SONG_BOLD, Face.SONG: SONG_BOLD, Face.HEI: HEI_BOLD}

# File names that are worth opening when the machine is searched for the faces above.
LIKELY_FILE = re.compile(
    r"(?:sim(?:sun|hei|kai|fang|li)|fangsong|kaiti|song|fzxbs|xbs|times|tnr|宋|黑|楷).*\.(?:ttf|ttc)$", re.IGNORECASE
)
LATIN_CHARACTERS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180)))) - {"×", "÷"}


class Chain(dict[str, tuple[Font, float]]):
    """Character -> (font, width in ems): the first font that has it.  Fills itself while it is used."""

    def __init__(self, latin: tuple[Font, ...], fonts: tuple[Font, ...]) -> None:
        """``latin`` is asked first for Latin letters and figures; the last of ``fonts`` must be a bundled one."""
        super().__init__()
        self._latin = latin
        self._fonts = fonts

    def __missing__(self, character: str) -> tuple[Font, float]:
        order = (*self._latin, *self._fonts) if character in LATIN_CHARACTERS else (*self._fonts, *self._latin)
        font, face = next(_having(order, character), None) or self._boxed(character)
        self[character] = entry = (font, face.width(character))
        return entry

    def _boxed(self, character: str) -> tuple[Font, PdfFont]:
        (last,) = _usable(self._fonts[-1:])
        last[1].box(character)
        return last


def _having(fonts: Iterable[Font], character: str) -> Iterator[tuple[Font, PdfFont]]:
    return ((font, face) for font, face in _usable(fonts) if face.has(character))


def _usable(fonts: Iterable[Font]) -> Iterator[tuple[Font, PdfFont]]:
    for font in fonts:
        face = font.opened()
        if face is not None:
            yield font, face


class FontSet:
    """The faces a pdf is set in.  Opens a file only when a character is asked of it."""

    def __init__(self, installed: dict[str, Font]) -> None:
        """``installed``: name in ``OFFICIAL`` or ``TIMES`` -> file of this machine."""
        self._installed = installed
        self._chains: dict[tuple[Face, bool], Chain] = {}

    def chain(self, face: Face, bold: bool = False) -> Chain:
        """Where each character of ``face`` comes from."""
        key = (face, bold)
        if key not in self._chains:
            self._chains[key] = self.chain(Face.HEI) if bold and face not in BOLD_OF else self._linked(face, bold)
        return self._chains[key]

    def _linked(self, face: Face, bold: bool) -> Chain:
        own = self._official(face)
        bundled = OFFICIAL[face][1]
        if bold and face is not Face.TITLE:  # 小标宋 is a heavy face already
            own, bundled = (), BOLD_OF[face]
        fonts = tuple(dict.fromkeys((*own, bundled, *LAST_RESORT)))
        heavy = bundled in (SONG_BOLD, HEI_BOLD) and not own
        return Chain(() if face is Face.HEI else self._latin(heavy), fonts)

    def _official(self, face: Face) -> tuple[Font, ...]:
        return tuple(dict.fromkeys(self._installed[name] for name in OFFICIAL[face][0] if name in self._installed))

    def _latin(self, heavy: bool) -> tuple[Font, ...]:
        name, bundled = TIMES_BOLD if heavy else TIMES
        return (self._installed.get(name, bundled),)

    def runs(self, text: str, face: Face, bold: bool = False) -> tuple[tuple[str, str], ...]:
        """``text`` cut where the font changes: (font name, part)."""
        chain = self.chain(face, bold)
        return tuple((font.name, "".join(part)) for font, part in groupby(text, lambda character: chain[character][0]))

    @cached_property
    def substitutions(self) -> tuple[tuple[str, str], ...]:
        """(official face that this machine lacks, face set in its place), in Chinese, to be told to the clerk."""
        return tuple((face.value, OFFICIAL[face][2]) for face in Face if not self._official(face))


@cache
def available(bundled_only: bool = False) -> FontSet:
    """The fonts of this machine; with ``bundled_only`` the same on every machine (tests, comparisons)."""
    if bundled_only:
        return FontSet({})
    return FontSet(_search(_system_folders()))


def bundled_ui_fonts() -> tuple[Path, ...]:
    """黑体, regular and bold, for a window on a machine without any Chinese font."""
    return HEI.path, HEI_BOLD.path


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA", str(home))
        return Path(windows, "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")
    if sys.platform == "darwin":
        office = Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts")
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), office
    return home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")


def _search(folders: Iterable[Path]) -> dict[str, Font]:
    """Name in ``OFFICIAL`` or ``TIMES`` -> font, from those files whose name is promising."""
    wanted = {name for names, _, _ in OFFICIAL.values() for name in names} | {TIMES[0], TIMES_BOLD[0]}
    found: dict[str, Font] = {}
    known: set[str] = set()
    for path, face in _faces(folders):
        if face.name not in known:  # the second copy of a face is of no use, and reportlab would mix them up
            known.add(face.name)
            for name in face.names & wanted:
                found.setdefault(name, Font(face.name, path, face.index))
    return found


def _faces(folders: Iterable[Path]) -> Iterator[tuple[Path, Subfont]]:
    from core.export.pdf_face import FontFault, subfonts

    for path in _promising_files(folders):
        try:
            yield from ((path, face) for face in subfonts(path))
        except FontFault:
            continue  # a damaged font of the machine: the next one or a bundled one serves


def _promising_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, inner, files in os.walk(folder):
            inner.sort()
            yield from (Path(place, name) for name in sorted(files) if LIKELY_FILE.search(name))
