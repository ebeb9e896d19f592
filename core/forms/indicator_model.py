"""What a form asks of indicators, and how it turns them into points and grades."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from core.forms.part import Part


class Band(Part, frozen=True):
    """A qualitative level: its word, the everyday words for it, and the shares of the weight its score lies between.

    The lower bound is included, the upper one only in the best band.  An actual value names a band by exactly one of
    its words.
    """

    word: str
    low: Decimal
    high: Decimal
    also: tuple[str, ...] = ()


class Step(Part, frozen=True):
    """``score`` (a share of the weight) from a rate of ``at_least`` percent on."""

    at_least: Decimal
    score: Decimal


class Level2(Part, frozen=True):
    """A 二级指标: canonical name, printed caption, other names it is known by, and what it should hold.

    ``steps`` score an actual value in percent by intervals (满意度 from 90 on full, from 80 on 80 % …) and not by its
    completion; below the lowest of them, the pass mark, there are no points.  ``bands`` stand in for those of the form.
    """

    name: str
    caption: str = ""
    also: tuple[str, ...] = ()
    direction: Literal["", "≥", "≤", "=", ">", "<", "定性"] = ""  # when neither column nor target says one
    shorter_is_better: bool = False  # a target that is a span of time counts as ≤ when neither says one
    required: bool = False
    quota: Decimal | None = None  # the points its indicators must reach together
    steps: tuple[Step, ...] = ()
    bands: tuple[Band, ...] = ()

    @property
    def printed(self) -> str:
        """The caption on screen and paper."""
        return self.caption or self.name


class Level1(Part, frozen=True):
    """A 一级指标 with the points it must reach (none where the form has no weights).

    ``judged`` says that its indicators have no measured value: the clerk gives their points.
    """

    name: str
    parts: tuple[Level2, ...]
    caption: str = ""
    paper: str = ""  # the caption on paper where it says more than on screen: 产出指标（50分）
    quota: Decimal | None = None
    also: tuple[str, ...] = ()
    judged: bool = False

    @property
    def shown(self) -> str:
        """The caption on screen."""
        return self.caption or self.name

    @property
    def printed(self) -> str:
        """The caption on paper."""
        return self.paper or self.shown


class Column(Part, frozen=True):
    """A column of the indicator table on screen.

    ``field`` is a field of the row (name, target, actual, weight, deviation …) or computed (completion, score).
    """

    field: Literal[
        "level1", "level2", "name", "direction", "target", "adjusted", "midyear", "actual", "unit", "weight",
        "completion", "score", "deviation", "evidence", "forecast", "likelihood", "cause", "remark",
    ]  # fmt: skip
    caption: str
    width: int = 1  # share of the spare width


class IndicatorBlock(Part, frozen=True):
    """The indicator table."""

    caption: str
    columns: tuple[Column, ...]
    levels: tuple[Level1, ...]
    keep_empty: bool = False  # print a 二级指标 without indicators as an empty row


class Cap(Part, frozen=True):
    """The most the ``total`` may be while the execution rate lies below so many percent."""

    below: Decimal
    total: Decimal


class Excess(Part, frozen=True):
    """The ``points`` taken off an indicator that reached its target ``at_least`` so many percent."""

    at_least: Decimal
    points: Decimal


class Scoring(Part, frozen=True):
    """How points are computed (财预〔2020〕10号 附件1); what varies by province and year is a parameter."""

    execution_weight: Decimal = Decimal(10)
    execution_base: Literal["annual", "initial", "in_place"] = "annual"
    execution_steps: tuple[Step, ...] = ()  # blank: proportional
    execution_decimals: int | None = None  # decimals the execution rate is rounded to before it scores; none: it is not
    reverse: Literal["linear", "ratio"] = "linear"
    caps: tuple[Cap, ...] = ()
    excess: tuple[Excess, ...] = ()
    total: Decimal = Decimal(100)
    decimals: int = 2


class Grade(Part, frozen=True):
    """A grade word and the lowest total that earns it (included)."""

    word: str
    at_least: Decimal
