from __future__ import annotations

from core.model import Book
from core.search.snippets import add_snippet, change_snippet, remove_snippet, snippets


def kept(book: Book) -> list[tuple[int, str, str]]:
    return [(s.number, s.name, s.text) for s in snippets(book)]


def test_a_snippet_is_kept_renamed_and_removed_and_each_can_be_undone() -> None:
    empty = Book()
    add = add_snippet(empty, "监管", "资金实行专账管理。")
    one = add.apply(empty)
    assert kept(one) == [(1, "监管", "资金实行专账管理。")]
    assert add.inverse().apply(one) == empty
    two = add_snippet(one, "", "执行率{fund.total.execution_rate}，\n第二行").apply(one)
    assert kept(two)[1] == (2, "执行率…，", "执行率{fund.total.execution_rate}，\n第二行")
    renamed = change_snippet(two, 1, "资金监管", "资金实行专账管理。").apply(two)
    assert kept(renamed)[0][1] == "资金监管"
    assert kept(remove_snippet(renamed, 1).apply(renamed)) == [kept(two)[1]]
    assert kept(change_snippet(renamed, 1, "资金监管", " ").apply(renamed)) == [kept(two)[1]]


def test_the_figure_of_one_row_becomes_a_blank_in_a_snippet() -> None:
    text = "救助{indicator.12.actual}，目标{goal.annual.expected}，{of.3.grade}，用款{fund.total.executed:万元}"
    book = add_snippet(Book(), "", text).apply(Book())
    assert kept(book)[0][2] == "救助＿＿，目标{goal.annual.expected}，＿＿，用款{fund.total.executed:万元}"


def test_the_figure_of_a_row_of_the_accounts_becomes_a_blank_in_a_snippet() -> None:
    text = "{category.9.name}{function.9.outturn:万元}，{economic.4.outturn}，合计{account.expenditure.outturn:万元}"
    book = add_snippet(Book(), "", text).apply(Book())
    assert kept(book)[0][2] == "＿＿＿＿万元，＿＿，合计{account.expenditure.outturn:万元}"


def test_what_is_no_snippet_is_not_taken_for_one() -> None:
    answers = {
        "overview": "x",
        "snippet.a.text": "x",
        "snippet.01.text": "x",
        "snippet.3.name": "x",
        "rule.1.text": "x",
    }
    assert snippets(Book(answers=answers)) == ()
    assert add_snippet(Book(), "空", "  ").edits == ()
