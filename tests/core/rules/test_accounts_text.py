"""Figures of the unit's year in its text: the originals' slips are told at their places, right figures are not."""

from __future__ import annotations

import pytest

from core.checking import check
from core.model import Book
from core.proof.accounts_in_text import Reader
from core.report.figures import Figures
from core.report.wording import fill
from tests.core.unit_years import ID, UNIT, answer, case_of, found, line, of_year, only, row, sentence

GENERAL = (
    "2021年一般公共预算财政拨款支出{0}万元，占本年支出合计的{1}%。与2020年相比，一般公共预算财政拨款支出增加{2}万元，"
    "增长{3}%。主要变动原因是人员经费增加30万元。"
)
RIGHT = {
    "total_note": "2021年度收入、支出总计1796.45万元。与2020年相比，收入、支出各增加186.17万元，增长11.56%。",
    "income_note": "2021年本年收入合计1795.77万元，其中：一般公共预算财政拨款收入1758.56万元，占97.93%；"
    "政府性基金预算财政拨款37.21万元，占2.07%。",
    "expenditure_note": "2021年本年支出合计1796.45万元，其中：基本支出287.43万元，占16%；项目支出1509.02万元，占84%。",
    "general_note": GENERAL.format("1759.24", "97.93", "366.51", "26.32"),
    "structure_note": "2021年一般公共预算财政拨款支出1759.24万元，主要用于以下方面：一般公共服务支出0.08万元，占0%；"
    "社会保障和就业支出211.38万元，占12.02%；卫生健康支出1434.63万元，占81.55%。",
    "items_note": "2021年一般公共预算支出决算数为1759.24万元，完成调整预算数的100%。其中：\n"
    "1.一般公共服务（类）财政事务（款）信息化建设（项）：支出决算为0.08万元，完成调整预算100%，决算数等于调整预算数。",
    "basic_note": "2021年一般公共预算财政拨款基本支出287.43万元，其中：\n"
    "日常公用经费23.96万元，主要包括：办公费23.83万元、公务接待费0.13万元。",
    "three_public_note": "2021年“三公”经费财政拨款支出决算为0.13万元，完成预算26.53%。",
    "three_public_items": "2021年“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；"
    "公务接待费支出决算0.13万元，占100%。具体情况如下：\n"
    "3.公务接待费支出0.13万元，完成预算26.53%。公务接待费支出决算比2020年减少0.12万元，降低48%。",
    "running_note": "2021年，机关运行经费支出23.96万元，比2020年减少1.38万元，下降5.45%。",
    "procurement_note": "2021年，政府采购支出总额6.07万元，其中：政府采购货物支出6.07万元。"
    "授予中小企业合同金额6.07万元，占政府采购支出总额的100%，其中：授予小微企业合同金额6.07万元，占政府采购支出总额的100%。",
}


@pytest.mark.parametrize("key", RIGHT)
def test_a_section_typed_with_the_right_figures_has_no_finding(key: str) -> None:
    assert found(of_year(answer(key, RIGHT[key])), "text-accounts", "same-fact", "share-sum", "text-figures") == []


def test_all_sections_typed_with_the_right_figures_have_no_finding() -> None:
    assert found(of_year(*(answer(key, text) for key, text in RIGHT.items()))) == []


@pytest.mark.parametrize(
    ("key", "wrong", "right", "said"),
    [
        ("general_note", "出1759.24", "出1758.56", "写的是 1758.56 万元，按决算数是 1759.24 万元，少 0.68 万元。"),
        ("general_note", "26.32", "26.00", "的增减率写的是 增长 26.00 %，按决算数是 增长 26.32 %，少 0.32 个百分点。"),
        ("general_note", "增加366.51", "减少366.51", "减少 366.51 万元，按决算数是 增加 366.51 万元，方向相反"),
        ("three_public_items", "占100%", "占0%", "公务接待费的占比写的是 0 %，按决算数是 100 %，少 100 个百分点。"),
        ("expenditure_note", "1509.02", "3.2", "项目支出写的是 3.2 万元，按决算数是 1509.02 万元，少 1505.82 万元。"),
        ("structure_note", "211.38", "211.83", "“社会保障和就业”写的是 211.83 万元，按决算数是 211.38 万元，"),
        ("items_note", "为0.08", "为0.80", "“信息化建设”写的是 0.80 万元，按决算数是 0.08 万元，多 0.72 万元。"),
        ("basic_note", "办公费23.83", "办公费28.33", "“办公费”写的是 28.33 万元，按决算数是 23.83 万元，多 4.5 万元。"),
        ("procurement_note", "金额6.07万元，占政府采购支出总额的100%，", "金额6.07万元，占政府采购支出总额的10%，",
         "授予中小企业合同金额的占比写的是 10 %，按决算数是 100 %，少 90 个百分点。"),
        ("three_public_note", "26.53", "36.53", "的完成预算写的是 36.53 %，按决算数是 26.53 %，多 10 个百分点。"),
    ],
)  # fmt: skip
def test_each_slip_of_the_originals_is_told_where_it_stands(key: str, wrong: str, right: str, said: str) -> None:
    case = of_year(answer(key, RIGHT[key].replace(wrong, right)))
    assert said in sentence(case, "text-accounts")


