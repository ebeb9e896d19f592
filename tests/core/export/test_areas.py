"""Where paragraphs and cells stand on the pages of our own layout."""

from __future__ import annotations

from datetime import date

from core.export.areas import Area, areas_of
from core.export.fonts import available
from core.report.blocks import Block, Cell, Page, PageBreak, Paragraph, Report, Row, Section, Style, Table

FONTS = available(bundled_only=True)
BODY = Paragraph(Style.BODY, "资金按进度拨付到位。")
LONG = Paragraph(Style.BODY, "资金按进度拨付到位，使用符合规定。" * 60)


def report(*blocks: Block) -> Report:
    return Report("表", "表", "示例县医疗保障局", date(2022, 3, 1), (Section(Page(), blocks),))


def areas(of: Report, *paragraphs: int, cells: tuple[tuple[int, int], ...] = ()) -> tuple[Area, ...]:
    return areas_of(of, frozenset(paragraphs), frozenset(cells), FONTS)


def table(rows: int, text: str = "48.44") -> Table:
    head = Row((Cell("指标"), Cell("完成值")), head=True)
    return Table("表", (60, 60), (head, *(Row((Cell(f"指标{n}"), Cell(text))) for n in range(rows))))


def test_a_paragraph_stands_below_the_one_before_it() -> None:
    first, second = areas(report(BODY, BODY), 0, 1)
    assert first.page == second.page == 0
    assert second.top == first.top + first.height
    assert not first.cell


def test_a_paragraph_behind_a_page_break_stands_on_the_next_page() -> None:
    (found,) = areas(report(BODY, PageBreak(), BODY), 2)
    assert found.page == 1


def test_a_paragraph_that_goes_on_over_a_page_break_stands_on_both_pages() -> None:
    first, second = areas(report(BODY, LONG, BODY), 1)
    assert (first.page, second.page) == (0, 1)
    assert second.top < first.top
    assert [area.page for area in areas(report(BODY, LONG, BODY), 2)] == [1]


def test_a_paragraph_of_three_pages_stands_on_each_of_them() -> None:
    longest = Paragraph(Style.BODY, LONG.text + LONG.text[:600])
    assert [area.page for area in areas(report(BODY, longest, BODY), 1)] == [0, 1, 2]


def test_a_cell_that_is_just_filled_stands_where_it_is_printed() -> None:
    rows = (Row((Cell("指标"), Cell("完成值"))), Row((Cell("人次"), Cell("1140"))))
    narrow = report(Table("表", (12, 60), rows))
    (filled,), (beside,) = (areas(narrow, cells=((0, cell),)) for cell in (2, 3))
    assert (filled.top, filled.height) == (beside.top, beside.height)


def test_a_cell_is_found_among_others_with_the_same_text() -> None:
    third, fourth = (areas(report(table(6)), cells=((0, cell),)) for cell in (7, 9))
    assert len(third) == len(fourth) == 1
    assert third[0].cell
    assert fourth[0].top == third[0].top + third[0].height
    assert fourth[0].left == third[0].left


def test_an_empty_cell_has_a_place_too() -> None:
    (found,) = areas(report(table(3, "")), cells=((0, 5),))
    assert found.width > 100
    assert found.height > 10


def test_a_cell_of_a_long_table_stands_on_a_later_page() -> None:
    (found,) = areas(report(table(90)), cells=((0, 2 + 2 * 85),))
    assert found.page > 0


def test_a_head_that_is_printed_again_is_found_on_every_page() -> None:
    assert [area.page for area in areas(report(table(90)), cells=((0, 0),))][:2] == [0, 1]


def test_nothing_is_asked_nothing_is_found() -> None:
    assert areas(report(BODY)) == ()
