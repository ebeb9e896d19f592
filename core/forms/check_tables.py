"""Printed tables of a form: every place of the grid covered once, rows repeated and figures named where they can be."""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.check_accounts import line_fault
from core.forms.check_figures import Of, figure_faults
from core.forms.model import Form
from core.forms.paper_model import CellSpec, RowSpec, TableSpec

_OF_UNIT = ("project", "project indicator", "function", "economic")
_OF_INDICATORS = ("indicator", "project indicator")


def table_faults(form: Form, table: TableSpec) -> Iterator[str]:
    """Everything wrong with a printed table of a form, each as a sentence with its row."""
    where = f"tables“{table.key}”"
    for number, width in enumerate(table.widths_mm, start=1):
        if width <= 0:
            yield f"{where}第 {number} 列的宽应当大于 0。"
    users = _users(form, table)
    for number, row in enumerate(table.rows, start=1):
        yield from _row(form, f"{where}第 {number} 行", row, users)
    yield from _grid(where, table)


def _users(form: Form, table: TableSpec) -> list[Of]:
    """In whose documents a table stands; one nobody uses may be of both."""
    pieces = [document.of for document in form.documents for piece in document.pieces if piece.table == table.key]
    topics = [topic.of for topic in form.topics if topic.table == table.key]
    unused: Of = "unit" if any(row.each in _OF_UNIT for row in table.rows) else "project"
    return sorted({*pieces, *topics}) or [unused]


def _row(form: Form, where: str, row: RowSpec, users: list[Of]) -> Iterator[str]:
    if row.each in _OF_UNIT and "project" in users:
        yield f'{where}的 each = "{row.each}" 只能用在 of = "unit" 的文件里。'
    if row.level1 and row.each not in _OF_INDICATORS:
        yield f'{where}有 level1，就要有 each = "indicator" 或 "project indicator"。'
    names = [level.name for level in form.indicators.levels]
    if row.level1 and row.level1 not in names:
        yield f"{where}的 level1“{row.level1}”不是这个表样的一级指标，可用的有：{'、'.join(names)}。"
    if wrong := line_fault(row.each, row.line):
        yield f"{where}{wrong}"
    if row.each == "goal" and all(goal.period != row.period for goal in form.goals):
        yield f'{where}列出 period = "{row.period}" 的目标，goals 里没有这个期间。'
    for cell in row.cells:
        yield from _cell(where, row, cell)
        for of in users:
            yield from figure_faults(form, where, cell.text, of, row.each)


def _cell(where: str, row: RowSpec, cell: CellSpec) -> Iterator[str]:
    for name, size in (("across", cell.across), ("down", cell.down)):
        if size < 1:
            yield f"{where}有单元格的 {name} 小于 1。"
    if cell.down > 1 and cell.merge:
        yield f"{where}有单元格既写了 down 又写了 merge，只能写一样。"
    if cell.down > 1 and row.each:
        yield f"{where}重复打印（each），单元格不能有 down，请用 merge。"


def _grid(where: str, table: TableSpec) -> Iterator[str]:
    """The cells of each row, with those that reach down into it, fill the width and do not meet."""
    width = len(table.widths_mm)
    reaching = [0] * width  # how many more rows each column is covered from above
    above: RowSpec | None = None
    for number, row in enumerate(table.rows, start=1):
        place = f"{where}第 {number} 行"
        if any(reaching) and above is not None and (row.each or row.head != above.head):
            yield f"{place}上面的单元格用 down 伸了进来，这里应当是同一部分（head）里不重复打印的行。"
        free = [column for column in range(width) if not reaching[column]]
        covered = sum(cell.across for cell in row.cells)
        if covered != len(free):
            from_above = f"（另有 {width - len(free)} 列由上面的 down 占着）" if len(free) < width else ""
            yield f"{place}的单元格共占 {covered} 列{from_above}，表宽是 {width} 列。"
            return
        reaching = [max(rows - 1, 0) for rows in reaching]
        for cell in row.cells:
            taken, free = free[: cell.across], free[cell.across :]
            if taken and taken[-1] - taken[0] >= len(taken):
                yield f"{place}有单元格跨过了由上面的 down 占着的列。"
            for column in taken:
                reaching[column] = cell.down - 1
        above = row
    if any(reaching):
        yield f"{where}最后一行的单元格用 down 伸出了表外。"
