"""Live figures in a text document: real text whose character format names the figure, taken as one unit.

A document is cut into the pieces of :mod:`core.report.wording` and made from them; nothing here knows a widget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from core.report.figures import Figure
from core.report.wording import BLANK, Piece
from ui.look.tokens import color

_PATH = QTextFormat.Property.UserProperty.value + 1
_SPEC = _PATH + 1
_SHOWN = _PATH + 2
_NUMBER = _PATH + 3  # keeps two figures of one path side by side apart
_CAPTION = _PATH + 4

_EDGE = "\u202f"  # room inside the ground; it does not let a line break between figure and punctuation
_BLANK_BEFORE_UNIT = "\u00a0"
_JOIN = "\u2060"
_WITH_UNIT = re.compile(r"([≥≤=<>]?-?\d[\d.,]*)(\D{1,6})")
_ONLY_ON_SCREEN = str.maketrans("", "", _EDGE + _BLANK_BEFORE_UNIT + _JOIN)

_numbers = count(1)
Find = Callable[[str, str], Figure]


@dataclass(frozen=True, slots=True)
class Live:
    """A live figure where it stands in a document: from ``start`` up to ``end``.

    ``text`` stands there now, ``shown`` is what was put there; they differ while an edit has cut or stretched it.
    """

    start: int
    end: int
    path: str
    spec: str
    caption: str
    shown: str
    text: str

    @property
    def missing(self) -> bool:
        """Whether the figure has no value."""
        return printed(self.shown) == BLANK


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure whose text was replaced: where it ended, and by how much longer it is now."""

    end: int
    by: int


def on_screen(text: str) -> str:
    """A figure's text as it is shown: figure and unit with a blank between and never parted at a line end."""
    found = _WITH_UNIT.fullmatch(text)
    body = f"{found[1]}{_BLANK_BEFORE_UNIT}{_JOIN.join(found[2])}" if found else text.replace("\n", " ")
    return f"{_EDGE}{_EDGE}{body}{_EDGE}{_EDGE}"


def printed(shown: str) -> str:
    """A figure's text without what is only there for the screen."""
    return shown.translate(_ONLY_ON_SCREEN)


def figures_in(document: QTextDocument) -> Iterator[Live]:
    """The live figures of a document in order."""
    block = document.begin()
    while block.isValid():
        yield from figures_of(block)
        block = block.next()


def figures_of(block: QTextBlock) -> Iterator[Live]:
    """The live figures of one paragraph in order."""
    for position, text, style in _fragments(block):
        if style.hasProperty(_PATH):
            yield Live(
                position,
                position + len(text),
                style.stringProperty(_PATH),
                style.stringProperty(_SPEC),
                style.stringProperty(_CAPTION),
                style.stringProperty(_SHOWN),
                text,
            )


def figure_at(document: QTextDocument, position: int) -> Live | None:
    """The figure a position lies strictly inside of."""
    inside = figures_of(document.findBlock(position))
    return next((live for live in inside if live.start < position < live.end), None)


def figure_beside(document: QTextDocument, position: int, *, before: bool) -> Live | None:
    """The figure that ends (or, not ``before``, begins) at a position."""
    around = figures_of(document.findBlock(position))
    return next((live for live in around if (live.end if before else live.start) == position), None)


def is_live(style: QTextCharFormat) -> bool:
    """Whether a character format belongs to a live figure."""
    return style.hasProperty(_PATH)


