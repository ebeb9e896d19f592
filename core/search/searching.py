"""Finding words anywhere in a book, and replacing them in its running text.

Width and case do not matter: ＣＴ is ct, １２００ is 1200.  Live figures are no text: nothing in their braces is found,
and replacing never changes one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from core.edits import Batch, set_text
from core.fields import FIELDS
from core.forms.model import Form
from core.headers import called
from core.marks import notes
from core.model import ROW_TYPES, UNIT_ROW, Book, Dossier, Place, Project, Unit, text_fields
from core.office.adapted import form_in
from core.place_words import words_of
from core.reading import TYPED_OVER
from core.remembered import by_identity
from core.report.paths import BLANK, parts, written
from core.search.pinyin import initials
from core.years.deadline import is_deadline

MOST = 500  # hits listed at a time
_BESIDE = 16  # letters shown on both sides of what was found
_CUT = "…"  # where there is more of the text
_FIGURE = "\0"  # stands for a live figure while a text is searched
_TABLES = ("function", "economic", "goal", "indicator", "score_item", "evidence", "reason")
_NOT_TYPED = frozenset({"form", "scope", "period", "subject", "stamp"})  # what the program chose
_NAMES = {
    table: tuple(name for name in text_fields(kind) if name not in _NOT_TYPED)
    for table, kind in {"project": Project, **ROW_TYPES}.items()
}
_PAGES = {
    "unit": "基本信息",
    "project": "基本信息",
    "fund": "资金",
    "account": "决算",
    "function": "决算",
    "economic": "决算",
    "goal": "目标",
    "indicator": "指标",
    "score_item": "评分",
    "evidence": "佐证材料",
    "reason": "说明",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that holds the words: its cell, the words as they stand there (the first time) with what stands around
    them, how often they come, and where that is in words.  ``note``: they stand in the note on the cell."""

    place: Place
    before: str
    found: str
    after: str
    times: int
    where: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """What replacing would do to one text; live figures in it stand in braces."""

    place: Place
    before: str
    after: str
    times: int
    where: str


def find(book: Book, words: str, year: int = 0) -> tuple[Hit, ...]:
    """The texts that hold ``words``, page by page: the unit's own facts, ``year``, then the others, newest first.

    A project is found by the initials of its name as well.  No more than ``MOST`` are looked for.
    """
    wanted = _folded(words.strip())
    hits: list[Hit] = []
    if not wanted:
        return ()
    for dossier in (None, *_dossiers(book, sorted(book.years(), key=lambda each: each != year))):
        form = form_in(book, dossier.project if dossier else Project(UNIT_ROW, UNIT_ROW))
        for said in _texts_of_unit(book) if dossier is None else _texts_of(dossier):
            if wanted in said.folded:
                hits.append(_hit(form, dossier, said, wanted))
            elif _names_project(said) and is_called(said.text, wanted):
                hits.append(Hit(said.place, "", said.text, "", 1, _where(form, dossier, said.place)))
            else:
                continue
            if len(hits) == MOST:
                return tuple(hits)
    return tuple(hits)


def is_called(name: str, words: str) -> bool:
    """Whether a project's name holds these words, or they are some of its initials: ylj finds 城乡医疗救助."""
    wanted = _folded(words.strip())
    return wanted in _folded(name) or (wanted.isascii() and wanted.isalpha() and wanted in initials(name))


def _names_project(said: _Said) -> bool:
    return (said.place.table, said.place.field, said.note) == ("project", "name", False)


def replacements(book: Book, old: str, new: str, year: int | None = None) -> tuple[Replacement, ...]:
    """What replacing ``old`` by ``new`` in all answers and goals would change; a text that would gain or lose a live
    figure by it is not among them."""
    wanted = _folded(old)
    found: list[Replacement] = []
    for dossier in _dossiers(book, book.years() if year is None else (year,)) if wanted else ():
        form = form_in(book, dossier.project)
        for place in (said.place for said in _texts_of(dossier) if wanted in said.folded and _is_prose(said)):
            text = dossier.text(place)
            after, times = _replaced(text, wanted, new)
            if times and after != text and _figures(after) == _figures(text):
                found.append(Replacement(place, text, after, times, _where(form, dossier, place)))
    return tuple(found)


def replace_in_answers(book: Book, old: str, new: str, places: Collection[Place]) -> Batch:
    """The step that replaces ``old`` by ``new`` in those of the :func:`replacements` that lie at ``places``."""
    chosen = (each for each in replacements(book, old, new) if each.place in places)
    return Batch(tuple(set_text(book, each.place, each.after) for each in chosen))


# ---- texts


@dataclass(frozen=True, slots=True)
class _Said:
    """A text ready to be searched; live figures in it are cut out."""

    place: Place
    text: str
    folded: str
    note: bool


def _dossiers(book: Book, years: Iterable[int]) -> Iterator[Dossier]:
    for each in years:
        yield from book.of_year(each)
        if (whole := book.whole_of(each)) is not None:
            yield whole


