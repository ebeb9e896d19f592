"""What a form calls its lines, measures and columns, as it stands in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from core.fields import FIELDS
from core.forms.model import Form
from core.model import SOURCES, STAGES
from core.reading import line_of

_NOTES = re.compile(r"(?:（[^（）]*）|\([^()]*\))+$")
# What a measure is called where the form has no column for it.
FORMULAS = MappingProxyType(
    {
        "balance": "结余",
        "arrival_gap": "到位差额",
        "unspent": "未执行数",
        "arrival_rate": "到位率",
        "execution_rate": "执行率",
        "execution_weight": "执行率分值",
        "execution_score": "执行率得分",
    }
)


@lru_cache(1024)
def caption(text: str) -> str:
    """A form's caption: no line breaks, no 其中：, no colon and no notes in brackets behind it."""
    plain = "".join(text.split()).removeprefix("其中：").removeprefix("其中:").rstrip("：:")
    return _NOTES.sub("", plain) or plain


def line_caption(form: Form, key: str) -> str:
    """What the form calls a line of its fund grid (or the source, where it has no line of its own)."""
    line = line_of(form, key)
    return caption(line.caption) if line else SOURCES.get(key, key)


def measure_caption(form: Form, key: str) -> str:
    """What the form calls a measure of its fund grid."""
    found = next((measure for measure in form.fund.measures if measure.key == key), None)
    return caption(found.caption) if found else STAGES.get(key) or FORMULAS[key]


def column_caption(form: Form, field: str) -> str:
    """What the form calls a column of its indicator table."""
    found = next((column for column in form.indicators.columns if column.field == field), None)
    return caption(found.caption) if found else FIELDS[f"indicator.{field}"].caption
