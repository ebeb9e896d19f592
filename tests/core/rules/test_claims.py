"""What running text claims in words, against the figures."""

from __future__ import annotations

import msgspec
import pytest

from core.forms.model import RuleChange
from tests.core.cases import UNDIVIDED, case, fixed, found, sentence, unit_case
from tests.core.rules.prose_cases import GRID, mended, telling

ARRIVED = "资金 县区级 年初 560 全年 560 到位 490.97 执行 490.97"


def test_all_arrived_is_held_against_the_grid() -> None:
    assert sentence(telling("财政资金全部到位。", ARRIVED), "text-all-arrived") == (
        "“（二）资金使用”里说“全部到位”，实际到位数是 490.97 万元，全年预算数 560.00 万元，少 69.03 万元。"
    )
    assert found(telling("资金到位率100%。", ARRIVED), "text-all-arrived")
    assert found(telling("财政资金全部到位。", GRID), "text-all-arrived") == []


@pytest.mark.parametrize(
    "text",
    [
        "资金尚未全部到位。",
        "力争一季度资金全部到位。",
        "人员全部到位。",
        "除配套资金外，其余资金全部到位。",
        "中央资金全部到位。",
        "到位率{fund.total.arrival_rate}。",
    ],
)
def test_hopes_exceptions_and_other_things_are_no_claim(text: str) -> None:
    assert found(telling(text, ARRIVED), "text-all-arrived") == []


def test_the_claim_of_one_level_is_held_against_that_level() -> None:
    table = "资金 中央 全年 100 到位 80 执行 80 | 资金 县区级 全年 50 到位 50 执行 50"
    assert found(telling("县级资金全部到位。", table), "text-all-arrived") == []
    assert "中央级的实际到位数是 80.00 万元" in sentence(telling("中央资金全部到位。", table), "text-all-arrived")


def test_without_a_column_for_it_idle_money_speaks_against_the_claim() -> None:
    idle, used = "基本 项目名称 能力提升资金 | 资金 中央 全年 6 执行 0", "资金 县区级 全年 4 执行 3.52"
    told = unit_case(used, idle, typed={"use": "年末资金全部安排落实到位。"})
    assert sentence(told, "text-all-arrived") == (
        "“（二）资金使用”里说“全部安排落实到位”，“能力提升资金”的全年执行数是 0。"
    )
    assert found(unit_case(used, typed={"use": "年末资金全部安排落实到位。"}), "text-all-arrived") == []


@pytest.mark.parametrize(
    "text", ["资金已全部支付。", "项目资金年底前支付完毕。", "全年资金执行率100%。", "资金使用率达到100%。"]
)
def test_all_spent_is_held_against_the_grid(text: str) -> None:
    assert found(telling(text), "text-all-spent") == ["text-all-spent warning answer.use"]


@pytest.mark.parametrize(
    "text",
    [
        "资金全部用于救助困难群众。",
        "没有全部支付。",
        "资金将于次年全部支付。",
        "检查计划执行率100%。",
        "资金使用率100%的目标未实现。",
        "资金全部使用完毕，结余交回财政。",
    ],
)
def test_what_claims_less_is_silent(text: str) -> None:
    assert found(telling(text), "text-all-spent") == []


def test_all_that_arrived_may_be_all_that_is_spent() -> None:
    assert found(telling("到位的补助资金已全部支付。", ARRIVED), "text-all-spent") == []
    assert found(telling("资金使用率100%。", ARRIVED), "text-all-spent") == []


def test_a_goal_may_hope() -> None:
    told = case(f"{GRID} | 目标 资金全部支付完毕 资金支付完毕")
    assert found(told, "text-all-spent") == ["text-all-spent warning goal.actual 500"]


def test_problems_are_told_where_the_rate_is_low() -> None:
    assert sentence(telling("无。", key="problems"), "problems-none") == (
        "正文写的是“无。”，而预算执行率只有 32.30 %。"
    )
    assert found(telling("存在的问题：无。"), "problems-none") == ["problems-none warning answer.use"]
    assert found(telling("存在问题：未发现明显问题。"), "problems-none") == ["problems-none warning answer.use"]
    assert found(telling("本项目实施过程中无问题。", key="problems"), "problems-none") != []
    assert found(telling("存在问题：无明显问题，但支付进度偏慢。"), "problems-none") == []


def test_problems_are_told_where_a_target_is_missed_or_points_are_lost() -> None:
    table = "资金 县区级 全年 10 到位 10 执行 10 | 指标 数量指标 救助人次 ≥1200人次 1140人次 90 偏差 申请较少"
    told = sentence(telling("没有问题。", table, key="problems", form=UNDIVIDED), "problems-none")
    assert "有 1 项指标没有达到目标，总分 95.5 分" in told


