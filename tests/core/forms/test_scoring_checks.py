"""What a form says about points: steps, bands, caps and deductions that hang together."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.checks import faults
from core.forms.indicator_model import Band, Cap, Excess, Level2, Scoring, Step
from core.forms.library import known
from core.forms.model import Form

NATIONAL = known()["national-2020"]


def scored(**parts: object) -> str:
    assert NATIONAL.scoring is not None
    return "\n".join(
        faults(msgspec.structs.replace(NATIONAL, scoring=msgspec.structs.replace(NATIONAL.scoring, **parts)))
    )


def with_part(**parts: object) -> str:
    levels = NATIONAL.indicators.levels
    last = msgspec.structs.replace(levels[-1], parts=(msgspec.structs.replace(levels[-1].parts[0], **parts),))
    block = msgspec.structs.replace(NATIONAL.indicators, levels=(*levels[:-1], last))
    return "\n".join(faults(msgspec.structs.replace(NATIONAL, indicators=block)))


def steps(*pairs: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(Step(Decimal(at_least), Decimal(score)) for at_least, score in pairs)


def caps(*pairs: tuple[int, int]) -> tuple[Cap, ...]:
    return tuple(Cap(Decimal(below), Decimal(total)) for below, total in pairs)


def test_the_usual_ways_of_scoring_are_sound() -> None:
    assert scored(caps=caps((80, 89), (70, 79), (60, 69), (50, 59)), excess=(Excess(Decimal(130), Decimal(2)),)) == ""
    assert scored(execution_steps=steps(("100", "1"), ("80", "0.7"), ("60", "0.5"))) == ""
    assert with_part(steps=steps(("90", "1"), ("80", "0.8"), ("60", "0.5"))) == ""
    assert with_part(bands=(Band("是", Decimal(1), Decimal(1)), Band("否", Decimal(0), Decimal(0)))) == ""


@pytest.mark.parametrize(
    "wrong", [(("80", "0.8"), ("90", "1")), (("90", "0.8"), ("80", "1")), (("90", "1"), ("90", "0.8"))]
)
def test_steps_go_from_the_highest_down(wrong: tuple[tuple[str, str], ...]) -> None:
    assert "scoring 的 execution_steps应当从高到低写" in scored(execution_steps=steps(*wrong))
    assert "parts“服务对象满意度指标”的 steps应当从高到低写" in with_part(steps=steps(*wrong))


def test_shares_lie_within_the_weight() -> None:
    assert "的 score 应当在 0 到 1 之间" in scored(execution_steps=steps(("100", "10")))
    assert "parts“服务对象满意度指标”的 bands“好”的 low、high 应当在 0 到 1 之间" in with_part(
        bands=(Band("好", Decimal("0.8"), Decimal(100)),)
    )


def test_a_lower_rate_caps_lower_and_below_the_whole() -> None:
    assert "caps 应当从高到低写" in scored(caps=caps((70, 79), (80, 89)))
    assert "caps 应当从高到低写" in scored(caps=caps((80, 79), (70, 89)))
    assert "total 应当在 0 和 100 之间" in scored(caps=caps((80, 100)))


def test_a_deduction_is_for_more_than_the_target() -> None:
    assert "at_least 应当大于 100" in scored(excess=(Excess(Decimal(100), Decimal(2)),))
    assert "points 大于 0" in scored(excess=(Excess(Decimal(130), Decimal(0)),))


def test_a_form_file_may_say_all_of_it() -> None:
    said = {
        "caps": [{"below": Decimal(80), "total": Decimal(89)}],
        "excess": [{"at_least": Decimal(130), "points": Decimal(2)}],
    }
    assert msgspec.convert(said, Scoring).caps == caps((80, 89))
    part = {"name": "满意度", "steps": [{"at_least": Decimal(90), "score": Decimal(1)}], "bands": []}
    assert msgspec.convert(part, Level2).steps == steps(("90", "1"))
    assert isinstance(NATIONAL, Form)
