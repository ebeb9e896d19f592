"""The readers of running text: what they read, and that they read anything."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.proof import balances, claims, clauses, counted, growth, people, products, repeated, results, slips, stated
from core.proof.figures_in_text import stated_sums

ANY = st.text(
    "0123456789.,%％×*=＝：:；，。、（）《》{}[]【】〔〕\n "
    "第年月号元万人/每共合计预算执行率到位支付全部已完成无问题存在局长王李同志拔帐XX是一二三①项目等包括",
    max_size=80,
)


@given(ANY)
def test_any_text_can_be_read(text: str) -> None:
    assert len(clauses.plain(text)) == len(text)
    for start, sentence in clauses.sentences(text):
        assert clauses.plain(text)[start : start + len(sentence)] == sentence
        for one in stated.stated(sentence):
            assert sentence[one.start : one.end].startswith(one.written[:1])
    claims.all_arrived(text)
    claims.all_spent(text)
    claims.no_problem(text)
    claims.problem_none(text)
    claims.other_years(text, 2021)
    claims.survey(text)
    counted.counted(text)
    counted.projects(text)
    products.products(text)
    repeated.passages(text, 10)
    slips.document_numbers(text)
    slips.prompts(text)
    people.people(text)


@given(ANY)
def test_a_mended_text_has_no_such_slip_left(text: str) -> None:
    for slip in slips.wrong_words(text):
        assert slip not in slips.wrong_words(slips.mended(text, slip))


@given(ANY)
def test_a_text_has_slips_where_a_wrong_word_or_a_prompt_stands(text: str) -> None:
    assert slips.has_slips(text) == bool(slips.wrong_words(text) or slips.prompts(text))


def _in_sentences(text: str) -> tuple[object, ...]:
    return tuple(one for _, sentence in clauses.sentences(text) for one in stated.stated(sentence))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("共计１，５００万元，其中甲５００万元、乙９００万元。", stated_sums),
        ("合计3亿，其中甲1亿，乙１ 亿。", stated_sums),
        ("共计800千元，其中甲300千元、乙400千元。", stated_sums),
        ("补助153428人，每人32元，共计4909696元", products.products),
        ("合计7*200*12=1.69 万元", products.products),
        ("年初结转591.04万元，本年收入5.83万元，支出360.73万元，年末结余230.31 万元", balances.balances),
        ("救助１２６０人次，比上年增加160人次，增长15.45％", growth.growths),
        ("共100元，其中门诊25元，占17.22％，住院75元，占75%", results.wrong_shares),
        ("执行率 32.39 ％", _in_sentences),
        ("年初预算40万", _in_sentences),
    ],
)
def test_amounts_are_read_only_where_figures_stand(text: str, read: Callable[[str], object]) -> None:
    assert read(text)
    assert clauses.has_figures(text)


@given(ANY)
def test_no_amount_is_read_where_no_figures_stand(text: str) -> None:
    if not clauses.has_figures(text):
        assert not (*stated_sums(text), *products.products(text), *balances.balances(text), *growth.growths(text))
        assert not (*results.wrong_shares(text), *_in_sentences(text))


def test_the_word_list_is_sound() -> None:
    listed = tomllib.loads(slips.PAIRS.read_text(encoding="utf-8"))["pairs"]
    wrong = [pair["wrong"] for pair in listed]
    assert len(wrong) == len(set(wrong)) > 40
    assert all(set(pair) <= {"wrong", "right", "not_behind", "not_before"} for pair in listed)
    assert [pair["right"] for pair in listed if slips.wrong_words(pair["right"])] == []
    assert [one for one in wrong if [slip.found for slip in slips.wrong_words(one)] != [one]] == []


def test_live_figures_are_masked_in_place() -> None:
    text = "支付{fund.total.executed:元}，执行率１００％。"
    assert clauses.plain(text).count(clauses.LIVE) == len("{fund.total.executed:元}")
    assert clauses.plain(text).endswith("执行率100%。")


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        (
            "年初该项目预算金额1500000.00元，实际支付484443.84元，完成预算数32.39%",
            ["annual", "executed", "execution_rate"],
        ),
        ("2021年年初预算40万，执行率87.48%", ["initial", "execution_rate"]),
        ("预算总额150万元", ["annual"]),
        ("占预算经费94.75%", ["execution_rate"]),
        ("资金到位率87.67%", ["arrival_rate"]),
        ("全年共执行项目21个，县级项目17个，实际支付5056.43万元", ["executed"]),
        ("标准32元/人，实际支付32元/人", []),
        ("培训支出5万元", []),
        ("3月实际支付5万元", []),
    ],
)
def test_claims_about_the_whole_project_are_read(sentence: str, read: list[str]) -> None:
    assert [one.what for one in stated.stated(sentence)] == read


def test_a_figure_agrees_as_far_as_it_is_written_out() -> None:
    (rate,) = stated.stated("执行率32.3%")
    assert (rate.tolerance, rate.agrees(Decimal("32.296")), rate.agrees(Decimal("32.39"))) == (
        Decimal("0.05"),
        True,
        False,
    )
    (amount,) = stated.stated("实际支付48.44万元")
    assert amount.agrees(Decimal("484443.84"))
    assert not amount.agrees(Decimal("484344.83"))


def test_products_in_figures_and_in_words() -> None:
    (one,) = products.products("合计7*200*12=1.69万元")
    assert (one.stated, one.due, one.agrees, one.result) == (Decimal(16900), Decimal(16800), False, "1.68")
    (one,) = products.products("补助153428人，每人32元，共计4909696元")
    assert (one.factors, one.agrees) == ("153428人×32元", True)


def test_repeated_passages_are_told_once_and_longest_first() -> None:
    first, second = "制定项目计划并按季检查进度和资金使用情况。", "发现问题当月整改，年底汇总通报并归档备查。"
    texts = [(1, first + second), (2, f"前言。{first}{second}"), (3, first), (4, "别的文字")]
    assert repeated.repeats(texts, 15) == {first: (1, 2, 3), second: (1, 2)}
    assert repeated.repeats([texts[0], (5, first + second)], 15) == {first + second: (1, 5)}
    assert repeated.repeats(texts, 40) == {}


def test_names_are_masked_but_for_the_surname() -> None:
    assert people.masked("王小明") == "王某某"
    assert people.people("局长王小明、股长李四负责") == (("王小明", "局长王小明"), ("李四", "股长李四"))
