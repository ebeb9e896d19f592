"""Rows of the clerk's own, put in below another one or moved past their neighbour; each is one step of undo."""

from __future__ import annotations

from core.edits import AddRow, Batch, Edit, move_row
from core.model import Book, Row


class CannotMove(Exception):
    """Rows cannot be moved: they do not lie together in their group, or (``at_end``) there is no row that way."""

    def __init__(self, *, at_end: bool) -> None:
        super().__init__()
        self.at_end = at_end


def put_below(book: Book, table: str, rows: tuple[Row, ...], below: int) -> Edit:
    """Add rows below another one of their table, in their order; 0: behind all, where their positions put them."""
    edits: list[Edit] = []
    for row in rows:
        steps: list[Edit] = [AddRow(row)]
        book = steps[0].apply(book)
        if below:
            dossier = book.dossiers[row.project]
            rest = [one.id for one in dossier.rows(table) if one.id != row.id]
            steps.append(move_row(dossier, table, row.id, rest.index(below) + 1))
            book = steps[1].apply(book)
            below = row.id
        edits += steps
    return edits[0] if len(edits) == 1 else Batch(tuple(edits))


def move_past(book: Book, place: tuple[str, int], inside: list[int], chosen: list[int], by: int) -> Edit:
    """Move rows together past others of their group, up (-1, -2 …) or down (1, 2 …).

    ``place`` is their table and project, ``inside`` are the rows of the group.  The fewer of both move to the other
    side.

    :raises CannotMove: they are not neighbours, or there are not so many rows that way.
    """
    at, end = inside.index(chosen[0]), inside.index(chosen[0]) + len(chosen)
    if inside[at:end] != chosen:
        raise CannotMove(at_end=False)
    passed = inside[max(at + by, 0) : at] if by < 0 else inside[end : end + by]
    if not passed or len(passed) < abs(by):
        raise CannotMove(at_end=True)
    above, below = (passed, chosen) if by < 0 else (chosen, passed)
    edits: list[Edit] = []
    table, project = place
    for row in below if len(below) <= len(above) else above[::-1]:
        dossier = book.dossiers[project]
        rest = [one.id for one in dossier.rows(table) if one.id != row]
        to = rest.index(above[0]) if row in below else rest.index(below[-1]) + 1
        edits.append(move_row(dossier, table, row, to))
        book = edits[-1].apply(book)
    return edits[0] if len(edits) == 1 else Batch(tuple(edits))
