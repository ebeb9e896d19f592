"""The stamp of a finding: a hash of the values it speaks of, the same for 12, 12.0 and 12万元."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import blake2b

from core.kinds import Quantity, Words, read_quantity, trimmed
from core.model import Place
from core.reading import TYPED_OVER, TYPED_TOTAL, IndicatorValues, Values, target_field
from core.remembered import by_identity
from core.rules.finding import Side


def stamp_of(values: Values, places: tuple[Place, ...], sides: tuple[Side, ...]) -> str:
    """The values at the places a finding names, and the figures it shows, as a short hash."""
    # A place of the unit has no text in the dossier; a header of the unit needs no reason anyway.
    here = [_at(values, place) for place in places if place.project == values.dossier.id]
    figures = [_spelt(read_quantity(side.figure)) or side.figure for side in sides]
    return blake2b("\x1f".join((*here, *figures)).encode(), digest_size=8).hexdigest()


@by_identity
def _rows(values: Values) -> Mapping[int, IndicatorValues]:
    """The indicators of a project by number: one with many findings is asked for them again and again."""
    return {found.row.id: found for found in values.indicators}


def _at(values: Values, place: Place) -> str:
    """The value at a place in one spelling; where nothing was read, the text as typed."""
    if place.table != "indicator":
        return _spelt(_value(values, place)) or values.dossier.text(place).strip()
    found = _rows(values).get(place.row)
    return "" if found is None else _spelt(_read(found, place.field)) or str(getattr(found.row, place.field)).strip()


def _read(found: IndicatorValues, field: str) -> object:
    """What was read in a cell of an indicator; None where the text stands for itself."""
    if field == target_field(found.row):
        return found.target
    if field == "actual":
        return found.actual
    return found.weight if field == "weight" else found.typed_score if field == "score" else None


def _value(values: Values, place: Place) -> object:
    """What was read at a place; None where the text stands for itself."""
    if place.table == "fund":
        source, _, stage = place.field.partition(".")
        return values.amounts.get((source, stage))
    if place.table == "account" and values.accounts:
        key, _, amount = place.field.partition(".")
        return values.accounts.typed.get((key, amount))
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
