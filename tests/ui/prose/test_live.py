"""Live figures in a document: nothing is lost between the stored text and the editor."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from core.report.figures import Figure
from core.report.paths import parts
from core.report.wording import BLANK, Piece, joined
from ui.prose.live import figures_in, mend, on_screen, pieces_of, printed, put, refresh, stale, where

EXECUTED = Piece("48.44万元", "fund.total.executed", "万元", "执行数")
RATE = Piece("32.30%", "fund.total.execution_rate", "", "执行率")

pytestmark = pytest.mark.usefixtures("qapp")


def document(*pieces: Piece | str) -> QTextDocument:
    made = QTextDocument()
    put(QTextCursor(made), tuple(Piece(p) if isinstance(p, str) else p for p in pieces))
    return made


def cursor(of: QTextDocument, start: int, end: int | None = None) -> QTextCursor:
    made = QTextCursor(of)
    made.setPosition(start)
    made.setPosition(start if end is None else end, QTextCursor.MoveMode.KeepAnchor)
    return made


def cut(text: str) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for plain, path, spec in parts(text):
        out += [Piece(plain)] if plain else []
        out += [Piece("1.00万元", path, spec)] if path else []
    return tuple(out)


def test_a_figure_is_stored_by_its_path_and_printed_by_its_value() -> None:
    text = document("项目支出", EXECUTED, "，执行率", RATE, "。")
    assert joined(pieces_of(text)) == "项目支出{fund.total.executed:万元}，执行率{fund.total.execution_rate}。"
    assert "".join(piece.text for piece in pieces_of(text)) == "项目支出48.44万元，执行率32.30%。"


def test_two_equal_figures_side_by_side_stay_two() -> None:
    assert joined(pieces_of(document(EXECUTED, EXECUTED))) == "{fund.total.executed:万元}" * 2


_plain = st.text(st.sampled_from("资金，。 \n{}:元a1年"), max_size=12)
_figure = st.sampled_from(["{fund.total.executed:万元}", "{year}", "{indicator.4.actual}", "{fund.county.annual}"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(_plain, _figure), max_size=8).map("".join))
def test_every_text_comes_back_from_the_editor_as_it_was_stored(text: str) -> None:
    assert joined(pieces_of(document(*cut(text)))) == text


@pytest.mark.parametrize("text", ["48.44万元", "32.30%", "≥1200人次", "示例县医疗保障局", "2021", "—"])
def test_what_is_only_on_screen_is_not_printed(text: str) -> None:
    assert printed(on_screen(text)) == text


def test_figures_follow_the_data_and_nothing_else_changes() -> None:
    text = document("支出", EXECUTED, "，率", RATE)

    def find(path: str, spec: str) -> Figure:
        value = {"fund.total.executed": "50.00万元", "fund.total.execution_rate": "32.30%"}[path]
        return Figure(path, {"fund.total.executed": "执行数"}.get(path, "执行率"), value, spec)

    assert stale(text, find)
    assert len(refresh(text, find)) == 1
    assert not stale(text, find)
    assert "".join(piece.text for piece in pieces_of(text)) == "支出50.00万元，率32.30%"


def test_a_figure_without_a_value_is_a_blank_to_fill() -> None:
    text = document(EXECUTED)
    refresh(text, lambda path, spec: Figure(path, "执行数", "", spec))
    assert next(figures_in(text)).missing
    assert pieces_of(text)[0].text == BLANK


def test_text_typed_at_a_figures_edge_is_plain() -> None:
    text = document("支出", EXECUTED)
    end = next(figures_in(text)).end
    cursor(text, end).insertText("整")
    mend(text)
    assert joined(pieces_of(text)) == "支出{fund.total.executed:万元}整"


def test_what_is_left_of_a_cut_figure_goes_with_it() -> None:
    text = document("支出", EXECUTED, "。")
    end = next(figures_in(text)).end
    cursor(text, end - 3, end).removeSelectedText()
    mend(text)
    assert joined(pieces_of(text)) == "支出。"


def test_a_quoted_phrase_is_found_over_figures_and_blanks() -> None:
    text = document("全年支出", EXECUTED, "，资金已全部使用 完毕。")
    start, end = where(text, "支出 48.44 万元") or (0, 0)
    assert text.toPlainText()[start:end].startswith("支出")
    assert where(text, "全部使用完毕") is not None
    assert where(text, "结余") is None
    assert where(text, "") is None
