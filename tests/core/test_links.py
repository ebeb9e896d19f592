"""Figures of rows named by number: in another book, and in an exchange file, they speak of the same rows."""

from __future__ import annotations

import pytest

from core.links import relinked_text
from core.model import ROW_TYPES
from core.report.account_paths import NAMES
from core.report.paths import EVIDENCE_PARTS, GOAL_PARTS, INDICATOR_PARTS, is_figure

PARTS = {"indicator": INDICATOR_PARTS, "goal": GOAL_PARTS, "evidence": EVIDENCE_PARTS, **NAMES}
BY_THE_FORM = "term"  # its number is that of the form's list, and no row's


@pytest.mark.parametrize("head", [head for head in PARTS if head != BY_THE_FORM])
def test_every_figure_of_a_row_follows_its_row(head: str) -> None:
    part = PARTS[head][0]
    assert is_figure(f"{head}.3.{part}")
    numbers = {(table, 3): 30 for table in ROW_TYPES}
    assert relinked_text(f"共{{{head}.3.{part}}}，{{year}}年", numbers) == f"共{{{head}.30.{part}}}，{{year}}年"
    assert relinked_text(f"共{{{head}.4.{part}}}", numbers) == f"共{{{head}.0.{part}}}"


def test_what_is_no_row_s_stays_as_it_is() -> None:
    told = "{term.3.name}，{account.income.outturn:万元}，{goal.annual.actual}，{indicator.3}，{function}"
    assert relinked_text(told, {(table, 3): 30 for table in ROW_TYPES}) == told
