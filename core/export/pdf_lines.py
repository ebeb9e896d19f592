"""Text becomes lines: where a line may end, and how its characters are spread between the margins.

Chinese rules (GB/T 15834-2011, 5.1; GB/T 9704-2012, 5.2): closing marks never begin a line, opening marks never end
one, ——, …… and ＿＿ are not torn, and a figure stays with its sign and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.export.fonts import LATIN_CHARACTERS, Chain, Font
from core.report.typography import Justify

OPENING = r"（〔［｛《〈“‘「『【〖(\[{￥¥"
CLOSING = r"，。、；：？！）〕］｝》〉”’」』】〗·％‰℃!),.:;?\]}"
UNITS = (
    "个百分点|公里|平方米|立方米|公斤|小时|工作日|人次|人天|人月|万张|人|户|家|个|件|次|项|套|台|辆|亩|年|月|日|天|岁|张|份|篇|"
    "名|批|期|分|倍|米|吨|元|条|例|场|所|处|座|㎡|℃|％|‰"
)
SIGNS = r"≥≤＞＜＝><=±≈+\-－~～∶"
FIGURE = rf"[{SIGNS}]*[0-9０-９](?:[0-9０-９.,:：/%％‰\-+×~～—]*[0-9０-９%％‰])?[百千万亿]*(?:{UNITS})?"
WORD = r"[!-'*-~À-ſ]+"
UNBROKEN = re.compile(rf"[{OPENING}]*(?:{FIGURE}|{WORD}|—+|…+|＿+|[^\n])[{CLOSING}]*")
TORN = re.compile(  # how an unbroken piece is parted when a line is too narrow for it
    rf"[{OPENING}]*(?:[0-9](?:[0-9.,]*[0-9%])?|[A-Za-z]+|[^\n])[{CLOSING}]*"
)

HALF_EMPTY_AT_END = frozenset("，。、；：）〕］》〉】」』！？”’")
SQUEEZE = 0.014  # ems by which a gap may be narrowed: 28 characters of 16 pt on 156 mm (GB/T 9704-2012, 5.2.3)
TOLERANCE = 0.01  # points of rounding
STRETCH = 0.3  # ems by which a gap may be widened before the line is rather left short
MARKS = frozenset("，。、；：")
MARK_SQUEEZE = 0.35  # ems that a mark inside a line may give up, so that a long figure still comes onto it
LOOSE = 1.5  # ems that must be left over on a line before its marks are asked for it
SHORT_LAST = 0.4  # of the measure: a centred last line below that looks forgotten


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font, ``x`` points from the line's left edge, each followed by ``spacing`` extra points."""

    font: Font
    text: str
    x: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: ``width`` points wide, in one size."""

    runs: tuple[Run, ...]
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line: ``left`` and ``top`` of its pitch in points from the top left corner of what it stands in."""

    left: float
    top: float
    pitch: float
    line: Line


@dataclass(frozen=True, slots=True)
class Measure:
    """How a paragraph is set: points, but for the first line's indent, which is in ems."""

    size: float
    width: float
    justify: Justify = Justify.LEFT
    first_indent: float = 0.0


Piece = tuple[str, Chain]  # text that is not parted, and where its characters come from


def set_lines(spans: Iterable[tuple[str, Chain]], measure: Measure) -> tuple[Line, ...]:
    """The lines of one paragraph; line feeds inside the spans begin a new line.  An empty text is one empty line."""
    lines: list[Line] = []
    indent = measure.first_indent * measure.size
    for part in _forced_lines(spans):
        rows = tuple(_filled(part, measure, indent))
        lines.extend(
            _spread(row, measure, indent if first else 0.0, last)
            for row, first, last in ((row, i == 0, i == len(rows) - 1) for i, row in enumerate(rows))
        )
        indent = 0.0
    return tuple(lines)


def set_centred(text: str, chain: Chain, measure: Measure, even: bool = False) -> tuple[Line, ...]:
    """Centred lines; if ``even`` or where the last one would hold but a word, all are made about equally long."""
    return tuple(line for part in text.split("\n") for line in _centred(part, chain, measure, even))


def _centred(text: str, chain: Chain, measure: Measure, even: bool) -> tuple[Line, ...]:
    lines = set_lines(((text, chain),), measure)
    short = lines[-1].width < SHORT_LAST * measure.width
    if len(lines) < 2 or not (even or short):
        return lines
    pieces = _fitting([(piece, chain) for piece in UNBROKEN.findall(_printable(text))], measure)
    widest = max(width_of(*piece, measure.size) - _overhang(piece, measure.size) for piece in pieces)
    width = max(sum(line.width for line in lines) / len(lines), widest)
    while width < measure.width:
        narrow = set_lines(((text, chain),), replace(measure, width=width))
        if len(narrow) == len(lines):
            aside = (measure.width - width) / 2
            return tuple(
                replace(line, runs=tuple(replace(run, x=run.x + aside) for run in line.runs)) for line in narrow
            )
        width += measure.size / 2
    return lines


def width_of(text: str, chain: Chain, size: float) -> float:
    """Points that ``text`` takes on one line."""
    return sum(chain[character][1] for character in text) * size