def pieces_of(document: QTextDocument, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """The text between two positions (default: all) as pieces; a figure only partly inside is plain text."""
    last = document.characterCount() if end is None else end
    out: list[Piece] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < last:
        if out or block.position() > start:
            out.append(Piece("\n"))
        for position, text, style in _fragments(block):
            part = text[max(start - position, 0) : max(last - position, 0)]
            if not part:
                continue
            whole = part == text and is_live(style)
            path, spec = (style.stringProperty(_PATH), style.stringProperty(_SPEC)) if whole else ("", "")
            out.append(Piece(printed(part) if is_live(style) else _plain(part), path, spec))
        block = block.next()
    return tuple(out)


def put(cursor: QTextCursor, pieces: tuple[Piece, ...]) -> None:
    """Insert pieces at a cursor, as one step."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for piece in pieces:
        if piece.path:
            shown = on_screen(piece.text)
            cursor.insertText(shown, _style(piece.path, piece.spec, piece.caption, shown, next(_numbers)))
        else:
            cursor.insertText(piece.text, QTextCharFormat())
    cursor.endEditBlock()


def stale(document: QTextDocument, find: Find) -> bool:
    """Whether some figure does not show its present value."""
    return any(_differs(live, find(live.path, live.spec)) for live in figures_in(document))


def refresh(document: QTextDocument, find: Find) -> tuple[Moved, ...]:
    """Let every figure show its present value; returns the places that changed, last first."""
    moved: list[Moved] = []
    for live in reversed(tuple(figures_in(document))):
        figure = find(live.path, live.spec)
        if _differs(live, figure):
            shown = on_screen(figure.text or BLANK)
            style = _style(live.path, live.spec, figure.caption, shown, next(_numbers))
            _over(document, live.start, live.end).insertText(shown, style)
            moved.append(Moved(live.end, len(shown) - (live.end - live.start)))
    return tuple(moved)


def _differs(live: Live, figure: Figure) -> bool:
    return live.shown != on_screen(figure.text or BLANK) or live.caption != figure.caption


def recolour(document: QTextDocument) -> None:
    """Give every figure the ink of the scheme in force."""
    for live in tuple(figures_in(document)):
        style = QTextCharFormat()
        style.setForeground(_ink(live.shown))
        _over(document, live.start, live.end).mergeCharFormat(style)


def mend(document: QTextDocument) -> None:
    """After an edit: what was typed at or over a figure is plain text, and what is left of a cut figure goes too."""
    for live in reversed(tuple(figures_in(document))):
        if live.text == live.shown:
            continue
        cursor = QTextCursor(document)
        cursor.joinPreviousEditBlock()
        if live.text in live.shown:
            _over(document, live.start, live.end).removeSelectedText()
        else:
            at = live.text.find(live.shown)
            kept = live.start + at if at >= 0 else live.end
            for start, end in ((live.start, kept), (kept + len(live.shown), live.end)):
                if start < end:
                    _over(document, start, end).setCharFormat(QTextCharFormat())
        cursor.endEditBlock()


def where(document: QTextDocument, phrase: str) -> tuple[int, int] | None:
    """Where a phrase stands in a document, blanks left out of account; None when nowhere."""
    wanted = "".join(phrase.split()).translate(_ONLY_ON_SCREEN)
    kept = [
        (character, block_position + number)
        for block_position, text in _paragraphs(document)
        for number, character in enumerate(text)
        if not character.isspace() and character not in (_EDGE, _BLANK_BEFORE_UNIT, _JOIN)
    ]
    at = "".join(character for character, _ in kept).find(wanted) if wanted else -1
    return None if at < 0 else (kept[at][1], kept[at + len(wanted) - 1][1] + 1)


def _paragraphs(document: QTextDocument) -> Iterator[tuple[int, str]]:
    block = document.begin()
    while block.isValid():
        yield block.position(), block.text()
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[tuple[int, str, QTextCharFormat]]:
    """Position, text and format of each stretch of one format."""
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.isValid():
            yield fragment.position(), fragment.text(), fragment.charFormat()
        step += 1


def _over(document: QTextDocument, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _plain(text: str) -> str:
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def _style(path: str, spec: str, caption: str, shown: str, number: int) -> QTextCharFormat:
    style = QTextCharFormat()
    for name, value in ((_PATH, path), (_SPEC, spec), (_CAPTION, caption), (_SHOWN, shown), (_NUMBER, number)):
        style.setProperty(name, value)
    style.setForeground(_ink(shown))
    return style


def _ink(shown: str) -> object:
    return color("amber" if printed(shown) == BLANK else "accent")
