"""Header fields with their defaults: what a project leaves blank, its unit says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.model import Dossier, Unit

# The field of the unit that stands for a blank one of the project.
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "department": "department",
        "department_code": "department_code",
        "agency": "name",
        "agency_code": "code",
        "phone": "phone",
    }
)


def header_text(unit: Unit, dossier: Dossier, field: str) -> str:
    """The text of ``unit.name``, ``project.name`` … as it is printed; blank when neither project nor unit says it."""
    table, _, name = field.partition(".")
    if table == "unit":
        return str(getattr(unit, name)).strip()
    typed = str(getattr(dossier.project, name)).strip()
    return typed or (header_text(unit, dossier, f"unit.{DEFAULTS[name]}") if name in DEFAULTS else "")
