from __future__ import annotations

import time
from dataclasses import replace
from typing import Literal

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.forms.check_sentences import sentence_faults
from core.forms.model import Form, Sentence, Topic
from core.model import Dossier, Fund, Project
from core.reading import read
from core.report import template
from core.report.figures import Figures
from core.report.template import LONGEST, TOO_LONG, parsed, rendered
from core.report.wording import fill
from core.scoring.scores import score
from core.trouble import FormTrouble
from tests.core.disks import often
from tests.core.report.samples import EMPTY, FILLED, UNIT, figures, form, indicators, with_funds, with_project

FOUND = figures()


def said(text: str, found: Figures = FOUND) -> str:
    return rendered(text, found)


def printed(text: str, found: Figures = FOUND) -> str:
    return fill(rendered(text, found), found.find)


def project(number: int, name: str, agency: str = "", fund_kind: str = "", executed: str = "5") -> Dossier:
    about = Project(number, 2021, number, name, agency=agency, fund_kind=fund_kind)
    funds = {"county": Fund(initial="10", annual="10", executed=executed)}
    return Dossier(about, funds, {"purpose": "{unit.name}"}, indicator=indicators())


def unit(*members: Dossier) -> Figures:
    """The figures of the unit over these projects."""
    chosen = form("national-2020")
    whole = Dossier(Project(99, 2021, scope="unit"))
    values = read(chosen, UNIT, whole, tuple(read(chosen, UNIT, member) for member in members))
    return Figures(values, score(values))


THREE = unit(
    project(1, "医疗救助", "救助中心", "结转资金"),
    project(2, "参保资助", "参保中心", executed="0"),
    project(3, "基金监管", "救助中心", "追加指标", executed="10"),
)


def test_choices_follow_the_figures_and_leave_them_alive() -> None:
    text = "{% if nothing_executed %}尚未支付{% elif carried %}结转{% else %}支出{fund.total.executed:元}{% endif %}。"
    assert said(text) == "支出{fund.total.executed:元}。"
    assert said(text, figures(with_project(fund_kind="结转资金"))) == "结转。"
    assert said(text, figures(with_funds(executed="0"))) == "尚未支付。"
    assert said(text, figures(EMPTY)) == "支出{fund.total.executed:元}。"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("unit.finance_bureau", True),
        ("unit.leader", False),
        ("not unit.leader", True),
        ("unit.leader or answer.arrived_in", True),
        ("unit.leader and answer.arrived_in", False),
        ('project.name == "城乡医疗救助资金"', True),
        ('project.name != "城乡医疗救助资金"', False),
        ("project.agency == unit.name", True),
        ("unit.finance_bureau == unit.name", False),
        ("indicators|length > 6", True),
        ("indicators|length < 7", False),
        ("clauses.满意度指标", True),
        ("goals and evidence", True),
        ("target_missed", True),
    ],
)
def test_a_condition_is_a_name_a_figure_that_has_a_text_or_a_comparison(condition: str, holds: bool) -> None:
    assert said(f"{{% if {condition} %}}是{{% else %}}否{{% endif %}}") == ("是" if holds else "否")


def test_a_loop_over_indicators_writes_the_live_figures_of_each_row() -> None:
    found = figures(replace(FILLED, indicator=indicators("产出指标 | 数量指标 | 甲 | ≥ | 5人 | 6人 |")))
    text = "{% for i in indicators %}{{ loop.index }}.{{ i.name }}{{ i.actual|数 }}；{% endfor %}"
    assert said(text, found) == "1.{indicator.11.name}{indicator.11.actual:数}；"
    assert printed(text, found) == "1.甲6；"


def test_rows_can_be_chosen_by_what_they_are() -> None:
    missed = "{% for i in indicators if i.missed %}{{ i.name }}{% if not loop.last %}、{% endif %}{% endfor %}"
    assert printed(missed) == "救助资金拨付及时率"
    fine = '{% for i in indicators if not i.missed and i.level1 == "效益指标" %}{{ i.name }}{% endfor %}'
    assert printed(fine) == "困难群众就医负担"


def test_a_level_is_compared_by_its_name_whatever_the_form_prints() -> None:
    found = figures(name="sichuan-2021")
    text = '{% for i in indicators if i.level1 == "产出指标" %}{{ i.level1 }}{% endfor %}'
    assert printed(text, found) == "完成指标" * 5
    named = '{% for lv in levels %}{% if lv.caption == "产出指标" %}{{ lv.caption }}{% endif %}{% endfor %}'
    assert printed(named, found) == "完成指标"