def test_without_shortfalls_there_may_be_no_problems() -> None:
    table = "资金 县区级 全年 10 到位 10 执行 10 | 指标 数量指标 救助人次 ≥1200人次 1200人次 90"
    assert found(telling("无。", table, key="problems"), "problems-none") == []
    assert found(telling("参保人数测算偏高。", key="problems"), "problems-none") == []
    assert found(telling("无。", key="duty_problem"), "problems-none") == []


def test_the_office_may_set_from_which_score_on_problems_are_asked_for() -> None:
    table = "资金 县区级 全年 10 到位 10 执行 9.8 | 指标 数量指标 救助人次 ≥1200人次 1200人次 90"
    assert found(telling("无。", table, key="problems", form=UNDIVIDED), "problems-none") != []
    change = msgspec.convert({"rule": "problems-none", "values": {"score_below": 95}}, RuleChange)
    form = msgspec.structs.replace(UNDIVIDED, rules=(change,))
    assert found(telling("无。", table, key="problems", form=form), "problems-none") == []


def test_the_units_problems_are_those_of_its_projects() -> None:
    told = unit_case(GRID, ARRIVED, typed={"main_problems": "无。"})
    assert "有 2 个项目的执行率低于 90 %" in sentence(told, "problems-none")


def test_the_level_named_is_the_level_that_pays() -> None:
    named = case(f"基本 项目名称 医保基金监管市级专项经费 | {GRID}")
    assert sentence(named, "fund-level") == ("项目名称里写“市级专项”，资金表里没有市级的钱，只有县区级的。")
    told = telling("共计7452.27元，其中区级资金7452.27元。", "资金 市级 年初 7452.27元 全年 7452.27元")
    assert found(told, "fund-level") == ["fund-level warning answer.use"]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("其中区级资金150万元。", GRID),
        ("省级资金充裕，优先使用。", GRID),
        ("其中省级资金0万元。", GRID),
        ("其中省级资金3.46万元。", "资金 上年结转 全年 3.46 执行 3.46"),
        ("其中省级资金3.46万元。", ""),
        ("县级以上离休干部3人。", "资金 市级 全年 5"),
    ],
)
def test_levels_that_pay_or_may_have_paid_are_silent(text: str, table: str) -> None:
    assert found(telling(text, table), "fund-level") == []


def test_last_years_figures_are_asked_about() -> None:
    told = telling("2020年，全县住院费降低624万元。")
    assert sentence(told, "text-year") == "“（二）资金使用”里写的是 2020 年的情况，评价年度是 2021 年。"
    assert mended(told, "text-year") == "2021年，全县住院费降低624万元。"


@pytest.mark.parametrize(
    "text",
    [
        "与2020年相比，住院费降低624万元。",
        "2021年比2020年多支付624万元。",
        "2019年起支付门诊费用。",
        "按《2020年救助工作方案》完成救助。",
        "执行（示医保〔2020〕9号）文件，完成救助。",
        "2020-2022年三年完成建设。",
        "2020年结转资金5万元，已支付。",
        "2022年2月完成自评。",
        "{year}年完成救助。",
    ],
)
def test_years_with_a_reason_are_silent(text: str) -> None:
    assert found(telling(text), "text-year") == []


def test_a_survey_says_how_many_were_asked() -> None:
    assert found(telling("问卷调查结果显示群众满意度95%。"), "satisfaction-survey") == [
        "satisfaction-survey hint answer.use"
    ]
    sized = "2021年12月发放问卷120份，收回114份，调查显示群众满意度95%。"
    assert found(telling(sized), "satisfaction-survey") == []
    assert found(telling("四季度做满意度调查。"), "satisfaction-survey") == []


def test_a_day_up_to_which_the_text_counts_is_of_the_year() -> None:
    assert found(telling("截至2020年12月31日，共支付145.2万元。", GRID), "text-year") == ["text-year hint answer.use"]
    assert found(telling("2019年至2020年，累计救助900人次。", GRID), "text-year") == []


def test_a_row_of_last_year_is_told_by_its_days() -> None:
    row = "指标 时效指标 发放时间 {} {} 10"
    assert found(case(row.format("2020年12月底前", "2020年12月20日")), "text-year") == [
        "text-year hint indicator.actual 1"
    ]
    assert found(case(row.format("2021年12月底前", "2020年12月20日")), "text-year") == []
    assert found(case(row.format("2022年3月底前", "2022年3月20日")), "text-year") == []


def test_a_name_of_last_year_has_money_carried_over() -> None:
    named = "基本 项目名称 2020年医疗救助资金 | 资金 县区级 年初 150 全年 150"
    assert found(case(named), "text-year") == ["text-year hint project.name"]
    assert fixed(named, "text-year").dossier.project.name == "2021年医疗救助资金"
    assert found(case(f"{named} | 资金 上年结转 年初 20 全年 20"), "text-year") == []
