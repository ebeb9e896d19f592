"""What the tables of 年度概览 show: an overview put into columns and cells; no widget knows less than this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.kinds import money_in, shown
from core.model import SOURCES
from core.reading import TOTAL
from core.rules.finding import Level
from core.years.overview import Money, Overview, ProjectLine
from ui.look.figure_table import Cell, Column, Row
from ui.look.meters import MeterValue, Tone
from ui.look.signs import Sign, Stage
from ui.stages import signs

_LOW_SCORE = 80  # 良 begins here in every form that grades
_UNKNOWN = Cell("—", "faint")
_STAGES = ("annual", "executed")

PROJECTS = (
    Column("项目", "城乡居民基本医疗保险补助"),
    Column("全年预算", "1234.56", number=True),
    Column("全年执行", "1234.56", number=True),
    Column("执行率 %", "100.00", number=True, meter=True),
    Column("得分", "100.00", number=True, meter=True),
    Column("状态", "待核实", stage=True),
    Column("校验", "", signs=True),
)
FUNDS = (
    Column("来源", "财政拨款"),
    Column("全年预算", "1234.56", number=True),
    Column("全年执行", "1234.56", number=True),
    Column("执行率 %", "100.00", number=True),
)
FINDINGS = (
    Column("内容", "基本信息"),
    Column("错误", "12", number=True, sign=Sign.ERROR),
    Column("需核实", "12", number=True, sign=Sign.WARNING),
    Column("提示", "12", number=True, sign=Sign.HINT),
)
REST = (Column("", "上次导出以后的修改"), Column("", "123", number=True))


@dataclass(frozen=True, slots=True)
class MoneyCells:
    """Writes amounts of 元 in the unit, and with the decimals, of a form."""

    unit: str
    decimals: int

    def cell(self, amount: Decimal | None) -> Cell:
        """An amount; a dash while it is unknown."""
        return _UNKNOWN if amount is None else Cell(shown(money_in(amount, self.unit), self.decimals))

    def fund_rows(self, money: Money) -> tuple[Row, ...]:
        """The sources that have money, then their sum; the key is the source."""
        used = [source for source in SOURCES if any(money.of(stage, source) for stage in _STAGES)]
        rows = [Row(self._line(SOURCES[source], money, source), source) for source in used]
        return (*rows, Row(self._line("合计", money, TOTAL), TOTAL, total=True))

    def _line(self, words: str, money: Money, source: str) -> tuple[Cell, ...]:
        amounts = (self.cell(money.of(stage, source)) for stage in _STAGES)
        return Cell(words), *amounts, figure_cell(money.rate(source))

    def project_row(self, line: ProjectLine) -> Row:
        """One project; the key is its number."""
        score = line.score
        rate = figure_cell(line.rate, Tone.LOW if line.low else Tone.ORDINARY)
        points = figure_cell(score, Tone.LOW if score is not None and score < _LOW_SCORE else Tone.ORDINARY)
        state = Cell(line.state.value, "soft", stage=Stage(line.state.value))
        money = (self.cell(line.annual), self.cell(line.executed))
        return Row((Cell(line.name), *money, rate, points, state, Cell(counts=signs(line.waiting))), line.id)


def figure_cell(value: Decimal | None, tone: Tone | None = None) -> Cell:
    """A rate or points with two decimals and, with a tone, a meter of 100; a dash while unknown."""
    if value is None:
        return _UNKNOWN
    return Cell(shown(value, 2), meter=None if tone is None else MeterValue(float(value) / 100, tone))


def finding_rows(seen: Overview) -> tuple[Row, ...]:
    """What waits by topic and level, then the sum; the key is the topic.  A topic where nothing waits has no row."""
    topics = dict.fromkeys(topic for (topic, _), number in seen.findings.items() if number)
    counts = {topic: tuple(_count(seen.findings[topic, level], level) for level in Level) for topic in topics}
    sums = (sum(number for (_, level), number in seen.findings.items() if level is one) for one in Level)
    total = Row((Cell("合计"), *(Cell(str(number)) for number in sums)), total=True)
    return (*(Row((Cell(topic), *cells), topic) for topic, cells in counts.items()), total)


def _count(number: int, level: Level) -> Cell:
    hues = {Level.ERROR: "red", Level.WARNING: "amber", Level.HINT: "blue"}
    return Cell(str(number), hues[level]) if number else Cell("·", "faint")


def days_left(seen: Overview, text: str) -> tuple[str, str]:
    """The words behind the deadline as it was typed, and their ink."""
    if seen.days_left is None:
        return ("写成 2022-03-15", "amber") if text.strip() else ("", "soft")
    if seen.days_left < 0:
        return f"已过 {-seen.days_left} 天", "red"
    return ("就是今天", "amber") if not seen.days_left else (f"还有 {seen.days_left} 天", "soft")
