from __future__ import annotations

from core.accounts.lines import GRID_LINES, LINES, MONEY_MEASURES, SECTIONS, measure_caption
from core.accounts.rows import ACCOUNT_MEASURES, ECONOMIC_KINDS, FUNCTION_SOURCES, Account
from core.model import GRIDS, text_fields


def test_every_line_stands_in_one_section_under_a_caption_of_its_own() -> None:
    lines = [line for section in SECTIONS for line in section.lines]
    assert len(lines) == len(LINES)
    assert len({line.caption for line in lines}) == len(lines)
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
    assert all(line.caption and line.key.isidentifier() and "." not in line.key for line in lines)


def test_the_parts_of_a_sum_are_lines_of_its_kind_that_stand_before_it() -> None:
    seen: set[str] = set()
    for line in LINES.values():
        assert set(line.parts) <= seen, line.key
        assert all(LINES[part].kind == line.kind and LINES[part].unit == line.unit for part in line.parts), line.key
        assert len(set(line.parts)) == len(line.parts)
        seen.add(line.key)


def test_every_kind_of_row_is_added_up_in_one_line() -> None:
    added = [line.rows for line in LINES.values() if line.rows]
    assert sorted(added) == sorted((*FUNCTION_SOURCES, *ECONOMIC_KINDS))
    assert not any(line.rows and line.parts for line in LINES.values())


def test_measures_are_those_of_an_account_and_counts_have_a_unit_that_is_no_money() -> None:
    assert tuple(ACCOUNT_MEASURES) == text_fields(Account)
    for section in SECTIONS:
        assert section.measures == tuple(name for name in ACCOUNT_MEASURES if name in section.measures)
        assert set(section.measures) & set(MONEY_MEASURES)
        for line in section.lines:
            assert (line.unit == "万元") == (line.kind == "money"), line.key


def test_grids_know_their_lines_and_a_count_has_no_budget_words() -> None:
    assert GRID_LINES.keys() == GRIDS.keys()
    assert GRID_LINES["account"]["income"] == "本年收入合计"
    assert measure_caption("income", "outturn") == "决算数"
    assert measure_caption("staff", "outturn") == "本年数"
    assert measure_caption("staff", "previous") == "上年数"
