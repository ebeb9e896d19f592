"""What must be true of a form beyond its shape: names that meet, widths that fill, points that add up.

Each check yields sentences for whoever writes the form file; the first one is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.fields import FIELDS
from core.forms.model import Form, Line, TableSpec
from core.kinds import trimmed
from core.model import SOURCES
from core.reading import TOTAL
from core.report.conditions import is_condition
from core.report.paths import is_local, parts

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\<>|\"]")  # neither in worksheet nor in file names
_SHEET_NAME = 31
_BRACED = re.compile(r"\{[^{}]*\}")


def faults(form: Form) -> Iterator[str]:
    """Everything wrong with a form, each as a sentence: place, what is so, what it should be."""
    yield from _names(form)
    yield from _fund(form)
    yield from _references(form)
    yield from _points(form)
    for table in form.tables:
        yield from _table(form, table)
    for where, text in _prose(form):
        yield from _figures(form, where, text, "")


def _names(form: Form) -> Iterator[str]:
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("fund.lines 的 key", (line.key for line in form.fund.lines)),
        ("fund.measures 的 stage/formula", (measure.key for measure in form.fund.measures)),
        ("tables 的 key", (table.key for table in form.tables)),
        ("tables 的 name", (table.name for table in form.tables)),
        ("topics 的 key", (topic.key for topic in form.topics if topic.key)),
        ("sentences 的 key", (sentence.key for sentence in form.sentences)),
        ("documents 的 key", (document.key for document in form.documents)),
        ("documents 的 kind", (document.kind for document in form.documents)),
        ("headers 的 field", (header.field for header in form.headers)),
        ("levels 的 name", (level.name for level in form.indicators.levels)),
    )
    for what, names in groups:
        for name, count in Counter(names).items():
            if not name:
                yield f"{what}不能是空的。"
            elif count > 1:
                yield f"{what}“{name}”出现了 {count} 次，只能出现一次。"
    for name in (*(table.name for table in form.tables), *(document.kind for document in form.documents)):
        if _NOT_IN_NAMES.search(name) or len(name) > _SHEET_NAME:
            yield f'“{name}”要作工作表名或文件名，最多 {_SHEET_NAME} 个字，不能有 [ ] : * ? / \\ < > | "。'


def _fund(form: Form) -> Iterator[str]:
    """Every source of money is counted exactly once in the line ``total``."""
    lines = {line.key: line for line in form.fund.lines}
    if TOTAL not in lines:
        yield f"fund.lines 里没有 key 为“{TOTAL}”的合计行。"
    yield from _fund_shape(form, lines)
    counted = Counter(_sources(lines, TOTAL, ()))
    for source, caption in SOURCES.items():
        if counted[source] != 1:
            yield f"资金来源“{caption}”（{source}）在合计行 total 里算了 {counted[source]} 次，应当正好 1 次。"


def _fund_shape(form: Form, lines: dict[str, Line]) -> Iterator[str]:
    """A line is a source or a sum, a measure a stage or a formula, and what they name exists."""
    for line in form.fund.lines:
        if bool(line.source) == bool(line.sum):
            yield f"fund.lines“{line.key}”要么写 source，要么写 sum，二者必居其一。"
        if line.source and line.source not in SOURCES:
            yield f"fund.lines“{line.key}”的 source“{line.source}”不是资金来源，可用的有：{'、'.join(SOURCES)}。"
        for part in line.sum:
            if part not in lines and part not in SOURCES:
                yield f"fund.lines“{line.key}”的 sum 里“{part}”既不是行也不是资金来源。"
    for measure in form.fund.measures:
        if bool(measure.stage) == bool(measure.formula):
            yield f"fund.measures“{measure.caption}”要么写 stage，要么写 formula，二者必居其一。"
        for key in measure.only:
            if key not in lines:
                yield f"fund.measures“{measure.caption}”的 only 里没有“{key}”这一行。"


def _sources(lines: dict[str, Line], key: str, above: tuple[str, ...]) -> Iterator[str]:
    line = lines.get(key)
    if line is None or line.source:
        yield line.source if line else key
    elif key not in above:
        for part in line.sum:
            yield from _sources(lines, part, (*above, key))


def _references(form: Form) -> Iterator[str]:
    for header in form.headers:
        if header.field not in FIELDS:
            yield f"headers“{header.caption}”的 field“{header.field}”不在字段目录里。"
    yield from _topics(form)
    for key, condition in _conditions(form):
        if not is_condition(condition):
            yield f"{key}的条件“{condition}”程序不认识。"
        elif "." in condition and not _in_form(form, condition):
            yield f"{key}的条件“{condition}”在这个表样里没有。"
    for document in form.documents:
        for piece in document.pieces:
            if piece.kind == "table" and form.table(piece.table) is None:
                yield f"documents“{document.key}”用的表“{piece.table}”在 tables 里没有。"


def _topics(form: Form) -> Iterator[str]:
    for topic in form.topics:
        if topic.sentence and form.sentence(topic.sentence) is None:
            yield f"topics“{topic.heading}”用的句子“{topic.sentence}”在 sentences 里没有。"
        if topic.sentence and not topic.key:
            yield f"topics“{topic.heading}”有 sentence，就要有 key，经办人才能改写。"
        if topic.empty_unless and not topic.empty:
            yield f"topics“{topic.heading}”有 empty_unless，就要有 empty。"


def _conditions(form: Form) -> Iterator[tuple[str, str]]:
    for sentence in form.sentences:
        for variant in (variant for clause in sentence.clauses for variant in clause):
            yield from ((f"sentences“{sentence.key}”", condition) for condition in variant.when)
    for topic in form.topics:
        yield from ((f"topics“{topic.key}”", condition) for condition in (*topic.when, *topic.empty_unless))


def _points(form: Form) -> Iterator[str]:
    bounds = [grade.at_least for grade in form.grades]
    if bounds != sorted(set(bounds), reverse=True):
        yield "grades 的 at_least 应当从高到低，不能重复。"
    for band in form.bands:
        if not Decimal(0) <= band.low <= band.high <= Decimal(1):
            yield f"bands“{band.word}”的 low、high 应当在 0 到 1 之间，low 不大于 high。"
    scoring = form.scoring
    if scoring is None:
        return
    quotas = [level.quota for level in form.indicators.levels if level.quota is not None]
    total = sum(quotas, scoring.execution_weight)
    if quotas and total != scoring.total:
        gap = trimmed(abs(total - scoring.total))
        yield (
            f"各一级指标的 quota 加上 execution_weight 是 {trimmed(total)}，scoring.total 是 {trimmed(scoring.total)}，"
            f"差 {gap}。"
        )


def _table(form: Form, table: TableSpec) -> Iterator[str]:
    for number, row in enumerate(table.rows, start=1):
        where = f"tables“{table.key}”第 {number} 行"
        for cell in row.cells:
            if cell.across < 1:
                yield f"{where}有单元格的 across 小于 1。"
            yield from _figures(form, where, cell.text, row.each)
        covered = sum(cell.across for cell in row.cells)
        if covered != len(table.widths_mm):
            yield f"{where}的单元格共占 {covered} 列，表宽是 {len(table.widths_mm)} 列。"


def _prose(form: Form) -> Iterator[tuple[str, str]]:
    """Every template outside tables, with its place."""
    for sentence in form.sentences:
        yield from ((f"sentences“{sentence.key}”", v.text) for clause in sentence.clauses for v in clause)
    for topic in form.topics:
        yield f"topics“{topic.heading}”的 empty", topic.empty
    for document in form.documents:
        yield f"documents“{document.key}”的 title", document.title
        yield from ((f"documents“{document.key}”的 pieces", piece.text) for piece in document.pieces)


def _figures(form: Form, where: str, text: str, each: str) -> Iterator[str]:
    """Figures must be known, of this form, and local ones must stand in a row of their kind."""
    for plain, path, _ in parts(text):
        for unknown in _BRACED.findall(plain):
            yield f"{where}里的“{unknown}”不是程序认识的数据。"
        if is_local(path) and path.partition(".")[0] != each:
            yield f'{where}里的“{path}”只能用在 each = "{path.partition(".")[0]}" 的行里。'
        elif path and not _in_form(form, path):
            yield f"{where}里的“{path}”在这个表样里没有。"


def _in_form(form: Form, path: str) -> bool:
    match path.split("."):
        case ["fund", line, _]:
            return line in SOURCES or any(found.key == line for found in form.fund.lines)
        case ["clauses", level1]:
            return any(found.name == level1 for found in form.indicators.levels)
        case ["answer", key]:
            return form.topic(key) is not None
        case ["indicator", *_]:
            return is_local(path)
    return True