def test_levels_come_in_the_forms_order_with_their_parts_and_indicators() -> None:
    text = """
    {% for lv in levels %}
    {{ lv.caption }}{{ lv.score }}分：
    {% for part in lv.parts %}{{ part.caption }}（{% for i in part.indicators %}{{ i.weight }}{% endfor %}）{% endfor %}

    {% endfor %}
    """
    assert printed(text).split("\n") == [
        "产出指标（50分）49.20分：数量指标（1010）质量指标（10）时效指标（10）成本指标（10）",
        "效益指标（30分）30.00分：社会效益指标（30）",
        "满意度指标（10分）10.00分：服务对象满意度指标（10）",
    ]
    assert said("{% for lv in levels %}{{ lv.parts|length }}{% for i in lv.indicators %}*{% endfor %}{% endfor %}") == (
        "4*****1*1*"
    )


def test_goals_and_materials_are_listed_by_their_number() -> None:
    assert said("{% for g in goals %}{{ g.actual }}{% endfor %}") == "{goal.2.actual}"
    assert printed("{% for e in evidence %}{{ e.no }}.{{ e.name }}{% endfor %}") == "1.资金拨付凭证"


def test_a_list_over_the_projects_of_the_unit() -> None:
    text = """
    {% for p in projects %}
    {{ loop.index }}、{{ p.project.name }}
    {% if p.supplement %}追加指标{% elif p.carried %}结转资金{% else %}年初预算{% endif %}
    {{ p.fund.total.annual|万元 }}，
    {% if p.nothing_executed %}实际执行0万元{% else %}执行率{{ p.fund.total.execution_rate }}{% endif %}。

    {% endfor %}
    """
    assert (
        said(text, THREE).split("\n")[1]
        == "2、{of.2.project.name}年初预算{of.2.fund.total.annual:万元}，实际执行0万元。"
    )
    assert printed(text, THREE).split("\n") == [
        "1、医疗救助结转资金10.00万元，执行率50.00%。",
        "2、参保资助年初预算10.00万元，实际执行0万元。",
        "3、基金监管追加指标10.00万元，执行率100.00%。",
    ]


def test_projects_of_one_kind_can_be_asked_for_listed_and_added_up() -> None:
    assert (
        printed("{% for p in projects.carried_over %}{{ p.project.name }}，{% endfor %}", THREE)
        == "医疗救助，参保资助，"
    )
    assert said("{% if projects.allotted %}有{% else %}没有{% endif %}下达", THREE) == "没有下达"
    assert printed("{% if projects.supplement %}{projects.supplement.annual:万元}{% endif %}", THREE) == "10.00万元"
    assert said("{{ projects.carried.annual }}{{ projects|length }}", THREE) == "{projects.carried.annual}3"
    assert said("{% if several_projects %}多{% endif %}", THREE) == "多"


def test_agencies_come_with_their_projects_and_sums() -> None:
    text = """
    {% for a in agencies %}
    {{ a.name }}{{ a.executed|万元 }}{% if a.carried %}，结转{{ a.carried.annual }}{% endif %}：
    {% for p in a.projects %}{{ p.project.name }}{% endfor %}
    {% for p in a.supplement %}（{{ p.project.name }}）{% endfor %}

    {% endfor %}
    """
    assert printed(text, THREE).split("\n") == [
        "救助中心15.00万元，结转10.00：医疗救助基金监管（基金监管）",
        "参保中心0.00万元：参保资助",
    ]


def test_indicators_and_levels_of_each_project() -> None:
    text = "{% for p in projects %}{% for lv in p.levels %}{% for i in lv.indicators if i.missed %}{{ i.score }}"
    ends = "{% endfor %}{% endfor %}{% endfor %}"
    assert said(text + ends, THREE) == "".join(f"{{of.{n}.indicator.14.score}}" for n in (1, 2, 3))
    assert said("{% for p in projects if p.target_missed %}*{% endfor %}", THREE) == "***"


def test_lines_are_joined_and_an_empty_line_begins_a_paragraph() -> None:
    text = "\n\n  甲，\n\t乙\n  {% if year %}\n丙{% endif %}。\n\n\n\n  丁\n{%\n if\n year %}戊{% endif\n%}\n \n"
    assert said(text) == "甲，乙丙。\n丁戊"
    assert said("{% if not year %}\n甲\n\n乙\n{% endif %}") == ""
    assert said("甲 乙\r\n丙") == "甲 乙丙"


_TRAPS = ("{{ 7*7 }}", "{unit.name}", "{% for x in y %}", "{# 无 #}", "{{ ''.__class__ }}", "{fund.total.annual:元}")


@pytest.mark.parametrize("trap", _TRAPS)
def test_nothing_the_clerk_typed_is_read_as_a_template_or_figure(trap: str) -> None:
    found = unit(project(1, trap, trap), project(2, trap, trap))
    text = "{% for a in agencies %}{{ a.name }}{% endfor %}{% for p in projects %}；{{ p.project.name }}{% endfor %}"
    assert printed(text, found) == f"{trap}；{trap}；{trap}"
    named = figures(replace(FILLED, indicator=(replace(indicators()[0], name=trap, actual=trap),)))
    assert printed("{% for i in indicators %}{{ i.name }}{{ i.actual }}{% endfor %}", named) == trap * 2
    compared = '{% for i in indicators if i.name == "49" %}错{% endfor %}'
    assert said(compared, named) == ""


