"""Header fields with their defaults: what a project leaves blank, its unit says; and what a project is called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.model import WHOLE_UNIT, Dossier, Project, Unit

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

WHOLE_UNIT_NAME = "部门整体"
PROTOCOL_NAME = "审核说明"  # the 文种 of the protocol, as it ends the file name


def called(project: Project) -> str:
    """The name of a project in lists and remarks; the unit's dossier, which has none, is 部门整体."""
    return WHOLE_UNIT_NAME if project.scope == WHOLE_UNIT else project.name


def header_text(unit: Unit, dossier: Dossier, field: str) -> str:
    """The text of ``unit.name``, ``project.name`` … as it is printed; blank when neither project nor unit says it."""
    table, _, name = field.partition(".")
    if table == "unit":
        return str(getattr(unit, name)).strip()
    typed = str(getattr(dossier.project, name)).strip()
    return typed or (header_text(unit, dossier, f"unit.{DEFAULTS[name]}") if name in DEFAULTS else "")
