"""Whether a project, or the unit's dossier, is begun: rules about what is still blank wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from core.model import Dossier, text_fields
from core.remembered import by_identity

# What a row is made with at a click: it says where the row stands, and nothing has been typed for it.
_MADE_WITH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "goal": ("period",),
        "indicator": ("level1", "level2"),
        "score_item": ("item",),
        "function": ("source",),
        "economic": ("kind",),
        "evidence": (),
    }
)


@by_identity
def is_begun(dossier: Dossier) -> bool:
    """Whether anything is typed besides the head: an amount, an answer, or words or figures in any row.

    A new row that holds only its 一级指标, 二级指标 or period is none yet.
    """
    return any(text.strip() for text in _typed(dossier))


def _typed(dossier: Dossier) -> Iterator[str]:
    yield from dossier.answers.values()
    yield from (text for _, text in dossier.cells())
    for table, made_with in _MADE_WITH.items():
        for row in dossier.rows(table):
            yield from (str(getattr(row, field)) for field in text_fields(type(row)) if field not in made_with)
