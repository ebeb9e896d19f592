"""A form: captions, rows, quotas, parameters, outline and layout of one official format, as data.

A form names rules, formulas and figures; it never contains one.  ``docs/forms.md`` explains every key to the office.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything a form file holds: frozen, and an unknown key is refused."""


class Header(Part, frozen=True):
    """A field of 基本信息.  ``field`` is ``table.name`` of the catalogue in :mod:`core.fields`."""

    field: str
    caption: str
    required: bool = False
    hint: str = ""


class Line(Part, frozen=True):
    """One line of the fund grid: a source typed by the clerk, or the sum of other lines and sources."""

    key: str
    caption: str
    source: str = ""
    sum: tuple[str, ...] = ()
    indent: int = 0
    printed: bool = True
    optional: bool = False  # on screen only when it holds an amount or the clerk asks for all sources


class Measure(Part, frozen=True):
    """One measure of the fund grid: a stage typed by the clerk, or a formula of :mod:`core.reading`.

    ``only`` names the lines that have it; elsewhere ``elsewhere`` is printed.
    """

    caption: str
    stage: Literal["", "initial", "adjustment", "annual", "in_place", "executed", "midyear"] = ""
    formula: Literal["", "balance", "arrival_rate", "execution_rate", "execution_weight", "execution_score"] = ""
    note: str = ""  # 行次, such as (7)=(4)/(2)
    only: tuple[str, ...] = ()
    elsewhere: str = ""
    printed: bool = True

    @property
    def key(self) -> str:
        """The stage or the formula: the name of the measure in figures and addresses."""
        return self.stage or self.formula


class FundGrid(Part, frozen=True):
    """The fund grid.  ``lines_down`` says that the sources are the rows; else the measures are."""

    caption: str
    lines: tuple[Line, ...]
    measures: tuple[Measure, ...]
    lines_down: bool = True
    zero: Literal["blank", "zero"] = "zero"  # how a typed or computed zero is printed
    undefined: str = "—"  # printed where the divisor is 0


class GoalBlock(Part, frozen=True):
    """A goal the form asks for: two cells."""

    period: Literal["annual", "whole"]
    caption: str
    expected_caption: str
    actual_caption: str


class Level2(Part, frozen=True):
    """A 二级指标: canonical name, printed caption, other names it is known by, and what it should hold."""

    name: str
    caption: str = ""
    also: tuple[str, ...] = ()
    direction: Literal["", "≥", "≤", "=", ">", "<", "定性"] = ""  # when neither column nor target says one
    shorter_is_better: bool = False  # a target that is a span of time counts as ≤ when neither says one
    required: bool = False

    @property
    def printed(self) -> str:
        """The caption on screen and paper."""
        return self.caption or self.name


class Level1(Part, frozen=True):
    """A 一级指标 with the points it must reach (none where the form has no weights)."""

    name: str
    parts: tuple[Level2, ...]
    caption: str = ""
    paper: str = ""  # the caption on paper where it says more than on screen: 产出指标（50分）
    quota: Decimal | None = None
    also: tuple[str, ...] = ()

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
        "completion", "score", "deviation", "evidence",
    ]  # fmt: skip
    caption: str
    width: int = 1  # share of the spare width


class IndicatorBlock(Part, frozen=True):
    """The indicator table."""

    caption: str
    columns: tuple[Column, ...]
    levels: tuple[Level1, ...]
    keep_empty: bool = False  # print a 二级指标 without indicators as an empty row


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
    """Full score ``score`` (a share of the weight) from a rate of ``at_least`` percent on."""

    at_least: Decimal
    score: Decimal


class Scoring(Part, frozen=True):
    """How points are computed (财预〔2020〕10号 附件1); what varies by province and year is a parameter."""

    execution_weight: Decimal = Decimal(10)
    execution_base: Literal["annual", "initial", "in_place"] = "annual"
    execution_steps: tuple[Step, ...] = ()  # blank: proportional
    reverse: Literal["linear", "ratio"] = "linear"
    total: Decimal = Decimal(100)
    decimals: int = 2


class Grade(Part, frozen=True):
    """A grade word and the lowest total that earns it (included)."""

    word: str
    at_least: Decimal


class Thresholds(Part, frozen=True):
    """Where a figure asks for a written reason, in percent."""

    execution_reason_below: Decimal = Decimal(90)


class RuleChange(Part, frozen=True):
    """A rule this form changes: another level, or off."""

    rule: str
    level: Literal["error", "warning", "hint", "off"]


class Variant(Part, frozen=True):
    """One wording of a clause, taken when every condition in ``when`` holds.

    A condition is a name of :mod:`core.report.conditions` or the path of a figure, which holds when it has a value.
    """

    text: str
    when: tuple[str, ...] = ()


