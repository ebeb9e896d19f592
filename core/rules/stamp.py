"""The stamp of a finding: a hash of the values it speaks of, the same for 12, 12.0 and 12万元."""

from __future__ import annotations

from decimal import Decimal
from hashlib import blake2b

from core.kinds import Quantity, Words, read_quantity, trimmed
from core.model import Place
from core.reading import TYPED_OVER, TYPED_TOTAL, Values, target_field
from core.rules.finding import Said


def stamp_of(values: Values, said: Said) -> str:
    """The values at the places a finding names, and the figures it shows, as a short hash."""
    # A place of the unit has no text in the dossier; a header of the unit needs no reason anyway.
    here = [_at(values, place) for place in said.places if place.project == values.dossier.id]
    figures = [_spelt(read_quantity(side.figure)) or side.figure for side in said.sides]
    return blake2b("\x1f".join((*here, *figures)).encode(), digest_size=8).hexdigest()


def _at(values: Values, place: Place) -> str:
    """The value at a place in one spelling; where nothing was read, the text as typed."""
    return _spelt(_value(values, place)) or values.dossier.text(place).strip()


def _value(values: Values, place: Place) -> object:
    """What was read at a place; None where the text stands for itself."""
    if place.table == "fund":
        source, _, stage = place.field.partition(".")
        return values.amounts.get((source, stage))
    if place.table == "indicator":
        found = next((found for found in values.indicators if found.row.id == place.row), None)
        if found is None:
            return None
        read = {target_field(found.row): found.target, "actual": found.actual}
        return {**read, "weight": found.weight, "score": found.typed_score}.get(place.field)
    if place.field == TYPED_TOTAL:
        return values.typed_total
    line, _, measure = place.field.removeprefix(TYPED_OVER).partition(".")
    return values.typed_over.get((line, measure)) if place.field.startswith(TYPED_OVER) else None


def _spelt(value: object) -> str:
    """A value in one spelling; blank for what is none."""
    match value:
        case Quantity():
            return f"{value.relation}{trimmed(value.number)} {value.unit}"
        case Decimal():
            return trimmed(value)
        case Words():
            return value.text
        case _:
            return ""
