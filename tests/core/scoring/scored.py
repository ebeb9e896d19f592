"""Points of a table written in the words of the tests, with other parameters of the form."""

from __future__ import annotations

import msgspec

from core.scoring.scores import Score, Scores
from tests.core.cases import FORM, case


def scores(table: str, **parameters: object) -> Scores:
    assert FORM.scoring is not None
    scoring = msgspec.structs.replace(FORM.scoring, **parameters)
    told = case(table, msgspec.structs.replace(FORM, scoring=scoring)).scores
    assert told is not None
    return told


def of(row: str, **parameters: object) -> Score:
    return scores(f"指标 数量指标 甲 {row}", **parameters).indicators[0]


def with_part(row: str, **part: object) -> Score:
    """The score of a row under 服务对象满意度指标, which holds more than usual."""
    levels = FORM.indicators.levels
    last = msgspec.structs.replace(levels[-1], parts=(msgspec.structs.replace(levels[-1].parts[0], **part),))
    block = msgspec.structs.replace(FORM.indicators, levels=(*levels[:-1], last))
    told = case(f"指标 服务对象满意度指标 满意度 {row}", msgspec.structs.replace(FORM, indicators=block)).scores
    assert told is not None
    return told.indicators[0]