def test_the_way_out_puts_in_a_figure_that_follows_the_accounts() -> None:
    case = of_year(answer("general_note", GENERAL.format("1758.56", "97.93", "366.51", "26.00")))
    book = Book(UNIT, {ID: case.dossier}, next_id=1000)
    for finding in sorted((f for f in check(case) if f.rule == "text-accounts"), key=lambda f: -len(f.message))[:1]:
        book = finding.fixes[0].edit.apply(book)
    text = book.dossiers[ID].answers["general_note"]
    assert "{account.general.growth:数}%" in text or "{account.general.outturn:万元}" in text
    assert len(found(case_of(book.dossiers[ID]), "text-accounts")) == 1


def test_growth_follows_from_the_figure_that_was_typed_over() -> None:
    case = of_year(
        line("general.outturn", "1758.56"),
        answer("general_note", GENERAL.format("1758.56", "97.89", "365.83", "26.00")),
    )
    (told,) = [f.message.replace("\u00a0", " ") for f in check(case) if f.rule == "text-accounts"]
    assert "按决算数是 增长 26.27 %" in told
    assert "fiscal-sum" in found(case)


@pytest.mark.parametrize(
    "text",
    [
        "2020年一般公共预算财政拨款支出1392.73万元。",
        "2019年一般公共预算财政拨款支出1000万元。",
        "上半年机关运行经费支出12万元。",
        "第1号专项经费的项目支出20万元。",
        "该项目支出20万元。",
        "2021年政府性基金预算拨款支出37.21万元。",
        "{year}年机关运行经费支出{account.running_cost.outturn:万元}，增长{account.running_cost.growth}。",
        "公务接待费年初预算0.49万元。",
        "其中：其他国内公务接待支出0万元。",
        "全年支出1796.45万元，执行率100%。",
    ],
)
def test_what_is_right_or_of_something_else_is_left_alone(text: str) -> None:
    assert found(of_year(answer("conclusion", text)), "text-accounts", "same-fact", "text-figures") == []


def test_last_years_figure_is_held_against_last_years() -> None:
    case = of_year(answer("conclusion", "2020年一般公共预算财政拨款支出1329.73万元，今年有所增加。"))
    assert "上年决算数写的是 1329.73 万元，按决算数是 1392.73 万元" in sentence(case, "text-accounts")


def test_what_the_accounts_do_not_tell_is_the_same_in_every_section() -> None:
    texts = answer("conclusion", "上级补助收入12.5万元。"), answer("results_used", "上级补助收入15.2万元。")
    assert "上级补助收入" in sentence(of_year(*texts), "same-fact")
    assert found(of_year(texts[0], answer("results_used", "上级补助收入12.50万元。")), "same-fact") == []


def test_shares_of_a_sentence_are_a_hundred_together() -> None:
    unknown = line("basic.outturn", ""), line("projects.outturn", "")
    told = answer("expenditure_note", "本年支出合计100万元，其中：基本支出16万元，占16%；项目支出84万元，占74%。")
    assert sentence(of_year(*unknown, told), "share-sum").endswith("2 项的占比合计 90 %，应为 100 %，少 10 个百分点。")


def test_rows_by_code_are_read_in_the_words_of_2018() -> None:
    note = "社会保障和就业（208）行政事业单位养老支出（20805）"
    note += "机关事业单位基本养老保险缴费支出（2080505）：支出决算为18.26万元。"
    assert "18.62 万元" in sentence(of_year(answer("items_note", note)), "text-accounts")
    assert found(of_year(row("办公费", "name", "")), "text-accounts") == []


def test_a_reader_without_rows_reads_lines() -> None:
    (told,) = Reader().read("公务接待费0.13万元。", 2021)
    assert (told.subject, told.what, told.written, told.unit) == ("reception", "outturn", "0.13", "万元")


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("general_note", "26.32", "26.00"),
        ("general_note", "增加366.51", "增加365.83"),
        ("general_note", "97.93", "97.09"),
        ("three_public_note", "26.53", "36.53"),
        ("three_public_items", "占100%", "占0%"),
        ("running_note", "23.96", "23.69"),
        ("structure_note", "211.38", "211.83"),
    ],
)
def test_a_mended_section_prints_the_right_figure(key: str, wrong: str, right: str) -> None:
    case = of_year(answer(key, RIGHT[key].replace(wrong, right)))
    fix = only(case, "text-accounts").fixes[0]
    mended = case_of(fix.edit.apply(Book(UNIT, {ID: case.dossier}, next_id=1000)).dossiers[ID])
    printed = fill(mended.dossier.answers[key], Figures(mended.values, mended.scores).find)
    assert printed == RIGHT[key]


@pytest.mark.parametrize(
    "text",
    [
        "2021年基本支出287.43万元，占16%；项目支出1509.02万元，占74%。",
        "公务接待费支出0.13万元，比上年0.25万元下降38%。",
    ],
)
def test_a_wrong_rate_of_the_year_is_told_once(text: str) -> None:
    told = of_year(answer("conclusion", text))
    assert [one.split()[0] for one in found(told, "text-accounts", "text-growth")] == ["text-accounts"]
