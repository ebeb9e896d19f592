"""How each kind of paragraph is set: face, size, indent, pitch (GB/T 9704-2012).  The one place that knows.

Sizes by their Chinese names: 一号 26 pt, 二号 22 pt, 小二 18 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from core.report.blocks import HEADINGS, Style


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
    """One paragraph style.  Sizes, pitch and spaces in points, indents in characters of its own size.

    ``first_indent`` counts from ``left_indent``; below zero the first line hangs out.  The space ``before`` is dropped
    on top of a page unless ``before_on_top``; ``at_foot`` sets the paragraph on the last lines of the page.
    """

    face: Face
    size: float
    pitch: float
    justify: Justify = Justify.BOTH
    bold: bool = False
    first_indent: float = 0.0
    left_indent: float = 0.0
    right_indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    before_on_top: bool = False
    at_foot: bool = False


BODY_PITCH = 28.8  # 22 lines on a page of 225 mm

# On a cover the title stands a third down the page.  Its lines hang by the five characters of “项目名称：”, so that a
# long name goes on below itself.
STYLES = MappingProxyType(
    {
        Style.COVER_TITLE: TextStyle(Face.TITLE, 26, 44, Justify.CENTER, before=130, after=110, before_on_top=True),
        Style.COVER_LINE: TextStyle(Face.FANG, 16, 36, Justify.LEFT, first_indent=-5, left_indent=9, right_indent=2),
        Style.COVER_DATE: TextStyle(Face.FANG, 16, BODY_PITCH, Justify.CENTER, at_foot=True),
        Style.CONTENTS_TITLE: TextStyle(Face.TITLE, 22, 34, Justify.CENTER, after=14, keep_with_next=True),
        Style.ATTACHMENT: TextStyle(Face.HEI, 16, BODY_PITCH, Justify.LEFT, keep_with_next=True),
        Style.TITLE: TextStyle(Face.TITLE, 22, 34, Justify.CENTER, after=6, keep_with_next=True),
        Style.SUBTITLE: TextStyle(Face.KAI, 16, BODY_PITCH, Justify.CENTER, after=6, keep_with_next=True),
        Style.PART: TextStyle(Face.TITLE, 18, 32, Justify.CENTER, before=14, after=8, keep_with_next=True),
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

_ENTRY = TextStyle(Face.FANG, 14, 26, Justify.LEFT, first_indent=-2, left_indent=2, right_indent=3)
CONTENTS_ENTRIES = (
    replace(_ENTRY, face=Face.HEI),
    *(replace(_ENTRY, left_indent=2 + 2 * (level - 1)) for level in range(1, len(HEADINGS))),
)
"""The lines of a contents page by level.  A long one hangs; the page number stands in the right indent."""
ENTRY_LEADER = "."

CELL = TextStyle(Face.SONG, 10.5, 14, Justify.LEFT)
CELL_LABEL = TextStyle(Face.HEI, 10.5, 14, Justify.CENTER)
CELL_PADDING_MM = 1.2
RULE_POINTS = 0.5
BELOW_TABLE = 6.0  # points between a table and the paragraph below it
PAGE_NUMBER = TextStyle(Face.SONG, 14, 18, Justify.CENTER)
PAGE_NUMBER_BELOW_TEXT_MM = 7.0


def page_number_text(number: int) -> str:
    """The line at the foot of a page: “— 1 —”."""
    return f"— {number} —"