class Sentence(Part, frozen=True):
    """Formulaic text, clause by clause: of each clause the first variant that holds, of some clauses none."""

    key: str
    clauses: tuple[tuple[Variant, ...], ...]


class Topic(Part, frozen=True):
    """One heading of the outline and, with ``key``, the answer under it.

    ``guidance`` is shown on screen and printed only with ``print_guidance``.  ``sentence`` names the formulaic
    sentence that stands for the answer until the clerk edits it; ``empty`` is printed when there is neither, and a
    blank in its place while one of the conditions ``empty_unless`` holds.  A topic of the page ``fund`` is asked below
    the fund grid; it is no part of the outline, only figures name it.
    """

    heading: str
    level: Literal[1, 2, 3, 4]
    key: str = ""
    guidance: str = ""
    print_guidance: bool = False
    sentence: str = ""
    empty: str = ""
    empty_unless: tuple[str, ...] = ()
    limit: int = 0  # characters, 0: none
    page: Literal["text", "fund"] = "text"
    when: tuple[str, ...] = ()  # asked only while one of these conditions holds, or something is written


class CellSpec(Part, frozen=True):
    """A printed cell: text with figures in braces, and the columns it covers.

    ``merge`` joins it with the cell above or below when both say the same and everything left of them is joined too.
    """

    text: str = ""
    across: int = 1
    align: Literal["left", "center", "right"] = "center"
    label: bool = False
    merge: bool = False
    numeric: bool = False


class RowSpec(Part, frozen=True):
    """A printed row, or with ``each`` one row for every printed line, indicator or attachment."""

    cells: tuple[CellSpec, ...]
    each: Literal["", "line", "indicator", "evidence"] = ""
    head: bool = False
    min_height_mm: Decimal = Decimal(0)


class TableSpec(Part, frozen=True):
    """A printed table; widths in millimetres."""

    key: str
    name: str
    widths_mm: tuple[Decimal, ...]
    rows: tuple[RowSpec, ...]


class Piece(Part, frozen=True):
    """One piece of a document: a paragraph, a table, the whole outline, or a page break."""

    kind: Literal["paragraph", "table", "outline", "break"]
    style: Literal["attachment", "title", "subtitle", "body", "table title", "table note", "signature"] = "body"
    text: str = ""
    table: str = ""


class PageSpec(Part, frozen=True):
    """Paper of a document, in millimetres."""

    landscape: bool = False
    top_mm: Decimal = Decimal(37)
    bottom_mm: Decimal = Decimal(35)
    left_mm: Decimal = Decimal(28)
    right_mm: Decimal = Decimal(26)
    numbered: bool = True


class Document(Part, frozen=True):
    """One file the form prints for each project.  ``kind`` is its 文种 and ends the file name."""

    key: str
    kind: str
    title: str  # file property; figures in braces allowed
    pieces: tuple[Piece, ...]
    formats: tuple[Literal["docx", "pdf", "xlsx"], ...] = ("docx", "pdf", "xlsx")
    page: PageSpec = PageSpec()


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
    tables: tuple[TableSpec, ...] = ()
    topics: tuple[Topic, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    bands: tuple[Band, ...] = ()  # the best first; without scores they still tell a missed target
    scoring: Scoring | None = None
    grades: tuple[Grade, ...] = ()
    thresholds: Thresholds = Thresholds()
    rules: tuple[RuleChange, ...] = ()
    money_unit: Literal["元", "万元"] = "万元"
    money_decimals: int = 2
    prose_unit: Literal["元", "万元"] = "万元"  # of amounts in running text
    rate_decimals: int = 2
    whole_rates: bool = False  # a rate without remainder is printed without decimals: 100%

    def level_of(self, level1: str, level2: str) -> tuple[Level1, Level2] | None:
        """Where a row's canonical levels stand in this form, by name or other name; None when nowhere."""
        inside = [lv for lv in self.indicators.levels if level1 in (lv.name, *lv.also)]
        for outer in (*inside, *self.indicators.levels):
            for part in outer.parts:
                if level2 in (part.name, *part.also):
                    return outer, part
        return None

    def topic(self, key: str) -> Topic | None:
        """The topic whose answer has this key."""
        return next((topic for topic in self.topics if topic.key == key), None)

    def sentence(self, key: str) -> Sentence | None:
        """The formulaic sentence with this key."""
        return next((sentence for sentence in self.sentences if sentence.key == key), None)

    def table(self, key: str) -> TableSpec | None:
        """The printed table with this key."""
        return next((table for table in self.tables if table.key == key), None)
