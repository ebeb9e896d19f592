"""What a rule has to say: how serious, in which words, about which cells, and the ways out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import msgspec

from core.accounts.values import Accounts
from core.beside import NOTHING_BESIDE, Beside
from core.edits import Edit
from core.forms.model import Form
from core.model import Dossier, Place, Project
from core.reading import Values
from core.scoring.scores import Scores


class Level(StrEnum):
    """How serious a finding is."""

    ERROR = "error"  # 错误: must be mended before the files count as clean
    WARNING = "warning"  # 需核实: mend, or give a reason
    HINT = "hint"  # 提示: may be ignored


TOPICS = ("基本信息", "资金", "决算", "目标", "指标", "评分", "正文", "佐证材料")  # in the order of the window's pages
LEVEL_NAMES: Mapping[Level, str] = {Level.ERROR: "错误", Level.WARNING: "需核实", Level.HINT: "提示"}


class Side(msgspec.Struct, frozen=True, gc=False):
    """One side of a quarrel, as it is shown: 应为 32.30 %."""

    caption: str
    figure: str


class Fix(msgspec.Struct, frozen=True, gc=False):
    """A way out at one click: the words on the button and the step behind it."""

    label: str
    edit: Edit


class Said(msgspec.Struct, frozen=True, gc=False):
    """What a rule function yields: the sentence with both sides and the gap, the cells, the ways out.

    The first place carries the sign and is where a jump goes; all places are tinted.  ``answerable`` says that a
    written reason closes the finding (always so for 需核实, and for an error where a figure was typed over on purpose).
    """

    message: str
    places: tuple[Place, ...]
    sides: tuple[Side, ...] = ()
    fixes: tuple[Fix, ...] = ()
    answerable: bool = False
    detail: str = ""  # tells two findings of one rule at one place apart


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: one project or the unit, read and scored under its form, and its neighbours of the year."""

    values: Values
    scores: Scores | None
    neighbours: tuple[Project, ...] = ()  # the other projects of the year; of the unit all of them
    beside: Beside = NOTHING_BESIDE  # what its amounts can be held against
    before: Accounts | None = None  # of the unit: its year before, where the book has one
    # Of the values; every rule asks for them, and a property is a call.
    form: Form = field(init=False, repr=False, compare=False)
    dossier: Dossier = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", self.values.form)
        object.__setattr__(self, "dossier", self.values.dossier)

    def parameter(self, rule: str, parameter: Parameter) -> Decimal:
        """What a parameter of a rule is here: as office or form say, else its default."""
        return self.form.parameter(rule, parameter.key, parameter.default)


BOTH = ("project", "unit")
# Rules that say that an amount, a value of an indicator, or points are wrong: what is made of them waits.
ON_AMOUNTS = ("fund-total", "fund-subtotal", "adjusted-budget", "money-magnitude", "money-in-yuan")
ON_VALUES = (
    "value-magnitude",
    "share-above-whole",
    "same-unit",
    "same-quantity",
    "actual-value",
    "actual-not-target",
    "text-readable",
)
ON_SCORES = (
    "weight-sum", "weight-positive", "value-magnitude",
    "score-formula", "score-from-rounded-rate", "score-within-weight", "score-within-band",
)  # fmt: skip
YEAR_END = ("evaluation", "summary")  # forms that ask what came of it; before that nothing can be amiss with it


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a rule depends on, with the value it has unless form or office say otherwise."""

    key: str
    caption: str
    default: Decimal
    unit: str = ""  # %, 字, 分 …


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its function, level unless the form says otherwise, topic, and the source it stands on."""

    id: str
    number: int  # the check's number in the catalogue of docs/checks.md
    title: str  # the truth it expects, in a few words
    level: Level
    topic: str  # 基本信息, 资金, 目标, 指标, 正文, 佐证材料
    basis: str
    check: Callable[[Case], Iterator[Said]]
    of: tuple[str, ...] = ("project",)  # what it looks at: projects, the unit's dossier
    stages: tuple[str, ...] = ("application", "monitoring", "evaluation", "summary")  # of the forms that apply it
    example: str = ""  # a wrong case with its figures, and what is right, for the rule's card
    parameters: tuple[Parameter, ...] = ()
    rests_on: tuple[str, ...] = ()  # rules whose open finding may be the cause of one of its own, which then waits


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A rule's word on one project, ready to be shown.

    ``subject`` names what it is about and survives restarts.
    """

    rule: str
    level: Level
    topic: str
    basis: str
    project: int
    message: str
    places: tuple[Place, ...]
    sides: tuple[Side, ...]
    fixes: tuple[Fix, ...]
    answerable: bool
    subject: str
    reason: str = ""  # the clerk's answer, when it still counts

    @property
    def open(self) -> bool:
        """Whether it still waits for the clerk."""
        return not self.reason


def counts(findings: Iterable[Finding]) -> Mapping[Level, int]:
    """How many findings of each level still wait for the clerk."""
    waiting = Counter(finding.level for finding in findings if finding.open)
    return {level: waiting[level] for level in Level}
