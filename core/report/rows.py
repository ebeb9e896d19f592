"""What the figures of a repeated row of a table stand for: ``{line.annual}`` is ``{fund.county.annual}`` there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from core.accounts.lines import LINES
from core.accounts.values import RowAmounts
from core.forms.indicator_model import Level1, Level2
from core.forms.model import Form, Line, Measure
from core.forms.paper_model import RowSpec
from core.report.figures import Figure, Figures, Lookup
from core.report.indicator_figures import Standing
from core.report.paths import is_local


@dataclass(frozen=True, slots=True)
class _Own:
    """What a row calls its own: heads that stand for longer ones, and words that are no figure elsewhere.

    A figure of a row that this one has nothing for is blank.
    """

    heads: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""  # {measure.county} is {fund.county.annual}

    def whole(self, path: str) -> str:
        """The path for the whole project, or unit, that a path stands for in this row."""
        head, _, part = path.partition(".")
        if head == "measure" and self.measure:
            return f"fund.{part}.{self.measure}"
        own = part.count(".") == 0 or head == "member"  # {indicator.12.name} is not this row's
        return f"{self.heads[head]}.{part}" if own and head in self.heads else path


_INDENTS = {"section": "\u3000", "function": "\u3000\u3000"}  # a 款 below its 类, a 项 below its 款


def looks(row: RowSpec, figures: Figures) -> Iterator[Lookup]:
    """One way of looking figures up for every time the row is printed."""
    return (_look(own, figures) for own in _KINDS[row.each](row, figures))


def _look(own: _Own, figures: Figures) -> Lookup:
    def look(path: str, spec: str) -> Figure:
        if path in own.words:
            return Figure(path, "", own.words[path], spec)
        whole = own.whole(path)
        return Figure(path, "", "", spec) if is_local(whole) else figures.find(whole, spec)

    return look


def _once(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    yield _Own()


def _lines(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    for line in figures.form.fund.lines:
        if line.printed:
            yield _of_line(line)


def _of_line(line: Line) -> _Own:
    return _Own({"line": f"fund.{line.key}"}, {"line.caption": line.caption})


def _measures(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    for measure in figures.form.fund.measures:
        if measure.printed:
            yield _of_measure(measure)


def _of_measure(measure: Measure) -> _Own:
    return _Own({}, {"measure.caption": measure.caption, "measure.note": measure.note}, measure.key)


def _goals(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    """The goals of the row's period; a blank row where there is none, as the paper form has it."""
    goals = [goal for goal in figures.values.dossier.goal if goal.period == row.period]
    yield from (_Own({"goal": f"goal.{goal.id}"}) for goal in goals)
    if not goals:
        yield _Own()


def _evidence(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    for material in figures.values.dossier.evidence:
        yield _Own({"evidence": f"evidence.{material.id}"})


def _score_items(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    sheet = figures.values.sheet
    for found in sheet.items if sheet else ():
        yield _Own({"item": f"item.{found.item.key}"})


def _projects(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    for number, member in enumerate(figures.members, start=1):
        yield _of_member(number, member)


def _of_member(number: int, member: Figures) -> _Own:
    return _Own({"member": f"of.{member.values.dossier.id}"}, {"member.no": str(number)})


def _indicators(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    standing = [
        (figures.level_of(number), found.row.level1, _Own({"indicator": f"indicator.{found.row.id}"}))
        for number, found in enumerate(figures.values.indicators)
    ]
    return _by_level(row, figures.form, standing)


def _project_indicators(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    standing = []
    for place, member in enumerate(figures.members, start=1):
        project = _of_member(place, member)
        for number, found in enumerate(member.values.indicators):
            heads = {**project.heads, "indicator": f"{project.heads['member']}.indicator.{found.row.id}"}
            standing.append((member.level_of(number), found.row.level1, _Own(heads, project.words)))
    return _by_level(row, figures.form, standing)


def _by_level(row: RowSpec, form: Form, standing: list[tuple[Standing, str, _Own]]) -> Iterator[_Own]:
    """The indicators level by level in the form's order, then those no level of the form takes in.

    A 二级指标 without indicators has a blank row where the form keeps such rows.
    """
    held: dict[Standing, list[tuple[str, _Own]]] = {}
    for level, typed, own in standing:
        held.setdefault(level, []).append((typed, own))
    names: set[str] = set()
    for outer in form.indicators.levels:
        if row.level1 not in ("", outer.name):
            continue
        names |= {outer.name, *outer.also}
        for part in outer.parts:
            found = held.get((outer, part), [])
            yield from (own for _, own in found)
            if not found and form.indicators.keep_empty:
                yield _of_empty(outer, part)
    yield from (own for typed, own in held.get(None, []) if not row.level1 or typed in names)


def _of_empty(outer: Level1, part: Level2) -> _Own:
    """The blank row of a 二级指标 without indicators."""
    return _Own({}, {"indicator.level1": outer.printed, "indicator.level2": part.printed})


def _by_function(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    """The 项 a line adds up, under a row for each 类 and 款 with their sums."""
    accounts = figures.values.accounts
    if accounts is None:
        return
    for category in accounts.categories(LINES[row.line].rows):
        yield _of_entry("category", category.rows[0])
        for _, rows in category.sections:
            yield _of_entry("section", rows[0])
            yield from (_of_entry("function", each) for each in rows)


def _by_item(row: RowSpec, figures: Figures) -> Iterator[_Own]:
    accounts = figures.values.accounts
    yield from (_of_entry("economic", each) for each in (accounts.rows_of(row.line) if accounts else ()))


def _of_entry(kind: str, found: RowAmounts) -> _Own:
    return _Own({"entry": f"{kind}.{found.row.id}"}, {"entry.indent": _INDENTS.get(kind, "")})


_KINDS: Mapping[str, Callable[[RowSpec, Figures], Iterator[_Own]]] = {
    "": _once,
    "line": _lines,
    "measure": _measures,
    "goal": _goals,
    "indicator": _indicators,
    "evidence": _evidence,
    "project": _projects,
    "project indicator": _project_indicators,
    "score item": _score_items,
    "function": _by_function,
    "economic": _by_item,
}