def _forced_lines(spans: Iterable[tuple[str, Chain]]) -> Iterator[list[Piece]]:
    """The unbroken pieces between two line feeds."""
    pieces: list[Piece] = []
    for text, chain in spans:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield pieces
                pieces = []
            pieces.extend((piece, chain) for piece in UNBROKEN.findall(_printable(part)))
    yield pieces


def _printable(text: str) -> str:
    """Without control characters, which have no glyph."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def _filled(pieces: list[Piece], measure: Measure, indent: float) -> Iterator[list[Piece]]:
    """As many pieces on each line as fit."""
    size, room = measure.size, measure.width - indent
    row: list[Piece] = []
    used, count = 0.0, 0
    for piece in _fitting(pieces, measure):
        text, chain = piece
        wide = chain[text][1] * size if len(text) == 1 else width_of(text, chain, size)
        lacking = used + wide - room - SQUEEZE * size * (count + len(text) - 1) - TOLERANCE
        if row and lacking > 0 and not _marks_give(lacking - _overhang(piece, size), room - used, row, size):
            yield row
            row, used, count, room = [], 0.0, 0, measure.width
            if text.isspace():
                continue
        row.append(piece)
        used += wide
        count += len(text)
    yield row


def _marks_give(lacking: float, spare: float, row: list[Piece], size: float) -> bool:
    """Whether one more piece fits: at once, or through narrower marks on a line that would else be spread wide."""
    if lacking <= 0:
        return True
    if spare < LOOSE * size:
        return False
    return lacking <= MARK_SQUEEZE * size * sum(text[-1] in MARKS for text, _ in row)


def _fitting(pieces: list[Piece], measure: Measure) -> Iterator[Piece]:
    """The pieces, those wider than a whole line parted: first between figure and unit, then anywhere."""
    for text, chain in pieces:
        most = measure.width + _overhang((text, chain), measure.size)
        if len(text) == 1 or width_of(text, chain, measure.size) <= most:
            yield text, chain
            continue
        for part in TORN.findall(text):
            fits = width_of(part, chain, measure.size) <= measure.width
            yield from ((part, chain),) if fits else ((character, chain) for character in part)


def _overhang(piece: Piece, size: float) -> float:
    """What a mark at the end of a line may hang out: its empty right half."""
    text, chain = piece
    return size / 2 if text[-1] in HALF_EMPTY_AT_END and chain[text[-1]][1] > 0.8 else 0.0


def _spread(row: list[Piece], measure: Measure, indent: float, last: bool) -> Line:
    """Place the characters of a full line, or of the ``last`` one of its paragraph."""
    while row and row[-1][0].isspace():
        row = row[:-1]
    groups, size = _grouped(row), measure.size
    natural = sum(group.ems for group in groups) * size
    gaps = sum(group.slots for group in groups) - 1
    room = measure.width - indent
    if row and natural > room:
        natural -= min(_overhang(row[-1], size), natural - room)
    spacing = mark_spacing = 0.0
    if gaps > 0 and (natural > room or (measure.justify is Justify.BOTH and not last)):
        spacing = (room - natural) / gaps
        spacing = max(spacing, -SQUEEZE * size) if spacing <= STRETCH * size else 0.0
        natural += spacing * gaps
        if natural > room + TOLERANCE:
            groups = _grouped(row, part_at_marks=True)
            marks = sum(group.ends_with_mark for group in groups[:-1])
            mark_spacing = (room - natural) / marks if marks else 0.0
            natural += mark_spacing * marks
    left = indent + _shift(measure, room - natural)
    return Line(tuple(_runs(groups, size, spacing, mark_spacing, left)), size, natural)


def _shift(measure: Measure, spare: float) -> float:
    """How far the line begins from its left edge."""
    match measure.justify:
        case Justify.CENTER:
            return spare / 2
        case Justify.RIGHT:
            return spare
        case _:
            return 0.0


@dataclass(slots=True)
class _Group:
    """Neighbours of one font and one kind: Chinese characters take space between them, Latin words and figures not."""

    font: Font
    loose: bool
    text: list[str]
    ems: float

    @property
    def slots(self) -> int:
        """Places behind a character where space may go."""
        return len(self.text) if self.loose else 1

    @property
    def ends_with_mark(self) -> bool:
        """Whether a mark stands at its end that may give up the empty half of its square."""
        return self.text[-1] in MARKS


def _grouped(row: list[Piece], part_at_marks: bool = False) -> list[_Group]:
    groups: list[_Group] = []
    for text, chain in row:
        for character in text:
            font, ems = chain[character]
            loose = character not in LATIN_CHARACTERS
            group = groups[-1] if groups else None
            same = group is not None and group.font is font and group.loose is loose
            if group and same and not (part_at_marks and group.ends_with_mark):
                group.text.append(character)
                group.ems += ems
            else:
                groups.append(_Group(font, loose, [character], ems))
    return groups


def _runs(groups: list[_Group], size: float, spacing: float, mark_spacing: float, x: float) -> Iterator[Run]:
    for group in groups:
        yield Run(group.font, "".join(group.text), x, spacing if group.loose else 0.0)
        x += group.ems * size + group.slots * spacing + (mark_spacing if group.ends_with_mark else 0.0)
