"""Books and random steps for the tests of the book on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from core.accounts.lines import GRID_LINES
from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.edits import AddRow, Batch, Edit, MoveRow, RemoveRow, move_row, next_position, remove_project, set_text
from core.model import (
    GRIDS,
    ROW_TYPES,
    UNIT_ROW,
    Book,
    Dossier,
    Evidence,
    Fund,
    Goal,
    Indicator,
    Mark,
    Place,
    Project,
    Reason,
    Row,
    ScoreItem,
    Unit,
    text_fields,
)
from core.projects import new_whole

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(["", "150.00", "≥90%", "䶮㛃"])


def small_book() -> Book:
    """A unit with one project of each of two years; every table holds something."""
    relief = Dossier(
        Project(1, 2021, 1024, "城乡医疗救助资金", code="51000021", form="national-2020"),
        funds={"county": Fund(initial="150.00", annual="150.00", executed="48.44"), "other": Fund(midyear="１２，３")},
        answers={"basis": "“两不愁三保障”；\n第二段\u3000", "typed.total.execution_rate": "32.39 %"},
        goal=(Goal(2, 1, 1024, "annual", "救助困难群众", "已救助"), Goal(3, 1, 2048, "whole")),
        indicator=(
            Indicator(4, 1, 1024, "产出指标", "数量指标", "救助人次", "≥", "1万人次", actual="9800", weight="10"),
            Indicator(5, 1, 2048, "满意度指标", "服务对象满意度指标", "满意度", target="90％以上", score_reason="龑"),
        ),
        accounts={"income": Account(outturn="1736.03"), "retired": Account(outturn="３", reason="龑")},
        function=(FunctionLine(12, 1, 1024, "", "2101501", "卫生健康支出", "医疗保障管理事务", "行政运行"),),
        economic=(EconomicLine(13, 1, 1024, "人员经费", "30101", "基本工资", outturn="59.29"),),
        score_item=(ScoreItem(6, 1, 1024, "决策", "5", "𠮷", "3", "4"),),
        evidence=(Evidence(7, 1, 1024, "资金文件", "示医保〔2021〕3号", "是"),),
        reason=(Reason(8, 1, 1024, "rate/total", "32.30", "年底追加"),),
        mark=(Mark(11, 1, 0, "备注", "fund county.executed 0", "与国库对账单一致", "48.44"),),
    )
    supervision = Dossier(Project(9, 2022, 1024, "医保基金监管"), goal=(Goal(10, 9, 1024),))
    unit = Unit("示例县医疗保障局", "123", region="示例县", reported_on="2022-03-01")
    return Book(unit, {1: relief, 9: supervision}, {"overview": "全年工作"}, 14)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def places(book: Book) -> Iterator[Place]:
    """Every cell that could be typed into; of answers those of three keys."""
    for name in text_fields(Unit):
        yield Place("unit", UNIT_ROW, name)
    for project in (UNIT_ROW, *book.dossiers):
        for key in ("basis", "overview", "键"):
            yield Place("answer", project, key)
    for dossier in book.dossiers.values():
        yield from (Place("project", dossier.id, name) for name in text_fields(Project))
        for table, grid in GRIDS.items():
            measures = text_fields(grid.kind)
            yield from (Place(table, dossier.id, f"{key}.{name}") for key in GRID_LINES[table] for name in measures)
        for table, kind in ROW_TYPES.items():
            for row in dossier.rows(table):
                yield from (Place(table, dossier.id, name, row.id) for name in text_fields(kind))


def typing(book: Book) -> st.SearchStrategy[Edit]:
    """Typing something somewhere."""
    return st.builds(lambda place, text: set_text(book, place, text), st.sampled_from(list(places(book))), TEXT)


@st.composite
def single_steps(draw: st.DrawFn, book: Book) -> Edit:
    """Any step the window offers, fit for a book."""
    dossiers = list(book.dossiers.values())
    if not dossiers or draw(st.integers(0, 9)) == 0:
        siblings = tuple(d.project for d in dossiers)
        year = draw(st.integers(2020, 2023))
        if book.whole_of(year) is None and draw(st.booleans()):
            return new_whole(book, year)[0]
        return AddRow(Project(book.next_id, year, next_position(siblings), draw(TEXT)))
    dossier = draw(st.sampled_from(dossiers))
    rows: list[tuple[str, Row]] = [(table, row) for table in ROW_TYPES for row in dossier.rows(table)]
    kind = draw(st.sampled_from(["type", "type", "type", "add", "remove", "move", "move project", "remove project"]))
    if kind == "add":
        table = draw(st.sampled_from(list(ROW_TYPES)))
        return AddRow(ROW_TYPES[table](book.next_id, dossier.id, next_position(dossier.rows(table))))
    if kind == "remove" and rows:
        return RemoveRow(draw(st.sampled_from(rows))[1])
    if kind == "move" and rows:
        table, row = draw(st.sampled_from(rows))
        return move_row(dossier, table, row.id, draw(st.integers(0, len(dossier.rows(table)) - 1)))
    if kind == "move project":
        at = dossier.project.position
        return MoveRow("project", dossier.id, dossier.id, at, draw(st.integers(-5000, 5000)))
    if kind == "remove project":
        return remove_project(dossier)
    return draw(typing(book))


@st.composite
def edits(draw: st.DrawFn, book: Book) -> Edit:
    """A step, or several in one."""
    parts: list[Edit] = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 3]))):
        parts.append(draw(single_steps(book)))
        book = parts[-1].apply(book)
    return parts[0] if len(parts) == 1 else Batch(tuple(parts))


def facts(book: Book) -> tuple[object, ...]:
    """Everything in a book but the next number, which never goes back."""
    return book.unit, dict(book.dossiers), dict(book.answers)
