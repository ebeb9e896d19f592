"""What a form calls its lines, measures and columns, as it stands in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from core.fields import FIELDS
from core.forms.model import Form
from core.model import SOURCES, STAGES
from core.reading import line_of
from core.remembered import by_identity

_NOTES = re.compile(r"(?:（[^（）]*）|\([^()]*\))+$")
# What a measure is called where the form has no column for it.
FORMULAS = MappingProxyType(
    {
        "balance": "结余",
        "arrival_gap": "到位差额",
        "unspent": "未执行数",
        "arrival_rate": "到位率",
        "execution_rate": "执行率",
        "midyear_rate": "年中执行率",
        "execution_weight": "执行率分值",
        "execution_score": "执行率得分",
    }
)
# What a column of the indicator table is called that is computed, where the form has none.
_COMPUTED = MappingProxyType({"completion": "完成率"})
# What the projects are called for which a condition of core.report.conditions holds.
SETS = MappingProxyType(
    {
        "initial_budget": "年初预算项目",
        "carried": "结转资金项目",
        "supplement": "追加指标项目",
        "allotted": "下达项目",
        "county_level": "县区级项目",
        "upper_level": "上级转移支付项目",
        "county_money": "有县区级资金的项目",
        "upper_money": "有上级资金的项目",
        "adjusted_up": "预算调增项目",
        "adjusted_down": "预算调减项目",
        "carried_over": "未执行完的项目",
        "nothing_executed": "未执行的项目",
        "executed_in_full": "全部执行的项目",
        "execution_low": "执行率偏低的项目",
        "target_missed": "有指标未完成的项目",
        "scored": "已评分项目",
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
    return _measures(form).get(key) or STAGES.get(key) or FORMULAS[key]


@by_identity
def _measures(form: Form) -> Mapping[str, str]:
    return {measure.key: caption(measure.caption) for measure in reversed(form.fund.measures)}  # the first counts


def column_caption(form: Form, field: str) -> str:
    """What the form calls a column of its indicator table."""
    return _columns(form).get(field) or _COMPUTED.get(field) or FIELDS[f"indicator.{field}"].caption


@by_identity
def _columns(form: Form) -> Mapping[str, str]:
    return {column.field: caption(column.caption) for column in reversed(form.indicators.columns)}  # the first counts


def set_caption(condition: str) -> str:
    """What the projects are called for which a named condition holds."""
    return SETS.get(condition, "符合条件的项目")
