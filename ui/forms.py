"""Forms as they are offered in the window: in groups, by what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from core.forms.model import Form

STAGES = MappingProxyType({"evaluation": "自评", "application": "申报", "monitoring": "监控", "summary": "汇总"})


def grouped(forms: Iterable[Form]) -> tuple[tuple[str, tuple[Form, ...]], ...]:
    """The forms under the word of their stage; a stage without forms is left out."""
    found = tuple(forms)
    groups = ((word, tuple(form for form in found if form.stage == stage)) for stage, word in STAGES.items())
    return tuple(group for group in groups if group[1])