@pytest.mark.parametrize("path", ["project.__class__.__mro__", "indicators.__iter__", "year.step", "unit._figures"])
def test_behind_the_checks_names_lead_nowhere_but_to_paths(path: str) -> None:
    assert said(f"{{{{ {path} }}}}") == f"{{{path}}}"
    assert printed(f"{{{{ {path} }}}}") == f"{{{path}}}"


def test_the_sandbox_holds_nothing_but_lengths_and_units() -> None:
    assert sorted(template._SANDBOX.filters) == sorted(["length", "元", "万元", "数", "率"])
    assert (template._SANDBOX.globals, template._SANDBOX.tests, template._SANDBOX.extensions) == ({}, {}, {})
    assert template._SANDBOX.loader is None


def test_a_text_without_end_is_cut_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "LONGEST_TEXT", 50)
    text = said("{% for p in projects %}一二三四五六七八九十一二三四五六七八九十{% endfor %}", THREE)
    assert text.endswith(TOO_LONG)
    assert len(text) < 100
    monkeypatch.setattr(template, "MOST_STEPS", 20)
    deep = "{% for a in projects %}{% for b in projects %}{% for c in projects %}{% endfor %}{% endfor %}{% endfor %}完"
    assert said(deep, THREE) == TOO_LONG


def test_four_hundred_projects_with_their_indicators_are_written_quickly() -> None:
    many = unit(*(project(number, f"项目{number}") for number in range(1, 401)))
    inner = "{% for i in p.indicators if i.missed %}{{ i.name }}{% endfor %}"
    text = f"{{% for p in projects %}}{{{{ p.project.name }}}}{inner}{{% endfor %}}"
    start = time.process_time()
    assert said(text, many).count("{of.") == 800
    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["{% if %}", "{{ year", "{% for x in %}{% endfor %}", "{% nothing %}", "{{ '\\x' }}"])
def test_what_is_no_template_is_told(text: str) -> None:
    with pytest.raises(FormTrouble, match="模板的写法不合规则"):
        parsed(text)


@pytest.mark.parametrize(
    "text", ["字" * (LONGEST + 1), "{{ " + "(" * 9000, "{% if " + "not " * 4000 + "year %}{% endif %}"]
)
def test_a_template_too_long_or_too_deep_is_told(text: str) -> None:
    assert list(sentence_faults(form("national-2020"), Sentence("a", text))) != []


_BITS = st.sampled_from(
    """{% %} {{ }} { } # | . , ( ) [ ] ~ + * ** == != < > if elif else endif for in endfor not and or is set macro
    import include loop index first length 元 万元 projects indicators levels agencies p i x year supplement
    fund.total.annual ''.__class__ __mro__ self cycler range lambda attr('x') 1 999999999 "甲" \\ \n\n 。""".split(" ")
)
_WHOLE = st.sampled_from(
    [
        "{% for p in projects if p.supplement %}{{ p.project.name }}、{% endfor %}",
        "{% for i in indicators %}{{ i.actual|数 }}{% if loop.last %}。{% endif %}{% endfor %}",
        "{% if year == '2021' %}{year}{% else %}{{ projects|length }}{% endif %}",
        "{% for lv in levels %}{% for part in lv.parts %}{{ part.score }}{% endfor %}{% endfor %}",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A sound template with some of it cut away and something else put in, or pieces in any order."""
    text = draw(st.one_of(_WHOLE, st.lists(_BITS, max_size=12).map(" ".join)))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(_BITS) + text[start + draw(st.integers(0, 6)) :]
    return text


_INSIDES = ("<", "object at", "class", "built-in", "Undefined", "__")


def _asking(of: Literal["project", "unit"]) -> Form:
    """A form whose document of this kind uses the sentence a."""
    return msgspec.structs.replace(form("national-2020"), topics=(Topic("概况", 1, key="a", sentence="a", of=of),))


@settings(max_examples=often(100, 4000))
@given(mutated())
@example("{{ ''.__class__.__mro__ }}")
@example("{% for loop in projects %}{{ loop.index }}{% endfor %}")
@example("{% for p in projects %}{{ loop.year }}{% endfor %}")
def test_a_template_is_refused_or_renders_and_never_reaches_the_program(text: str) -> None:
    for of, found in (("unit", THREE), ("project", FOUND)):
        if not list(sentence_faults(_asking(of), Sentence("a", text))):
            result = fill(rendered(text, found), found.find)
            assert not any(sign in result and sign not in text for sign in _INSIDES)
