"""审核说明: by which rules a year was checked and what came of it, as a document of the same blocks as all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from core.forms.model import Form
from core.headers import PROTOCOL_NAME as KIND
from core.kinds import trimmed
from core.model import Unit
from core.office.rule_set import RuleSet
from core.readiness import Doubt, Override, Readiness, Standing
from core.reading import low_execution
from core.report.blocks import Align, Block, Cell, Page, Paragraph, Report, Row, Section, Style, Table
from core.report.compose import reported_on
from core.rules.finding import LEVEL_NAMES
from core.version import VERSION

_PAGE = Page(top_mm=25.0, bottom_mm=25.0, left_mm=27.0, right_mm=27.0)
_PAIR = (38.0, 118.0)  # widths in millimetres
_COUNTS = (51.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0)
_SAID = (20.0, 86.0, 50.0)
# Between Chinese and figures, and between a figure and its sign, a blank stands on screen only.
_CHINESE = r"[\u2014-\u201f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_SCREEN_BLANK = re.compile(rf"(?<={_CHINESE})[ \u00a0]+(?=[\w+-])|(?<=[\w%])[ \u00a0]+(?=%|{_CHINESE})")


def protocol(unit: Unit, found: Readiness) -> Report:
    """The 审核说明 of a year: forms and rules, what is left in figures, each project of which there is more to say."""
    name = unit.name.strip()
    blocks: tuple[Block, ...] = (
        Paragraph(Style.TITLE, f"{found.year}年度绩效自评{KIND}"),
        Paragraph(Style.SUBTITLE, name),
        Paragraph(Style.TABLE_TITLE, "一、审核依据"),
        _pairs("审核依据", tuple(_basis(found))),
        Paragraph(Style.TABLE_TITLE, "二、审核结果"),
        *_results(found),
        *_unit(found),
        *_projects(found),
        Paragraph(Style.TABLE_NOTE, _signed(unit, found.on)),
    )
    section = Section(_PAGE, blocks)
    return Report(f"{name}{found.year}年度绩效自评{KIND}", KIND, name, reported_on(unit, found.year), (section,))


def _signed(unit: Unit, on: date) -> str:
    day = f"校验日期：{on.year}年{on.month}月{on.day}日"
    return f"填表人：{unit.preparer.strip()}　{day}" if unit.preparer.strip() else day


def on_paper(sentence: str) -> str:
    """A sentence of the screen as it is printed."""
    return _SCREEN_BLANK.sub("", sentence).replace("\u00a0", "").replace("\u2060", "")


# ---- by which rules


def _basis(found: Readiness) -> Iterator[tuple[str, str]]:
    yield "程序", f"绩评本{VERSION}"
    for form, rules in {one.form.id: (one.form, one.rules) for one in found.standings}.values():
        yield f"表样：{form.name}", "\n".join(_form(form, rules))
    changes = dict.fromkeys(change for one in found.standings for change in one.rules.by_office)
    yield "本单位改动的规则", "\n".join(changes) or "无"
    off = dict.fromkeys(title for one in found.standings for title in one.rules.off)
    yield "停用的规则", "\n".join(off) or "无"
    if found.ineffective:
        yield "不起作用的设置", "\n".join(found.ineffective)


def _form(form: Form, rules: RuleSet) -> Iterator[str]:
    yield f"{form.title}，{form.edition}年版"
    yield f"依据：{form.basis}"
    yield f"校验规则{rules.on}条，指纹{rules.fingerprint}"
    yield f"执行率低于{trimmed(low_execution(form))}%须写明原因"
    yield from (f"本表样：{change}" for change in rules.by_form)


# ---- what came of it


def _results(found: Readiness) -> Iterator[Block]:
    """A line for each project with something left or answered, and one for all."""
    spoken_of = [one for one in found.standings if _says_something(one)]
    heads = ("项目", "缺项", "错误", "需核实", "提示", "已说明", "待核", "空白")
    rows = [(one.name, *map(str, _counts(one))) for one in spoken_of]
    of_all = zip(*map(_counts, spoken_of), strict=True) if spoken_of else ((0,),) * (len(heads) - 1)
    sums = map(sum, of_all)
    silent = len(found.standings) - len(spoken_of)
    last = f"合计（共{len(found.standings)}个，{silent}个没有遗留）"
    table = (_head(heads), *(_counted(row) for row in rows), _counted((last, *map(str, sums))))
    yield Table("审核结果", _COUNTS, table)


def _unit(found: Readiness) -> Iterator[Block]:
    """What is left of the unit's own facts."""
    rows = [("缺项", one.words, "") for one in found.missing]
    rows += [("待核", *_doubt(one)) for one in found.pending]
    if found.whole_missing:
        rows.append(("缺项", "部门整体", "表样有全年合写的文稿，还没有填写"))
    if rows:
        yield Paragraph(Style.TABLE_TITLE, "单位信息")
        yield _said("单位信息", rows)


