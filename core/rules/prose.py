"""The running text of a project as rules about it need it: every piece with its place, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.captions import caption, column_caption
from core.edits import SetField
from core.model import Dossier, Place
from core.place_words import words_of
from core.proof.clauses import has_figures
from core.proof.slips import has_slips
from core.reading import TYPED_OVER
from core.remembered import by_identity
from core.rules.finding import Case, Fix
from core.rules.words import indicator_name

Passage = tuple[str, str, int, str]
"""Table, field, row and text of a piece of running text: its place is made when something is said of it."""

_WORDS = ("use", "reason")  # of a line or 项 of the unit's year: they stand in sentences as typed


def passages(case: Case) -> tuple[Passage, ...]:
    """Every piece of running text of the project, or of the unit: answers, and both sides of the goals."""
    return _passages(case.dossier)


@by_identity
def _passages(dossier: Dossier) -> tuple[Passage, ...]:
    return tuple(_running_text(dossier))


def _running_text(dossier: Dossier) -> Iterator[Passage]:
    for key, text in dossier.answers.items():
        if text and not key.startswith(TYPED_OVER):
            yield "answer", key, 0, text
    for goal in dossier.goal:
        if goal.expected:
            yield "goal", "expected", goal.id, goal.expected
        if goal.actual:
            yield "goal", "actual", goal.id, goal.actual


def passages_of_the_year(case: Case) -> tuple[Passage, ...]:
    """What tells how the year went: the expectations of a goal do not."""
    return _passages_of_the_year(case.dossier)


@by_identity
def _passages_of_the_year(dossier: Dossier) -> tuple[Passage, ...]:
    return tuple([one for one in _passages(dossier) if one[1] != "expected" or one[0] != "goal"])


def passages_with_figures(case: Case) -> tuple[Passage, ...]:
    """The pieces of running text in which some amount or rate stands: there are few, and many rules about them."""
    return _passages_with_figures(case.dossier)


@by_identity
def _passages_with_figures(dossier: Dossier) -> tuple[Passage, ...]:
    return tuple([one for one in _passages(dossier) if has_figures(one[3])])


def passages_with_slips(case: Case) -> tuple[Passage, ...]:
    """The pieces of running text, and of what is written in words about rows, in which a slip of the pen stands."""
    return _passages_with_slips(case.dossier)


@by_identity
def _passages_with_slips(dossier: Dossier) -> tuple[Passage, ...]:
    running = [one for one in _passages(dossier) if has_slips(one[3])]
    return (*running, *rows_in_words(dossier, has_slips, shortest=2))


def rows_in_words(dossier: Dossier, holds: Callable[[str], object], shortest: int) -> Iterator[Passage]:
    """What is written in words about the indicators and about the unit's year, where it is so many characters long and
    ``holds`` what is looked for."""
    for row in dossier.indicator:
        if len(text := row.name) >= shortest and holds(text):
            yield "indicator", "name", row.id, text
        if len(text := row.deviation) >= shortest and holds(text):
            yield "indicator", "deviation", row.id, text
        if len(text := row.remark) >= shortest and holds(text):
            yield "indicator", "remark", row.id, text
    for key, line in dossier.accounts.items():
        for field in _WORDS:
            if len(text := str(getattr(line, field))) >= shortest and holds(text):
                yield "account", f"{key}.{field}", 0, text
    for item in dossier.function:
        for field in _WORDS:
            if len(text := str(getattr(item, field))) >= shortest and holds(text):
                yield "function", field, item.id, text


def place_of(case: Case, passage: Passage) -> Place:
    """Where a piece stands."""
    table, field, row, _ = passage
    return Place(table, case.dossier.id, field, row)


def heading(case: Case, passage: Passage) -> str:
    """Where a piece stands, in a sentence: “（二）资金使用”, 目标完成情况, “救助人次”的偏差原因."""
    table, field, row, _ = passage
    if table == "goal":
        return "目标" if field == "expected" else "目标完成情况"
    if table == "indicator":
        found = next(found for found in case.values.indicators if found.row.id == row)
        return f"{indicator_name(found)}的{column_caption(case.form, field)}"
    if table in ("account", "function"):
        return words_of(case.form, case.dossier, place_of(case, passage))
    topic = case.form.topic(field)
    return f"“{caption(topic.heading).rstrip('。')}”" if topic else "正文"


def rewritten(case: Case, passage: Passage, label: str, new: str) -> Fix:
    """The way out that puts another text in the place of a piece."""
    return Fix(label, SetField(place_of(case, passage), passage[3], new))
