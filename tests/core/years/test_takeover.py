from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.marks import origin_of
from core.model import (
    UNIT_ROW,
    WHOLE_UNIT,
    Book,
    Dossier,
    Evidence,
    Fund,
    Goal,
    Indicator,
    Place,
    Project,
    ScoreItem,
    Unit,
)
from core.years.last_year import last_year_place, last_year_value, unchanged_since_last_year
from core.years.takeover import Choice, Takeover, plan_takeover
from tests.core.books import edits, facts, small_book


def last_year() -> Book:
    """2021 with one project in full and the unit's dossier; 2022 still empty."""
    relief = Dossier(
        Project(1, 2021, 1024, "城乡医疗救助资金", "XM01", kind="延续", starts="2021", ends="2021-12", leader="张三",
                form="sichuan-2021"),
        funds={"county": Fund("150", annual="150", executed="48.44")},
        answers={
            "overview": "2021年按《办法》救助，共{indicator.4.actual}，执行{fund.total.executed:万元}。",
            "execution_reason": "上级资金到位较早",
            "typed.total.execution_rate": "32.39",
        },
        goal=(Goal(2, 1, 1024, "annual", "救助不少于1200人次", "救助1140人次"), Goal(3, 1, 2048, "whole")),
        indicator=(
            Indicator(4, 1, 1024, "产出指标", "数量指标", "救助人次", "≥", "1200", actual="1140", unit="人次",
                      weight="10", midyear="600", score="9.5", score_reason="按比例", deviation="复核转入下一年"),
            Indicator(5, 1, 2048, "满意度指标", "服务对象满意度指标", "救助对象满意度", "≥", "90", unit="%",
                      weight="10"),
        ),
        score_item=(ScoreItem(6, 1, 1024, "决策", "5"),),
        evidence=(Evidence(7, 1, 1024, "拨付凭证", "示医保〔2021〕3号"),),
    )  # fmt: skip
    whole = Dossier(
        Project(8, 2021, scope=WHOLE_UNIT),
        answers={"decision": "共{projects.count}个项目，救助{of.1.indicator.4.actual}。"},
    )
    return Book(Unit("示例县医疗保障局"), {1: relief, 8: whole}, next_id=9)


def taken(book: Book, choice: Choice | None = None, source: Book | None = None) -> Book:
    """The book after taking 2021 over into 2022."""
    plan = plan_takeover(book, 2021, 2022, choice, source)
    return plan.edit.apply(book) if plan.edit else book


def project(book: Book, name: str = "城乡医疗救助资金") -> Dossier:
    return next(d for d in book.of_year(2022) if d.project.name == name)


def test_a_project_comes_over_with_its_plan_and_without_its_results() -> None:
    new = project(taken(last_year()))
    assert (new.project.code, new.project.leader, new.project.kind) == ("XM01", "张三", "延续")
    assert (new.project.starts, new.project.ends) == ("", "")
    assert new.funds == {}
    assert [(goal.period, goal.expected, goal.actual) for goal in new.goal] == [
        ("annual", "救助不少于1200人次", ""),
        ("whole", "", ""),
    ]
    assert [(row.level2, row.name, row.direction, row.target, row.unit, row.weight) for row in new.indicator] == [
        ("数量指标", "救助人次", "≥", "", "人次", "10"),
        ("服务对象满意度指标", "救助对象满意度", "≥", "", "%", "10"),
    ]
    first = new.indicator[0]
    assert (first.actual, first.midyear, first.score, first.score_reason, first.deviation) == ("",) * 5
    assert (new.score_item, new.evidence, new.reason) == ((), (), ())
    assert list(new.answers) == ["overview"]


def test_targets_come_along_when_the_clerk_asks_for_them() -> None:
    new = project(taken(last_year(), Choice(targets=True)))
    assert [row.target for row in new.indicator] == ["1200", "90"]


def test_only_what_was_chosen_comes_over() -> None:
    new = project(taken(last_year(), Choice(headers=False, people=False, goals=False, answers=False)))
    assert (new.project.code, new.project.leader, new.goal[0].expected, new.answers) == ("", "", "", {})
    assert len(new.indicator) == 2
    nothing = plan_takeover(last_year(), 2021, 2022, Choice(whole=False, projects=frozenset()))
    assert nothing == Takeover(None, (), ())


def test_live_figures_in_a_text_speak_of_the_new_rows() -> None:
    book = taken(last_year())
    new = project(book)
    assert new.answers["overview"] == (
        f"2021年按《办法》救助，共{{indicator.{new.indicator[0].id}.actual}}，执行{{fund.total.executed:万元}}。"
    )
    whole = book.whole_of(2022)
    assert whole is not None
    assert whole.answers["decision"] == (
        f"共{{projects.count}}个项目，救助{{of.{new.id}.indicator.{new.indicator[0].id}.actual}}。"
    )