def _projects(found: Readiness) -> Iterator[Block]:
    for number, one in enumerate((one for one in found.standings if _says_something(one)), start=1):
        yield Paragraph(Style.TABLE_TITLE, f"{number}.{one.name}（{one.form.name}）")
        yield _said(f"{number}.{one.name}", list(_lines(one)))


def _lines(one: Standing) -> Iterator[tuple[str, str, str]]:
    """Kind, what is so, and what the clerk says to it."""
    for blank in one.missing:
        yield "缺项", blank.words, ""
    for finding in one.open:
        yield LEVEL_NAMES[finding.level], finding.message, ""
    for finding in one.answered:
        yield f"{LEVEL_NAMES[finding.level]}（已说明）", finding.message, finding.reason
    for override in one.overrides:
        yield "另定得分", _given(override), override.reason or "没有写理由"
    for doubt in one.pending:
        yield "待核", *_doubt(doubt)
    doubted = {doubt.pending.place for doubt in one.pending}  # whose note stands there
    for note in (note for note in one.notes if note.place not in doubted):
        yield "备注", note.words, note.text
    if one.blanks:
        yield "空白", f"文稿中还有{one.blanks}处“＿＿”", ""


def _given(override: Override) -> str:
    return f"{override.words}填{trimmed(override.given)}分，按公式是{trimmed(override.computed)}分"


def _doubt(doubt: Doubt) -> tuple[str, str]:
    text = doubt.pending.text.strip()
    return f"{doubt.words}：{text or '空着'}", doubt.pending.note


def _says_something(one: Standing) -> bool:
    return not one.clear or bool(one.hints or one.answered or one.notes or one.overrides)


def _counts(one: Standing) -> tuple[int, ...]:
    parts: tuple[tuple[object, ...], ...] = (
        one.missing, one.contradicting, one.waiting, one.hints, one.answered, one.pending,
    )  # fmt: skip
    return (*map(len, parts), one.blanks)


# ---- tables


def _pairs(name: str, pairs: tuple[tuple[str, str], ...]) -> Table:
    rows = (Row((Cell(caption, label=True), Cell(on_paper(text), align=Align.LEFT))) for caption, text in pairs)
    return Table(name, _PAIR, tuple(rows))


def _said(name: str, lines: list[tuple[str, str, str]]) -> Table:
    rows = (
        Row((Cell(kind), Cell(on_paper(what), align=Align.LEFT), Cell(on_paper(answer), align=Align.LEFT)))
        for kind, what, answer in lines
    )
    return Table(name, _SAID, (_head(("类别", "内容", "说明")), *rows))


def _head(captions: tuple[str, ...]) -> Row:
    return Row(tuple(Cell(caption, label=True) for caption in captions), head=True)


def _counted(texts: tuple[str, ...]) -> Row:
    name, *numbers = texts
    return Row((Cell(name, align=Align.LEFT), *(Cell(number, numeric=True) for number in numbers)))
