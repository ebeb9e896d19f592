"""Make resources/fonts anew from public packages: ``python build/fonts.py`` (Debian with apt and npm, about a minute).

Needs fontTools (requirements-dev.txt), ``apt-get download`` and ``npm pack``; fetches nothing else.  The versions are
pinned, so that the same files come out again.  Sources, faces and licences are listed in resources/fonts/README.md.
"""

from __future__ import annotations

import bz2
import gzip
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"
DEBS = (
    "texlive-lang-chinese=2022.20230122-1",
    "fonts-liberation2=2.1.5-1",
    "unicode-data=15.0.0-1",
)
NPMS = ("@expo-google-fonts/noto-sans-sc@0.4.3", "@expo-google-fonts/noto-serif-sc@0.4.3")
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_PAPERS = "usr/share/doc/texlive-doc/fonts/fandol"
LIBERATION = "usr/share/fonts/truetype/liberation2"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
UNUSED_TABLES = "GSUB GPOS GDEF BASE STAT DSIG VORG vhea vmtx gasp fpgm prep cvt hdmx VDMX LTSH kern FFTM".split()
OUTLINE_ERROR = 1.0  # units of 1000 to the em by which a TrueType outline may leave the cubic one

LATIN_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF))
SYMBOL_RANGES = (
    *LATIN_RANGES,
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # letter-like, number forms
    (0x2190, 0x22FF),  # arrows, mathematical operators
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x2500, 0x266F),  # boxes, geometric and miscellaneous symbols
    (0x2700, 0x27BF),  # ticks and crosses
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # enclosed CJK, CJK compatibility units
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),  # full-width forms
)


@dataclass(frozen=True, slots=True)
class Face:
    """One bundled file: where it comes from, which characters it keeps, and under what name it goes."""

    file: str
    source: str
    characters: str  # "common", "latin" or "rare": whatever is neither
    rename: str = ""  # a reserved font name may not stay on a changed font, nor one name on two files


# Name characters that clerks meet and the lists above lack.
NAME_CHARACTERS = "龑喆堃昇镕䶮㛃玥珺甯犇骉"

SONG = "noto-serif-sc/package/400Regular/NotoSerifSC_400Regular.ttf"
FACES = (
    Face("song.ttf", SONG, "common"),
    Face("song-rare.ttf", SONG, "rare", "JPB Rare Song"),  # apart, because reading 20 000 glyphs takes its time
    Face("song-bold.ttf", "noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf", "common"),
    Face("hei.ttf", "noto-sans-sc/package/400Regular/NotoSansSC_400Regular.ttf", "common"),
    Face("hei-bold.ttf", "noto-sans-sc/package/700Bold/NotoSansSC_700Bold.ttf", "common"),
    Face("kai.ttf", f"{FANDOL}/FandolKai-Regular.otf", "common"),
    Face("fang.ttf", f"{FANDOL}/FandolFang-Regular.otf", "common"),
    Face("latin.ttf", f"{LIBERATION}/LiberationSerif-Regular.ttf", "latin", "JPB Latin"),
    Face("latin-bold.ttf", f"{LIBERATION}/LiberationSerif-Bold.ttf", "latin", "JPB Latin"),
)


def main() -> None:
    """Fetch, convert, write; print what came out."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        fetch(work)
        TARGET.mkdir(parents=True, exist_ok=True)
        copy_licences(work)
        latin, common = spread(LATIN_RANGES), common_characters(work)
        sets = {"latin": latin, "common": common, "rare": spread(((0x20, 0x10FFFF),)) - latin - common}
        for face in FACES:
            make(work / face.source, TARGET / face.file, sets[face.characters], face.rename)
            print(f"{face.file:16} {(TARGET / face.file).stat().st_size:>12,}")


def fetch(work: Path) -> None:
    """Unpack the Debian packages into ``work`` and each npm package into a folder of its own name."""
    subprocess.run(["apt-get", "download", *DEBS], cwd=work, check=True)
    for deb in sorted(work.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", deb.name, "."], cwd=work, check=True)
    for npm in NPMS:
        folder = work / npm.split("/")[1].split("@")[0]
        folder.mkdir()
        packed = subprocess.run(
            ["npm", "pack", "--silent", npm], cwd=folder, check=True, capture_output=True, text=True
        )
        subprocess.run(["tar", "xzf", packed.stdout.split()[-1]], cwd=folder, check=True)


def copy_licences(work: Path) -> None:
    """Lay each licence beside the fonts it speaks of."""
    shutil.copyfile(work / "noto-serif-sc/package/LICENSE_FONT", TARGET / "LICENSE-NotoSerifSC.txt")
    shutil.copyfile(work / "noto-sans-sc/package/LICENSE_FONT", TARGET / "LICENSE-NotoSansSC.txt")
    shutil.copyfile(work / "usr/share/doc/fonts-liberation2/copyright", TARGET / "LICENSE-Liberation.txt")
    shutil.copyfile(work / FANDOL_PAPERS / "README", TARGET / "LICENSE-Fandol.txt")
    (TARGET / "LICENSE-Fandol-GPL3.txt").write_bytes(
        gzip.decompress((work / FANDOL_PAPERS / "COPYING.gz").read_bytes())
    )


def spread(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """The code points of closed ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def common_characters(work: Path) -> set[int]:
    """通用规范汉字表 (8105, Unihan kTGH), GB 2312, some names and the symbols of official papers."""
    unihan = bz2.decompress((work / UNIHAN).read_bytes()).decode()
    general = {int(code, 16) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH", unihan, re.MULTILINE)}
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    national = {ord(text) for row in rows if (text := row.decode("gb2312", "ignore"))}
    return general | national | spread(SYMBOL_RANGES) | set(map(ord, NAME_CHARACTERS))


def make(source: Path, target: Path, characters: set[int], rename: str) -> None:
    """Cut ``source`` down to ``characters``, give it TrueType outlines and write it."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, notdef_outline=True, drop_tables=UNUSED_TABLES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters & set(font.getBestCmap()))
    subsetter.subset(font)
    if "CFF " in font:
        to_truetype(font)
    if rename:
        new_name(font, rename)
    font.save(target)


def to_truetype(font: TTFont) -> None:
    """Replace the cubic outlines of a CFF font by quadratic ones."""
    order, drawings = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawings[name].draw(Cu2QuPen(pen, OUTLINE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"):
        setattr(profile, field, 0)
    profile.maxZones, profile.maxSizeOfInstructions, profile.maxComponentElements = 1, 0, 0
    font["post"].formatType = 3.0
    font["glyf"].compile(font)
    for name in order:
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyphs[name], "xMin", 0))
    font.sfntVersion = "\000\001\000\000"


def new_name(font: TTFont, family: str) -> None:
    """Carry ``family`` in place of the reserved name; the copyright lines stay."""
    style = font["name"].getDebugName(2) or "Regular"
    texts = {1: family, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in texts:
            record.string = texts[record.nameID]


if __name__ == "__main__":
    main()
