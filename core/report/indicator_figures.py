"""What is printed of one indicator: its texts as typed, with relation and unit where a column joins them."""

from __future__ import annotations

import re
from decimal import Decimal

from core.forms.indicator_model import Level1, Level2
from core.forms.model import Form
from core.kinds import Quantity, Words, normal, read_quantity, trimmed, written_unit
from core.model import Indicator
from core.reading import IndicatorValues, target_field
from core.report.digits import percent, points
from core.scoring.met import band_of, bands_of

Standing = tuple[Level1, Level2] | None

PART_CAPTIONS = {
    "level1": "一级指标", "level2": "二级指标", "name": "名称", "direction": "方向", "target": "目标值",
    "initial_target": "年初目标值", "midyear": "年中值", "actual": "实际值", "unit": "单位", "weight": "权重",
    "completion": "完成率", "score": "得分", "lost": "扣分", "deviation": "偏差原因", "evidence": "佐证材料",
    "forecast": "全年预计完成值", "likelihood": "完成可能性", "cause": "偏差原因类别", "remark": "备注",
}  # fmt: skip
_TYPED_AS = {"initial_target": "target", "completion": "actual", "lost": "score"}
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*")


def field_of(row: Indicator, part: str) -> str:
    """The field a part is typed in: the target is the adjusted one where there is one."""
    return target_field(row) if part == "target" else _TYPED_AS.get(part, part)


def level_of(found: IndicatorValues, form: Form, printed: Form) -> Standing:
    """Where an indicator read under ``form`` stands in the form it is printed by."""
    return found.level if form is printed else printed.level_of(found.row.level1, found.row.level2)


def indicator_text(
    found: IndicatorValues,
    gained: Decimal | None,
    level: Standing,
    part: str,
    spec: str,
    form: Form,
) -> str:
    """A part of an indicator as ``form`` prints it; ``gained`` are its points as they count."""
    row = found.row
    typed = str(getattr(row, field_of(row, part))).strip()
    match part:
        case "level1" | "level2" if level:
            return level[0 if part == "level1" else 1].printed
        case "target" | "initial_target" | "actual" | "midyear" | "forecast" if spec == "数":
            return bare_number(typed, row.unit.strip() or _own_unit(found))
        case "target" | "initial_target":
            return with_relation(typed, row.direction, row.unit)
        case "actual" | "midyear" | "forecast":
            return with_unit(typed, row.unit)
        case "direction":
            return typed or _own_relation(found)
        case "unit":
            return typed or _own_unit(found)
        case "weight" if found.weight is not None:
            return trimmed(found.weight)
        case "completion" | "score" | "lost":
            return _computed(found, gained, part, spec, form)
    return typed


def _computed(found: IndicatorValues, gained: Decimal | None, part: str, spec: str, form: Form) -> str:
    """Completion, points and lost points."""
    if part == "completion":
        sign = "" if spec == "数" else "%"
        if _in_best_band(found, form):
            return f"100{sign}"
        return "" if found.completion is None else percent(form, found.completion, "completion") + sign
    if part == "lost":
        return "" if found.weight is None or gained is None else points(form, found.weight - gained)
    return found.row.score.strip() if gained is None else points(form, gained)


def _in_best_band(found: IndicatorValues, form: Form) -> bool:
    """Whether words say that a qualitative target is fully reached: the form of Shanxi (附件1) prints 100% then."""
    target, actual = found.target, found.actual
    bands = bands_of(form.bands, found)
    if not isinstance(target, Words) or not isinstance(actual, Quantity | Words) or not bands:
        return False
    return band_of(bands, target, actual) is bands[0]


def with_unit(typed: str, unit: str) -> str:
    """A value as typed, with the unit of the unit column where the text carries none."""
    text = typed.strip()
    if not text or not unit.strip():
        return text
    own = written_unit(text)
    bare = own in ("", "万", "亿") and normal(text).endswith((*"0123456789", "万", "亿"))
    if not bare or not isinstance(read_quantity(text, unit), Quantity):
        return text
    return f"{text}{unit.strip().removeprefix(own)}"


def with_relation(typed: str, direction: str, unit: str) -> str:
    """A target as it is printed in one column: relation, number, unit; one that has a relation keeps its own."""
    text = with_unit(typed, unit)
    value = read_quantity(typed, unit)
    if direction in ("", "定性") or not isinstance(value, Quantity) or value.relation:
        return text
    return f"{direction}{text}"


def bare_number(typed: str, unit: str) -> str:
    """A value without relation and unit, where these have columns of their own.

    Words stay as they are, and so does a value in another unit than ``unit``, which stands in that column: 484443元
    is not 484443 万元.
    """
    if written_unit(typed) not in ("", normal(unit)) or not isinstance(read_quantity(typed, unit), Quantity):
        return typed
    number = _NUMBER.search(normal(typed))
    return number.group() if number else typed


def _own_relation(found: IndicatorValues) -> str:
    """The relation that stands in the target itself, where the column for it is blank."""
    if isinstance(found.target, Words):
        return "定性"
    return found.target.relation if isinstance(found.target, Quantity) else ""


def _own_unit(found: IndicatorValues) -> str:
    """The unit that stands in the target itself, where the column for it is blank."""
    typed = str(getattr(found.row, target_field(found.row)))
    return written_unit(typed) if isinstance(found.target, Quantity) else ""