def test_the_units_dossier_speaks_of_a_project_that_was_there_already() -> None:
    book = last_year()
    there = Dossier(Project(20, 2022, 1024, "城乡医疗救助资金"), indicator=(Indicator(22, 20, 1024, name="救助人次"),))
    book = replace(book, dossiers={**book.dossiers, 20: there}, next_id=23)
    whole = taken(book, Choice(projects=frozenset())).whole_of(2022)
    assert whole is not None
    assert whole.answers["decision"] == "共{projects.count}个项目，救助{of.20.indicator.22.actual}。"


def test_years_in_the_texts_stay_and_are_listed() -> None:
    plan = plan_takeover(last_year(), 2021, 2022)
    (spoken,) = plan.years
    assert (spoken.place.field, spoken.before, spoken.year, spoken.after[:6]) == (
        "overview",
        "",
        "2021年",
        "按《办法》救",
    )
    numbered = replace(
        last_year().dossiers[1],
        answers={"basis": "示医保〔2021〕3号，二〇二〇年起，２０２１ 年度2000人、12021元、{indicator.4.actual}"},
    )
    plan = plan_takeover(replace(last_year(), dossiers={1: numbered}), 2021, 2022)
    assert [found.year for found in plan.years] == ["2021", "二〇二〇年", "2021 年"]
    told = {"basis": "按规定执行。依据县级补助标准文件和有关通知（示医保〔2021〕3号）"}
    plan = plan_takeover(replace(last_year(), dossiers={1: replace(numbered, answers=told)}), 2021, 2022)
    assert plan.years[-1].before == "…文件和有关通知(示医保〔", "its own sentence, and a sign where it is cut"


def test_what_was_taken_is_marked_as_last_years_until_it_is_typed_anew() -> None:
    book = taken(last_year())
    new = project(book)
    for place in (
        Place("indicator", new.id, "name", new.indicator[0].id),
        Place("goal", new.id, "expected", new.goal[0].id),
        Place("answer", new.id, "overview"),
        Place("project", new.id, "leader"),
    ):
        assert origin_of(book, place) == "年"
    assert origin_of(book, Place("indicator", new.id, "target", new.indicator[0].id)) == ""


def test_a_project_that_is_there_is_filled_only_where_it_is_blank() -> None:
    there = Dossier(
        Project(20, 2022, 1024, "城乡医疗救助资金", leader="李四"),
        answers={"overview": "今年的话"},
        goal=(Goal(21, 20, 1024, "annual", "今年的目标"),),
        indicator=(Indicator(22, 20, 1024, "产出指标", "数量指标", " 救助人次", "≥", weight="15"),),
    )
    book = last_year()
    book = replace(book, dossiers={**book.dossiers, 20: there}, next_id=23)
    plan = plan_takeover(book, 2021, 2022)
    assert [(t.name, t.state, t.headers, t.goals, t.indicators, t.answers) for t in plan.projects] == [
        ("城乡医疗救助资金", "filled", 3, 0, 2, 0),
        ("部门整体", "new", 0, 0, 0, 1),
    ]
    assert plan.edit is not None
    new = plan.edit.apply(book).dossiers[20]
    assert (new.project.leader, new.project.code, new.answers["overview"]) == ("李四", "XM01", "今年的话")
    assert [(row.name, row.unit, row.weight) for row in new.indicator] == [
        (" 救助人次", "人次", "15"),
        ("救助对象满意度", "%", "10"),
    ]
    skipped = plan_takeover(book, 2021, 2022, Choice(there="skip"))
    assert [t.state for t in skipped.projects] == ["skipped", "new"]


def test_a_renamed_project_is_found_by_its_code() -> None:
    there = Dossier(Project(20, 2022, 1024, "医疗救助补助资金", code="ＸＭ01"))
    book = last_year()
    book = taken(replace(book, dossiers={**book.dossiers, 20: there}, next_id=23))
    assert [d.project.name for d in book.of_year(2022)] == ["医疗救助补助资金"]
    assert last_year_value(book, Place("fund", 20, "county.executed")) == "48.44"


def test_last_years_book_file_is_taken_the_same_way() -> None:
    mine = Book(Unit(phone="0800-1"), next_id=1)
    old = replace(last_year(), unit=Unit("示例县医疗保障局", code="325001", phone="0800-2", reported_on="2022-03-15"))
    book = taken(mine, source=old)
    assert (book.unit.name, book.unit.code, book.unit.phone, book.unit.reported_on) == (
        "示例县医疗保障局", "325001", "0800-1", "",
    )  # fmt: skip
    assert [row.name for row in project(book).indicator] == ["救助人次", "救助对象满意度"]
    other = replace(mine, unit=Unit("示例县民政局"))
    assert taken(other, source=old).unit == Unit("示例县民政局")


