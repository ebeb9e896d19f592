"""What the head of a pasted table says: other captions of a column, the unit of its amounts."""

from __future__ import annotations

from core.captions import caption
from core.fields import FIELDS
from core.forms.library import known
from core.kinds import MONEY_UNITS, normal


def captions_of(field_name: str) -> tuple[str, ...]:
    """What the forms and the catalogue call a column of the indicator table."""
    said = [
        caption(column.caption)
        for form in known().values()
        for column in form.indicators.columns
        if column.field == field_name
    ]
    known_as = FIELDS.get(f"indicator.{field_name}")  # none for what is computed
    return tuple(dict.fromkeys((*said, known_as.caption) if known_as else said))


def unit_in(head: str) -> str:
    """The unit of amounts that a head names in brackets: 预算数（元）."""
    said = normal(head)
    inside = said[said.rfind("(") + 1 : said.rfind(")")] if ")" in said else ""
    unit = inside.removeprefix("单位:").strip()
    return unit if unit in MONEY_UNITS else ""
