from __future__ import annotations

from core.fields import FIELDS
from core.model import GRIDS, ROW_TYPES, Project, Unit, text_fields


def test_every_field_of_the_book_is_in_the_catalogue() -> None:
    grids = {table: grid.kind for table, grid in GRIDS.items()}
    tables = {"unit": Unit, "project": Project, **grids, **ROW_TYPES}
    wanted = {f"{table}.{name}" for table, kind in tables.items() for name in text_fields(kind)}
    assert set(FIELDS) == wanted | {"project.year"}


def test_every_field_has_a_caption_and_choices_only_where_they_belong() -> None:
    for name, field in FIELDS.items():
        assert field.caption, name
        assert bool(field.choices) == (field.kind == "choice"), name