def _said(place: Place, text: str, note: bool = False) -> _Said:
    plain = _FIGURE.join(piece for piece, _, _ in parts(text)) if "{" in text else text
    return _Said(place, plain, _folded(plain), note)


def _texts_of_unit(book: Book) -> Iterator[_Said]:
    """What was typed about the unit itself; answers with a dot in their key are the program's own, but a deadline."""
    places = [Place("unit", UNIT_ROW, name) for name in text_fields(Unit) if name not in _NOT_TYPED]
    answers = (Place("answer", UNIT_ROW, key) for key in book.answers)
    places += [place for place in answers if "." not in place.field or is_deadline(place)]
    yield from (_said(place, text) for place in places if (text := book.text(place)))
    yield from (_said(place, text, note=True) for place, text in notes(book, UNIT_ROW))


@by_identity
def _texts_of(dossier: Dossier) -> tuple[_Said, ...]:
    """What was typed in a project, page by page."""
    alone = Book(dossiers={dossier.id: dossier})
    typed = (_said(place, text) for place, text in _cells(dossier) if text)
    return (*typed, *(_said(place, text, note=True) for place, text in notes(alone, dossier.id)))


def _cells(dossier: Dossier) -> Iterator[tuple[Place, str]]:
    """The cells of a project with their texts; some are blank."""
    number = dossier.id
    for name in _NAMES["project"]:
        yield Place("project", number, name), getattr(dossier.project, name)
    yield from dossier.cells()
    for table in _TABLES:
        for row in dossier.rows(table):
            for name in _NAMES[table]:
                if text := getattr(row, name):
                    yield Place(table, number, name, row.id), text
    for key, text in dossier.answers.items():
        yield Place("answer", number, key), text


def _is_prose(said: _Said) -> bool:
    """Whether a text is running text: a goal or an answer, not what was typed over a computed cell."""
    place = said.place
    typed_over = place.field.startswith(TYPED_OVER)
    return not said.note and (place.table == "goal" or (place.table == "answer" and not typed_over))


# ---- hits


def _hit(form: Form, dossier: Dossier | None, said: _Said, wanted: str) -> Hit:
    spans = tuple(_spans(said.text, wanted, whole=False))
    start, end = spans[0]
    text, place = said.text, said.place
    before = _CUT * (start > _BESIDE) + text[max(0, start - _BESIDE) : start]
    after = text[end : end + _BESIDE] + _CUT * (len(text) > end + _BESIDE)
    before, found, after = (piece.replace(_FIGURE, BLANK) for piece in (before, text[start:end], after))
    where = _where(form, dossier, place) + ("的备注" if said.note else "")
    return Hit(place, before, found, after, len(spans), where, said.note)


def _where(form: Form, dossier: Dossier | None, place: Place) -> str:
    """项目 › 页 › 栏目."""
    name = "单位" if dossier is None else called(dossier.project) or "未命名项目"
    words = FIELDS["reason.text"].caption if place.table == "reason" else words_of(form, dossier, place)
    page = "年度概览" if is_deadline(place) else _PAGES.get(place.table) or _page_of_answer(form, place.field)
    return " › ".join(dict.fromkeys((name, page, words)))


def _page_of_answer(form: Form, key: str) -> str:
    topic = form.topic(key)
    return "资金" if key.startswith(TYPED_OVER) or (topic and topic.page == "fund") else "正文"


def _replaced(text: str, wanted: str, new: str) -> tuple[str, int]:
    """A text with everything that reads like ``wanted`` replaced outside its live figures, and how often that was."""
    out: list[str] = []
    times = 0
    for piece, path, spec in parts(text):
        at = 0
        for start, end in _spans(piece, wanted, whole=True):
            out += [piece[at:start], new]
            at = end
            times += 1
        out += [piece[at:], written(path, spec) if path else ""]
    return "".join(out), times


def _figures(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((path, spec) for _, path, spec in parts(text) if path)


def _spans(text: str, wanted: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Where ``wanted`` stands in a text; with ``whole`` not where it is part of a character (the m2 of ㎡)."""
    folded = _folded(text)
    alike = len(folded) == len(text) and not any(len(_FOLDED[ord(character)]) != 1 for character in set(text))
    owner = range(len(text)) if alike else [n for n, c in enumerate(text) for _ in _FOLDED[ord(c)]]
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        cuts = (at > 0 and owner[at - 1] == owner[at]) or (end < len(owner) and owner[end] == owner[end - 1])
        if not (whole and cuts):
            yield owner[at], owner[end - 1] + 1
        at = folded.find(wanted, at + 1 if whole and cuts else end)


def _folded(text: str) -> str:
    """A text as it is compared."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Characters by code as they are compared: half-width, small.  Each is worked out once."""

    def __missing__(self, code: int) -> str:
        found = self[code] = unicodedata.normalize("NFKC", chr(code)).casefold()
        return found


_FOLDED = _Folded()