def test_an_empty_cell_knows_what_stood_there_last_year() -> None:
    book = taken(last_year())
    new = project(book)
    row = new.indicator[0].id
    assert last_year_value(book, Place("fund", new.id, "county.executed")) == "48.44"
    assert last_year_value(book, Place("indicator", new.id, "actual", row)) == "1140"
    assert last_year_value(book, Place("goal", new.id, "actual", new.goal[0].id)) == "救助1140人次"
    assert last_year_place(book, Place("indicator", new.id, "actual", row)) == Place("indicator", 1, "actual", 4)
    assert last_year_value(book, Place("fund", 1, "county.executed")) == ""
    assert last_year_value(book, Place("unit", UNIT_ROW, "name")) == ""


def test_text_nobody_has_touched_since_last_year_is_known() -> None:
    book = taken(last_year())
    new = project(book)
    overview = Place("answer", new.id, "overview")
    whole = book.whole_of(2022)
    assert whole is not None
    assert unchanged_since_last_year(book, overview)
    assert unchanged_since_last_year(book, Place("answer", whole.id, "decision"))
    assert not unchanged_since_last_year(book, Place("answer", new.id, "execution_reason"))
    touched = replace(book, dossiers={**book.dossiers, new.id: replace(new, answers={"overview": "2022年救助。"})})
    assert not unchanged_since_last_year(touched, overview)


def with_accounts() -> Book:
    """2020 with the unit's final accounts; 2021 still empty."""
    whole = Dossier(
        Project(1, 2020, scope=WHOLE_UNIT),
        accounts={
            "income": Account(outturn="1609.09"),
            "general_income": Account(budget="1500", outturn="13927300元", previous="1200", use="办公", reason="增资"),
            "staff": Account(outturn="21"),
            "paid_car": Account(outturn="18"),
            "reception": Account(outturn="约0.2"),
        },
        function=(
            FunctionLine(2, 1, 1024, "", "2101501", "卫生健康支出", "医疗保障管理事务", "行政运行", "190",
                         outturn="198.5"),
            FunctionLine(3, 1, 2048, "政府性基金", "2296013", "其他支出", "彩票公益金安排的支出", "用于城乡医疗救助",
                         outturn="216.36", use="救助", reason="转入"),
            FunctionLine(4, 1, 3072, "", "", "农林水支出", "扶贫", "其他扶贫支出", outturn="90"),
            FunctionLine(5, 1, 4096, "", "2080505", budget="18"),
        ),
        economic=(EconomicLine(6, 1, 1024, "人员经费", "30101", "基本工资", "60", "58.3", "55"),),
    )  # fmt: skip
    return Book(Unit("示例县医疗保障局"), {1: whole}, next_id=7)


def accounts_of_2021(book: Book, choice: Choice | None = None) -> Dossier | None:
    plan = plan_takeover(book, 2020, 2021, choice)
    return (plan.edit.apply(book) if plan.edit else book).whole_of(2021)


def test_the_final_accounts_come_over_as_those_of_the_year_before() -> None:
    new = accounts_of_2021(with_accounts())
    assert new is not None
    assert new.accounts == {
        "income": Account(previous="1609.09"),
        "general_income": Account(previous="13927300元"),
        "staff": Account(previous="21"),
    }
    assert [(row.code, row.item, row.budget, row.outturn, row.previous, row.use) for row in new.function] == [
        ("2101501", "行政运行", "", "", "198.5", ""),
        ("2296013", "用于城乡医疗救助的彩票公益金支出", "", "", "216.36", ""),
        ("", "其他扶贫支出", "", "", "90", ""),
    ]
    assert [(row.kind, row.code, row.name, row.budget, row.outturn, row.previous) for row in new.economic] == [
        ("人员经费", "30101", "基本工资", "", "", "58.3")
    ]
    assert origin_of(new, Place("account", new.id, "income.previous")) == "年"
    assert origin_of(new, Place("function", new.id, "previous", new.function[0].id)) == "年"


def test_live_figures_of_the_accounts_speak_of_the_rows_that_came_over() -> None:
    book = with_accounts()
    told = "运行{function.2.outturn:万元}，扶贫{category.4.outturn}，工资{economic.6.outturn}，{function.5.outturn}"
    whole = replace(book.dossiers[1], answers={"overview": told})
    new = accounts_of_2021(replace(book, dossiers={1: whole}))
    assert new is not None
    first, _, third = (row.id for row in new.function)
    assert new.answers["overview"] == (
        f"运行{{function.{first}.outturn:万元}}，扶贫{{category.{third}.outturn}}，"
        f"工资{{economic.{new.economic[0].id}.outturn}}，{{function.0.outturn}}"
    )


