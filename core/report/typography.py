"""How each kind of paragraph is set: face, size, indent, pitch (GB/T 9704-2012).  The one place that knows.

Sizes by their Chinese names: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.report.blocks import Style


class Face(StrEnum):
    """The official faces by their official font names, as they are written into docx and xlsx."""

    TITLE = "方正小标宋简体"
    HEI = "黑体"
    KAI = "楷体_GB2312"
    FANG = "仿宋_GB2312"
    SONG = "宋体"


LATIN_FACE = "Times New Roman"


class Justify(StrEnum):
    """How the lines of a paragraph are set between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One paragraph style.  Sizes and pitch in points, indents in characters of its own size."""

    face: Face
    size: float
    pitch: float
    justify: Justify = Justify.BOTH
    bold: bool = False
    first_indent: float = 0.0
    right_indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False


BODY_PITCH = 28.8  # 22 lines on a page of 225 mm

STYLES = MappingProxyType(
    {
        Style.ATTACHMENT: TextStyle(Face.HEI, 16, BODY_PITCH, Justify.LEFT, keep_with_next=True),
        Style.TITLE: TextStyle(Face.TITLE, 22, 34, Justify.CENTER, after=6, keep_with_next=True),
        Style.SUBTITLE: TextStyle(Face.KAI, 16, BODY_PITCH, Justify.CENTER, after=6, keep_with_next=True),
        Style.HEADING_1: TextStyle(Face.HEI, 16, BODY_PITCH, first_indent=2, keep_with_next=True),
        Style.HEADING_2: TextStyle(Face.KAI, 16, BODY_PITCH, first_indent=2, keep_with_next=True),
        Style.HEADING_3: TextStyle(Face.FANG, 16, BODY_PITCH, first_indent=2, keep_with_next=True),
        Style.HEADING_4: TextStyle(Face.FANG, 16, BODY_PITCH, first_indent=2, keep_with_next=True),
        Style.BODY: TextStyle(Face.FANG, 16, BODY_PITCH, first_indent=2),
        Style.TABLE_TITLE: TextStyle(Face.HEI, 12, 20, Justify.CENTER, before=6, after=4, keep_with_next=True),
        Style.TABLE_NOTE: TextStyle(Face.SONG, 10.5, 16, Justify.LEFT, before=2, after=2, keep_with_next=True),
        Style.SIGNATURE: TextStyle(Face.FANG, 16, BODY_PITCH, Justify.RIGHT, right_indent=4),
    }
)

CELL = TextStyle(Face.SONG, 10.5, 14, Justify.LEFT)
CELL_LABEL = TextStyle(Face.HEI, 10.5, 14, Justify.CENTER)
CELL_PADDING_MM = 1.2
RULE_POINTS = 0.5
PAGE_NUMBER = TextStyle(Face.SONG, 14, 18, Justify.CENTER)
PAGE_NUMBER_BELOW_TEXT_MM = 7.0


def page_number_text(number: int) -> str:
    """The line at the foot of a page: “— 1 —”."""
    return f"— {number} —"
