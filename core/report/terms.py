"""名词解释: the fixed terms of a form, and where it asks for them the 项 the unit's year uses, each once."""

from __future__ import annotations

from collections.abc import Iterator

from core.accounts.classification import meaning
from core.accounts.rows import FunctionLine
from core.accounts.values import RowAmounts
from core.reading import Values


def subjects(values: Values) -> tuple[RowAmounts, ...]:
    """The 项 used, each at its first row, in the clerk's order."""
    accounts = values.accounts
    found: dict[str, RowAmounts] = {}
    for row in accounts.function if accounts else ():
        if isinstance(row.row, FunctionLine) and row.row.item.strip():
            found.setdefault(name_of(row.row), row)
    return tuple(found.values())


def name_of(row: FunctionLine) -> str:
    """A 项 in full: 卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）."""
    parts = ((row.category, "类"), (row.section, "款"), (row.item, "项"))
    return "".join(f"{name.strip()}（{level}）" for name, level in parts if name.strip())


def term_paths(values: Values) -> Iterator[str]:
    """The glossary in order: terms by their number in the form, the 项 where the form wants them."""
    for number, term in enumerate(values.form.terms, start=1):
        if term.each == "subjects":
            yield from (f"subject.{row.row.id}" for row in subjects(values))
        else:
            yield f"term.{number}"


def term_text(values: Values, head: str, key: str, part: str) -> str:
    """Name or meaning of a fixed term, or of the 项 of a row; blank where nobody knows what it means."""
    if head == "term":
        term = next((term for number, term in enumerate(values.form.terms, start=1) if str(number) == key), None)
        return "" if term is None else term.name if part == "name" else term.meaning
    accounts = values.accounts
    row = next((row.row for row in accounts.function if str(row.row.id) == key), None) if accounts else None
    if not isinstance(row, FunctionLine):
        return ""
    return name_of(row) if part == "name" else meaning(row, values.dossier.project.year)