def test_rows_that_are_there_get_last_years_figure_by_code_or_by_name_and_keep_the_rest() -> None:
    there = Dossier(
        Project(20, 2021, scope=WHOLE_UNIT),
        accounts={"income": Account(outturn="1795.77", previous="1600")},
        function=(
            FunctionLine(21, 20, 1024, "一般公共预算", "２１０１５０１", "卫生健康", "医疗保障管理", "行政运行",
                         outturn="205.8"),
            FunctionLine(22, 20, 2048, "", "2130599", "农林水支出", "扶贫", "其他扶贫支出", outturn="86.78"),
        ),
    )  # fmt: skip
    book = with_accounts()
    book = replace(book, dossiers={**book.dossiers, 20: there}, next_id=23)
    plan = plan_takeover(book, 2020, 2021)
    assert [(taken.state, taken.previous) for taken in plan.projects] == [("filled", 6)]
    new = accounts_of_2021(book)
    assert new is not None
    assert new.accounts["income"] == Account(outturn="1795.77", previous="1600")
    assert [(row.code, row.section, row.outturn, row.previous) for row in new.function] == [
        ("２１０１５０１", "医疗保障管理", "205.8", "198.5"),
        ("2130599", "扶贫", "86.78", "90"),
        ("2296013", "彩票公益金安排的支出", "", "216.36"),
    ]
    assert accounts_of_2021(book, Choice(there="skip")) == there
    after = plan.edit.apply(book) if plan.edit else book
    assert last_year_value(after, Place("account", 20, "income.outturn")) == "1609.09"
    assert last_year_value(after, Place("function", 20, "outturn", 21)) == "198.5"
    assert last_year_value(after, Place("economic", 20, "outturn", new.economic[0].id)) == "58.3"


def test_no_figure_of_the_year_before_is_made_up() -> None:
    assert (
        accounts_of_2021(with_accounts(), Choice(previous=False)) is None
        or not accounts_of_2021(with_accounts(), Choice(previous=False)).accounts
    )
    later = plan_takeover(with_accounts(), 2020, 2022)
    assert later.edit is None or not later.edit.apply(with_accounts()).whole_of(2022).accounts
    none = Book(dossiers={1: Dossier(Project(1, 2020, scope=WHOLE_UNIT))}, next_id=2)
    assert plan_takeover(none, 2020, 2021, Choice(answers=False)).edit is None


CHOICES = st.builds(
    Choice, *(st.booleans() for _ in range(8)), there=st.sampled_from(["fill", "skip"]), projects=st.none()
)


@given(st.data(), CHOICES)
def test_nothing_of_last_year_changes_and_no_result_crosses(data: st.DataObject, choice: Choice) -> None:
    book = small_book()
    for _ in range(data.draw(st.integers(0, 4))):
        book = data.draw(edits(book)).apply(book)
    plan = plan_takeover(book, 2021, 2022, choice)
    if plan.edit is None:
        return
    after = plan.edit.apply(book)
    for number, before in book.dossiers.items():
        if before.project.year != 2022:
            assert after.dossiers[number] == before
    for dossier in after.dossiers.values():
        before = book.dossiers.get(dossier.id, Dossier(dossier.project))
        assert dossier.funds == before.funds
        amounts = ("budget", "adjusted", "outturn", "use", "reason")
        for line, account in dossier.accounts.items():
            kept_line = before.accounts.get(line, Account())
            assert all(getattr(account, name) == getattr(kept_line, name) for name in amounts)
        lines = {row.id: row.outturn for row in (*before.function, *before.economic)}
        assert all(row.outturn == lines.get(row.id, "") for row in (*dossier.function, *dossier.economic))
        assert (dossier.score_item, dossier.evidence, dossier.reason) == (
            before.score_item, before.evidence, before.reason,
        )  # fmt: skip
        assert {k: t for k, t in dossier.answers.items() if k.startswith("typed.")} == {
            k: t for k, t in before.answers.items() if k.startswith("typed.")
        }
        results = ("actual", "midyear", "forecast", "adjusted", "score", "score_reason", "deviation", "likelihood")
        rows = {row.id: row for row in before.indicator}
        for row in dossier.indicator:
            kept = rows.get(row.id, Indicator(0, 0))
            assert all(getattr(row, name) == getattr(kept, name) for name in results)
            assert choice.targets or row.target == kept.target
        goals = {goal.id: goal.actual for goal in before.goal}
        assert all(goal.actual == goals.get(goal.id, "") for goal in dossier.goal)
    assert facts(plan.edit.inverse().apply(after)) == facts(book)
    again = plan_takeover(after, 2021, 2022, choice)
    assert again.edit is None
