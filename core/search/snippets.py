"""The office's own snippets for running text: kept in the book as answers of the unit, ``snippet.<n>.name`` and
``snippet.<n>.text``, so that they travel with it and every change of them can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from core.edits import Batch, set_text
from core.links import TABLES
from core.model import UNIT_ROW, Book, Place
from core.report.paths import blank_of, parts, written

PREFIX = "snippet."  # of the unit's answers that are snippets
_LONGEST_NAME = 16  # letters of a text that name a snippet without a name
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text to put in again and again; live figures in it speak of the project it is put into."""

    number: int
    name: str
    text: str


def snippets(book: Book) -> tuple[Snippet, ...]:
    """The office's snippets, oldest first; one whose text is gone is none."""
    numbers = sorted(number for key in book.answers if (number := _number(key)))
    found = ((n, book.text(_place(n, "name")).strip(), book.text(_place(n, "text"))) for n in numbers)
    return tuple(Snippet(n, name or _named_by(text), text) for n, name, text in found)


def add_snippet(book: Book, name: str, text: str) -> Batch:
    """The step that keeps a text as a snippet; no step for a blank one.

    A live figure of one row, which another project does not have, becomes a blank to fill in.
    """
    if not text.strip():
        return Batch(())
    number = max((snippet.number for snippet in snippets(book)), default=0) + 1
    return _written(book, number, name.strip() or _named_by(text), _for_any_project(text))


def change_snippet(book: Book, number: int, name: str, text: str) -> Batch:
    """The step that renames a snippet or writes it anew; a blank text takes it out."""
    if not text.strip():
        return remove_snippet(book, number)
    return _written(book, number, name.strip() or _named_by(text), _for_any_project(text))


def remove_snippet(book: Book, number: int) -> Batch:
    """The step that takes a snippet out."""
    return _written(book, number, "", "")


def _written(book: Book, number: int, name: str, text: str) -> Batch:
    texts = {"name": name, "text": text}
    typed = (set_text(book, _place(number, part), new) for part, new in texts.items())
    return Batch(tuple(step for step in typed if step.old != step.new))


def _place(number: int, part: str) -> Place:
    return Place("answer", UNIT_ROW, f"{PREFIX}{number}.{part}")


def _number(key: str) -> int:
    """The number of the snippet whose text an answer holds; 0 for any other answer."""
    number = key.removeprefix(PREFIX).removesuffix(".text")
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return 0
    return int(number) if key == f"{PREFIX}{int(number)}.text" else 0


def _named_by(text: str) -> str:
    """A snippet without a name is called by its first words."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    plain = "".join(f"{piece}…" if path else piece for piece, path, _ in parts(first))
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME]}…"


def _for_any_project(text: str) -> str:
    pieces = []
    for piece, path, spec in parts(text):
        pieces += [piece, blank_of(spec) if _is_of_one_row(path) else written(path, spec) if path else ""]
    return "".join(pieces)


def _is_of_one_row(path: str) -> bool:
    """Whether a figure names a row or a project by its number."""
    head, _, rest = path.partition(".")
    return head in (*TABLES, "of") and rest.partition(".")[0].isdecimal()
