"""A form: captions, rows, quotas, parameters, outline and layout of one official format, as data.

A form names rules, formulas and figures; it never contains one.  ``docs/forms.md`` explains every key to the office.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from core.forms.indicator_model import Band, Grade, IndicatorBlock, Level1, Level2, Scoring
from core.forms.paper_model import ChartSpec, Document, TableSpec, Term
from core.forms.part import Part
from core.forms.sheet_model import ScoreSheet


class Header(Part, frozen=True):
    """A field of 基本信息.  ``field`` is ``table.name`` of the catalogue in :mod:`core.fields`."""

    field: str
    caption: str
    required: bool = False
    hint: str = ""


class Line(Part, frozen=True):
    """One line of the fund grid: a source typed by the clerk, the sum of other lines and sources, or in a form of the
    unit a line of its final accounts (:mod:`core.accounts.lines`)."""

    key: str
    caption: str
    source: str = ""
    sum: tuple[str, ...] = ()
    indent: int = 0
    printed: bool = True
    optional: bool = False  # on screen only when it holds an amount or the clerk asks for all sources
    account: str = ""


class Measure(Part, frozen=True):
    """One measure of the fund grid: a stage typed by the clerk, or a formula of :mod:`core.reading`.

    ``only`` names the lines that have it; elsewhere ``elsewhere`` is printed.
    """

    caption: str
    stage: Literal["", "initial", "adjustment", "annual", "in_place", "executed", "midyear", "forecast"] = ""
    formula: Literal[
        "", "balance", "arrival_rate", "execution_rate", "midyear_rate", "execution_weight", "execution_score"
    ] = ""  # fmt: skip
    note: str = ""  # 行次, such as (7)=(4)/(2)
    only: tuple[str, ...] = ()
    elsewhere: str = ""
    printed: bool = True
    zero: Literal["", "blank", "zero"] = ""  # how a zero is printed here; blank: as in the whole grid

    @property
    def key(self) -> str:
        """The stage or the formula: the name of the measure in figures and addresses."""
        return self.stage or self.formula


class FundBand(Part, frozen=True):
    """A caption over neighbouring lines of the fund grid: 财政资金 over 小计, 中央级, 省级, 市级, 县区级."""

    caption: str
    lines: tuple[str, ...]


class FundGrid(Part, frozen=True):
    """The fund grid.  ``lines_down`` says that the sources are the rows; else the measures are.

    ``bands`` are captions that stand over neighbouring lines in a second header row, where the lines are the columns.
    """

    caption: str
    lines: tuple[Line, ...]
    measures: tuple[Measure, ...]
    lines_down: bool = True
    zero: Literal["blank", "zero"] = "zero"  # how a typed or computed zero is printed
    undefined: str = "—"  # printed where the divisor is 0
    rate_sign: Literal["%", ""] = "%"  # behind a printed rate
    bands: tuple[FundBand, ...] = ()


class GoalBlock(Part, frozen=True):
    """A goal the form asks for: two cells; ``several`` says that there may be more than one of its period.

    Without ``actual_caption`` the form asks for the expectation alone.
    """

    period: Literal["annual", "whole"]
    caption: str
    expected_caption: str
    actual_caption: str = ""
    several: bool = False


class RuleChange(Part, frozen=True):
    """A rule this form changes: another level, or off, or other values of its parameters."""

    rule: str
    level: Literal["", "error", "warning", "hint", "off"] = ""
    values: dict[str, Decimal] = msgspec.field(default_factory=dict)  # of the rule's parameters


class Sentence(Part, frozen=True):
    """Formulaic text: a template of :mod:`core.report.template` with choices and loops, its figures in braces."""

    key: str
    text: str


class Phrase(Part, frozen=True):
    """Wording that sentences share (:mod:`core.forms.phrases`): it speaks of ``it``, with ``words`` of the sentence."""

    key: str
    text: str


class Topic(Part, frozen=True):
    """One heading of the outline and, with ``key``, the answer under it.

    Level 0 is a part of the document (摘要, 第一部分), where the numbering of the headings begins anew.  ``heading`` is
    written without its number where the form has a ``numbering``; in the form as it is read the number stands in it.

    ``guidance`` is shown on screen; ``print_guidance`` says whether it is printed as well, in a paragraph of its own or
    in that of the heading.  ``sentence`` names the formulaic sentence that stands for the answer until the clerk edits
    it; ``empty`` is printed when there is neither, and a blank in its place while one of the conditions
    ``empty_unless`` holds.  ``table`` is printed below the heading.  ``repeats`` names the topic whose answer is
    printed here once more, so that a summary cannot differ from its body.

    A topic of the page ``fund`` is asked below the fund grid, one of the page ``table`` on the page of the running
    text; neither is part of the outline, only figures name them.  A topic ``of`` the unit is asked once a year, not for
    each project.
    """

    heading: str
    level: Literal[0, 1, 2, 3, 4]
    key: str = ""
    numbered: bool = True
    new_page: bool = False  # begins on one
    run_in: bool = False  # the heading stands in bold before its answer, in one paragraph
    guidance: str = ""
    print_guidance: Literal["", "below", "behind"] = ""
    sentence: str = ""
    repeats: str = ""
    first_paragraph: bool = False  # of what it repeats
    table: str = ""
    chart: str = ""  # below the answer
    chart_after: int = 0  # below so many of its paragraphs instead; 0: all
    paper: str = ""  # the heading on paper where it says more than on screen: {year}年重点工作完成情况
    outline: str = ""  # the outline it belongs to, where a form has several
    empty: str = ""
    empty_unless: tuple[str, ...] = ()
    limit: int = 0  # characters, 0: none
    page: Literal["text", "fund", "table"] = "text"
    of: Literal["project", "unit"] = "project"
    when: tuple[str, ...] = ()  # asked only while one of these conditions holds, or something is written


class Form(Part, frozen=True):
    """One official format."""

    id: str
    title: str
    name: str  # short, for the list of forms
    region: str
    edition: int
    basis: str  # 文号 or source of the format
    headers: tuple[Header, ...]
    fund: FundGrid
    goals: tuple[GoalBlock, ...]
    indicators: IndicatorBlock
    documents: tuple[Document, ...]
    stage: Literal["application", "monitoring", "evaluation", "summary"] = "evaluation"  # 申报、监控、自评、汇总
    numbering: tuple[str, ...] = ()  # how headings of level 1, 2 … are numbered: 一、（一）1.（1）
    tables: tuple[TableSpec, ...] = ()
    topics: tuple[Topic, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    accounts: tuple[str, ...] = ()  # asked for: sections of core.accounts.lines, "function", "economic"; blank: none
    project_answers: tuple[str, ...] = ()  # asked by the projects' own forms, named in sentences over the projects
    charts: tuple[ChartSpec, ...] = ()
    terms: tuple[Term, ...] = ()  # 名词解释
    bands: tuple[Band, ...] = ()  # the best first; without scores they still tell a missed target
    scoring: Scoring | None = None
    grades: tuple[Grade, ...] = ()
    scores: ScoreSheet | None = None
    scores_from: str = ""  # the form whose score sheet this one has too
    rules: tuple[RuleChange, ...] = ()
    money_unit: Literal["元", "万元"] = "万元"
    money_decimals: int = 2
    prose_unit: Literal["元", "万元"] = "万元"  # of amounts in running text
    rate_decimals: int = 2
    whole_rates: bool = False  # a rate without remainder is printed without decimals: 100%
    # Printed without zeros at the end, 7.5: "money" are all amounts, "prose" those in running text.
    trimmed: tuple[Literal["money", "prose", "rate", "completion", "score"], ...] = ()

    def level_of(self, level1: str, level2: str) -> tuple[Level1, Level2] | None:
        """Where a row's canonical levels stand in this form, by name or other name; None when nowhere."""
        inside = [lv for lv in self.indicators.levels if level1 in (lv.name, *lv.also)]
        for outer in (*inside, *self.indicators.levels):
            for part in outer.parts:
                if level2 in (part.name, *part.also):
                    return outer, part
        return None

    def parameter(self, rule: str, key: str, default: Decimal) -> Decimal:
        """The value of a rule's parameter in this form."""
        for change in self.rules:
            if change.rule == rule and key in change.values:
                return change.values[key]
        return default

    def outline(self, of: str, name: str | None = None) -> tuple[Topic, ...]:
        """The topics of a project's outlines, or of the unit's, in order; with ``name`` those of one outline."""
        found = (topic for topic in self.topics if topic.of == of and topic.page == "text")
        return tuple(topic for topic in found if name in (None, topic.outline))

    def documents_of(self, of: str) -> tuple[Document, ...]:
        """The documents printed for a project, or for the unit."""
        return tuple(document for document in self.documents if document.of == of)

    def topic(self, key: str) -> Topic | None:
        """The topic whose answer has this key."""
        return next((topic for topic in self.topics if topic.key == key), None)

    def sentence(self, key: str) -> Sentence | None:
        """The formulaic sentence with this key."""
        return next((sentence for sentence in self.sentences if sentence.key == key), None)

    def chart(self, key: str) -> ChartSpec | None:
        """The chart with this key."""
        return next((chart for chart in self.charts if chart.key == key), None)

    def table(self, key: str) -> TableSpec | None:
        """The printed table with this key."""
        return next((table for table in self.tables if table.key == key), None)
