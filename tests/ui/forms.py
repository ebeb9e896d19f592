"""Forms made for one test from the national one, so that what is tested does not hang on the text of a form file."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from core.forms import library
from core.forms.indicator_model import Column, Level1, Level2
from core.forms.model import Form, FundBand, GoalBlock, Line, Measure, Topic


def national(**changes: object) -> Form:
    """The national form with other parts."""
    return msgspec.structs.replace(library.known()[library.DEFAULT_FORM], **changes)


def banded() -> Form:
    """Measures down, sources across, five of them under one band: 7 rows and 10 columns."""
    levels = {"central": "中央级", "province": "省级", "city": "市级", "county": "县区级"}
    lines = (
        Line("total", "年度总金额(万元)", sum=("fiscal", "carried", "other")),
        Line("fiscal", "小计", sum=tuple(levels)),
        *(Line(key, caption, source=key) for key, caption in levels.items()),
        Line("carried", "上年结转资金(万元)", source="carried"),
        Line("other", "其他资金(万元)", source="other"),
    )
    stages = {
        "initial": "年初预算资金",
        "annual": "全年预算资金",
        "in_place": "实际到位资金",
        "executed": "全年执行资金",
    }
    formulas = (
        ("资金结余", "balance", "(5)=(3)-(4)"),
        ("预算到位率", "arrival_rate", "(6)=(3)/(2)"),
        ("预算执行率(%)", "execution_rate", "(7)=(4)/(2)"),
    )
    measures = (
        *(Measure(caption, stage=stage, note=f"({n})") for n, (stage, caption) in enumerate(stages.items(), start=1)),
        *(Measure(caption, formula=formula, note=note) for caption, formula, note in formulas),
    )
    fund = national().fund
    return national(
        fund=msgspec.structs.replace(
            fund,
            lines=lines,
            measures=measures,
            lines_down=False,
            bands=(FundBand("财政资金", ("fiscal", *levels)),),
        )
    )


def judged() -> Form:
    """A 一级指标 whose points the clerk gives, with points for each 二级指标; the rate of execution earns none."""
    block = national().indicators
    captions = {
        "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "目标值", "actual": "完成值",
        "completion": "完成率", "weight": "满分", "score": "得分", "likelihood": "完成可能性", "cause": "原因类别",
        "forecast": "全年预计", "midyear": "1—7月执行", "remark": "备注",
    }  # fmt: skip
    columns = tuple(Column(field, caption) for field, caption in captions.items())
    decision = Level1("项目决策", (Level2("项目立项", quota=Decimal(8)), Level2("项目目标", quota=Decimal(12))),
                      quota=Decimal(20), judged=True)  # fmt: skip
    output = msgspec.structs.replace(block.levels[0], parts=(Level2("数量指标", quota=Decimal(50)),))
    return national(
        indicators=msgspec.structs.replace(block, columns=columns, levels=(decision, output)),
        scoring=msgspec.structs.replace(national().scoring, execution_weight=Decimal(0)),
    )


def with_goals(*goals: GoalBlock) -> Form:
    """Other goals."""
    return national(goals=goals)


def with_topics(*topics: Topic) -> Form:
    """Another outline."""
    return national(topics=topics)
