"""Rows of the clerk's own, put in below another one or moved past their neighbour; each is one step of undo."""

from __future__ import annotations

from core.edits import AddRow, Batch, Edit, move_row
from core.model import Book, Dossier, Row


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


def move_past(dossier: Dossier, table: str, inside: list[int], chosen: list[int], by: int) -> Edit:
    """Move rows together by one, up (-1) or down (1), among those ``inside`` their group.

    It is their neighbour that goes to their other side.

    :raises CannotMove: they are not neighbours, or the first or last already.
    """
    at = inside.index(chosen[0])
    if inside[at : at + len(chosen)] != chosen:
        raise CannotMove(at_end=False)
    beside = at - 1 if by < 0 else at + len(chosen)
    if not 0 <= beside < len(inside):
        raise CannotMove(at_end=True)
    neighbour = inside[beside]
    rest = [row.id for row in dossier.rows(table) if row.id != neighbour]
    to = rest.index(chosen[-1]) + 1 if by < 0 else rest.index(chosen[0])
    return move_row(dossier, table, neighbour, to)
