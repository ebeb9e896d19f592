from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec
import pytest

from core.forms.checks import faults
from core.forms.library import known
from core.forms.model import Form, FundBand, GoalBlock, Sentence, Topic
from core.forms.paper_model import CellSpec, Document, Piece, RowSpec, TableSpec

NATIONAL = known()["national-2020"]
OUTLINE = Document("outline", "报告", "", (Piece("outline"),))
HEADING = Topic("概况", 1, key="about")

END = "{% endfor %}"

Of = Literal["project", "unit"]


def changed(**parts: Any) -> Form:
    """The national form with more topics, sentences, tables and documents, or other parts."""
    for name in ("topics", "sentences", "tables", "documents"):
        parts[name] = (*getattr(NATIONAL, name), *parts.get(name, ()))
    return msgspec.structs.replace(NATIONAL, **parts)


def said(form: Form) -> str:
    """The first fault of a form, as whoever writes it reads it."""
    return next(faults(form), "")


def of_sentence(text: str, of: Of = "project") -> str:
    """What is said of a sentence below a heading of a project's or the unit's report."""
    heading = Topic("概况", 1, key="about", sentence="a", of=of)
    document = msgspec.structs.replace(OUTLINE, of=of)
    return said(changed(topics=(heading,), documents=(document,), sentences=(Sentence("a", text),)))


def of_table(*rows: RowSpec, columns: int = 3, of: Of = "project") -> str:
    """What is said of a printed table in a document of a project or the unit."""
    table = TableSpec("t", "附表", tuple([Decimal(20)] * columns), rows)
    document = Document("d", "附表", "", (Piece("table", table="t"),), of=of)
    return said(changed(tables=(table,), documents=(document,)))


def row(*cells: str | CellSpec, **others: Any) -> RowSpec:
    """A row of cells, those with nothing but text as their text."""
    return RowSpec(tuple(CellSpec(cell) if isinstance(cell, str) else cell for cell in cells), **others)


@pytest.mark.parametrize("form", known().values(), ids=known())
def test_nothing_is_wrong_with_the_forms_of_the_program(form: Form) -> None:
    unnumbered = msgspec.structs.replace(form, numbering=())  # the numbers are written out in a form that was read
    assert list(faults(unnumbered)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if carried and not answer.about %}{year}{% elif fund.total.annual %}{fund.total.annual:元}{% endif %}",
        "{% for i in indicators if i.missed %}{{ loop.index }}{{ i.actual|数 }}{% endfor %}",
        "{% for lv in levels %}{% for part in lv.parts %}{{ part.score }}{% endfor %}{{ lv.parts|length }}{% endfor %}",
        "{% for g in goals %}{{ g.expected }}{% else %}没有目标{% endfor %}{{ level.产出指标.数量指标.score }}",
        "{% if grade == '优' and indicators|length > 3 %}{{ grade }}{% endif %}{# 说明 #}",
    ],
)
def test_a_sentence_of_a_project_may_choose_repeat_and_name_figures(text: str) -> None:
    assert of_sentence(text) == ""
    assert of_sentence("{% if year %}" + text.replace("answer.about", "year") + "{% endif %}", "unit") == ""


@pytest.mark.parametrize(
    "text",
    [
        "{% for p in projects.carried if p.answer.execution_reason %}{{ p.fund.total.annual|万元 }}{% endfor %}",
        "{% for a in agencies %}{{ a.name }}{{ a.carried.annual }}{% if a.supplement %}有{% endif %}{% endfor %}",
        "{% for p in projects %}{% for lv in p.levels %}{% for i in lv.indicators %}{{ i.name }}{% endfor %}" + END * 2,
        "{{ graded.优.share }}{projects.upper_level.count}{{ count.agencies }}",
    ],
)
def test_a_sentence_of_the_unit_speaks_of_its_projects(text: str) -> None:
    assert of_sentence(text, "unit") == ""
    assert "sentences“a”" in of_sentence(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{% if year %}", "的模板的写法不合规则：“if”没有结束，缺少 endif"),
        ("{% for i in indicators %}{% if i.missed %}{% endfor %}", "不合规则：“endfor”不该写在这里"),
        ("{% remark %}", "不合规则：“remark”不该写在这里，或程序不认识"),
        ("{{ year", "不合规则"),
        ("{% for i of indicators %}{% endfor %}", "不合规则：应当是 in，写的是 of"),
        ("字" * 20_001, "有 20001 个字符，最多 20000 个"),
        ("{{ ''.__class__ }}", "里的固定文字和数不能单独使用"),
        ("{{ year.__class__ }}", "“year.__class__”不是程序认识的数据"),
        ("{{ year|attr('__class__') }}", "用了“|attr”"),
        ("{{ year|upper }}", "用了“|upper”"),
        ("{{ year|万元(1) }}", "“|万元”后面不能有括号"),
        ("{% for i in range(9) %}{% endfor %}", "用了“调用”"),
        ("{{ '甲' * 99999 }}", "用了“运算”"),
        ("{{ year + 1 }}", "用了“运算”"),
        ("{{ year ~ 1 }}", "用了“~”"),
        ("{{ indicators[0] }}", "用了“方括号或序号”"),
        ("{{ indicators.1.name }}", "用了“方括号或序号”"),
        ("{{ year if carried else grade }}", "用了“写在一行里的 if … else”"),
        ("{% if year is defined %}{% endif %}", "用了“is”"),
        ("{% if '2' in year %}{% endif %}", "里的比较只能是两项"),
        ("{% set a = 1 %}", "用了“set”"),
        ("{% import 'a' as a %}", "用了“import”"),
        ("{% include 'a' %}", "用了“include”"),
        ("{% extends 'a' %}", "用了“extends”"),
        ("{% macro a() %}{% endmacro %}", "用了“macro”"),
        ("{% block a %}{% endblock %}", "用了“block”"),
        ("{% with %}{% endwith %}", "用了“with”"),
        ("{% filter upper %}{% endfilter %}", "用了“filter”"),
        ("{% raw %}{{ year }}{% endraw %}", "“{ year }”不是程序认识的数据"),
        ("{% if raining %}{% endif %}", "“raining”不是程序认识的数据"),
        ("{% if answer.nobody_asks %}{% endif %}", "“answer.nobody_asks”在这个表样里没有"),
        ("{fund.everything.annual}", "“fund.everything.annual”在这个表样里没有"),
        ("{level.完成指标.score}", "“level.完成指标.score”在这个表样里没有"),
        ("{level.产出指标.满意指标.score}", "在这个表样里没有"),
        ("{clauses.完成指标}", "“clauses.完成指标”在这个表样里没有"),
        ("{indicator.3.actual}", "“indicator.3.actual”在这个表样里没有"),
        ("{of.3.grade}", '只能用在 of = "unit" 的文件里'),
        ("{indicator.actual}", '只能用在 each = "indicator" 或 "project indicator" 的行里'),
        ("{{ carried }}", "“carried”不是程序认识的数据"),
        ("{{ indicators }}", "“indicators”不是程序认识的数据"),
        ("{{ unit }}", "“unit”不是程序认识的数据"),
        ("{yeer}", "“{yeer}”不是程序认识的数据"),
        ("{fund.total.{% if carried %}annual{% endif %}}", "里的花括号没有成对"),
        ("{% for p in projects %}{% endfor %}", "“projects”不能用 for 逐个列出"),
        ("{% for c in year %}{% endfor %}", "“year”不能用 for 逐个列出"),
        ("{% for a, b in indicators %}{% endfor %}", "应当写成“for 名称 in 列表”"),
        ("{% for i in indicators recursive %}{% endfor %}", "应当写成“for 名称 in 列表”"),
        ("{% for fund in indicators %}{% endfor %}", "“fund”已经有别的意思"),
        ("{% for carried in indicators %}{% endfor %}", "“carried”已经有别的意思"),
        ("{% for loop in indicators %}{% endfor %}", "“loop”已经有别的意思"),
        ("{% for i in indicators %}{% for i in goals %}{% endfor %}{% endfor %}", "“i”已经有别的意思"),
        ("{% for i in indicators %}{% endfor %}{{ i.name }}", "“i.name”不是程序认识的数据"),
        ("{% for i in indicators %}{{ i.nothing }}{% endfor %}", "“i.nothing”不是程序认识的数据"),
        ("{% for i in indicators %}{{ i.missed }}{% endfor %}", "“i.missed”不是程序认识的数据"),
        ("{% for i in indicators %}{{ loop.year }}{% endfor %}", "“loop.year”不能用在这里"),
        ("{% for i in indicators %}{{ loop }}{% endfor %}", "“loop”不是程序认识的数据"),
        ("{% for i in indicators if loop.first %}{% endfor %}", "“loop.first”不是程序认识的数据"),
        ("{{ loop.index }}", "“loop.index”不是程序认识的数据"),
        ("{% if loop.first %}{% endif %}", "“loop.first”不是程序认识的数据"),
        ("{% if fund.total.annual > 5 %}{% endif %}", "里的 < 和 > 只能比较"),
        (
            "{% for i in indicators if i.level1 == '完成指标' %}{% endfor %}",
            "与“i.level1”比较的“完成指标”不是这个表样的",
        ),
        ("{% for i in indicators if '数量' == i.level2 %}{% endfor %}", "与“i.level2”比较的“数量”不是这个表样的"),
        ("{% if '甲' == '乙' %}{% endif %}", "两边都是固定的文字"),
        ("{% if 1 < 2 < 3 %}{% endif %}", "里的比较只能是两项"),
        ("{% if grade >= '优' %}{% endif %}", "里的比较只能是两项"),
        ("{% if true %}{% endif %}", "里的固定文字和数不能单独使用"),
        ("{% if " + "(not " * 50 + "year" + ")" * 50 + " %}{% endif %}", "嵌套太深"),
    ],
)
def test_a_sentence_that_does_more_is_refused_with_its_cause(text: str, sentence: str) -> None:
    message = of_sentence(text)
    assert message.startswith("sentences“a”")
    assert sentence in message
    assert message.endswith("。")


def test_loops_are_three_deep_at_most() -> None:
    assert "的 for 套了 4 层，最多 3 层" in of_sentence(
        "".join(f"{{% for {name} in indicators %}}" for name in "abcd") + "{% endfor %}" * 4
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{% for a in agencies %}{{ a.raining.count }}{% endfor %}", "里的条件“raining”程序不认识"),
        ("{projects.raining.count}", "里的条件“raining”程序不认识"),
        ("{graded.上等.count}", "“graded.上等.count”在这个表样里没有"),
        ("{answer.execution_reason}", "是项目的回答，不能用在单位的文件里"),
        (
            "{% for p in projects %}{{ p.answer.about }}{% endfor %}",
            "“p.answer.about”是单位的回答，不能用在项目的文件里",
        ),
        ("{% for p in projects %}{{ p.projects.count }}{% endfor %}", "“p.projects.count”不是程序认识的数据"),
        ("{% for p in projects %}{{ p }}{% endfor %}", "“p”不是程序认识的数据"),
        ("{member.project.name}", '只能用在 each = "project" 或 "project indicator" 的行里'),
    ],
)
def test_a_sentence_of_the_unit_keeps_projects_and_unit_apart(text: str, sentence: str) -> None:
    assert sentence in of_sentence(text, "unit")


def test_a_sentence_used_by_project_and_unit_must_fit_both() -> None:
    topics = (
        Topic("概况", 1, key="a", sentence="s"),
        Topic("情况", 1, key="b", sentence="s", of="unit"),
    )
    documents = (OUTLINE, Document("whole", "总报告", "", (Piece("outline"),), of="unit"))
    form = changed(topics=topics, documents=documents, sentences=(Sentence("s", "{projects.count}"),))
    assert said(form) == (
        'sentences“s”里的“projects.count”说的是单位的各个项目或部门决算，只能用在 of = "unit" 的文件里。'
    )


HEAD = {"head": True}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((row("甲", "乙", "丙"),), ""),
        ((row(CellSpec("甲", down=2), CellSpec("乙", across=2), **HEAD), row("丙", "丁", **HEAD)), ""),
        ((row(CellSpec("甲", down=3), "乙", "丙"), row(CellSpec("丁", down=2), "戊"), row("己")), ""),
        ((row("甲", CellSpec("乙", down=2), "丙"), row("丁", "戊")), ""),
        ((row("甲", "乙"),), "第 1 行的单元格共占 2 列，表宽是 3 列"),
        ((row("甲", "乙", CellSpec("丙", across=2)),), "第 1 行的单元格共占 4 列，表宽是 3 列"),
        (
            (row(CellSpec("甲", down=2), "乙", "丙"), row("丁", "戊", "己")),
            "第 2 行的单元格共占 3 列（另有 1 列由上面的 down 占着），表宽是 3 列",
        ),
        (
            (row("甲", CellSpec("乙", down=2), "丙"), row(CellSpec("丁", across=2))),
            "第 2 行有单元格跨过了由上面的 down 占着的列",
        ),
        ((row(CellSpec("甲", down=2), "乙", "丙"),), "最后一行的单元格用 down 伸出了表外"),
        ((row(CellSpec("甲", down=0), "乙", "丙"),), "第 1 行有单元格的 down 小于 1"),
        ((row(CellSpec("甲", down=2, merge=True), "乙", "丙"), row("丁", "戊")), "既写了 down 又写了 merge"),
        (
            (row(CellSpec("甲", down=2), "乙", "丙", each="line"), row("丁", "戊")),
            "重复打印（each），单元格不能有 down",
        ),
        (
            (row(CellSpec("甲", down=2), "乙", "丙"), row("丁", "戊", each="line")),
            "第 2 行上面的单元格用 down 伸了进来",
        ),
        ((row(CellSpec("甲", down=2), "乙", "丙", **HEAD), row("丁", "戊")), "第 2 行上面的单元格用 down 伸了进来"),
    ],
)
def test_every_place_of_a_table_is_covered_once(rows: tuple[RowSpec, ...], sentence: str) -> None:
    message = of_table(*rows)
    assert sentence in message
    assert bool(sentence) == bool(message)


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (row("{indicator.name}", each="indicator", level1="产出指标"), ""),
        (row("{measure.caption}{measure.note}{measure.total}", each="measure"), ""),
        (row("{goal.no}{goal.expected}", each="goal"), ""),
        (row("{measure.nowhere}", each="measure"), "“measure.nowhere”在这个表样里没有"),
        (row("{goal.expected}"), '只能用在 each = "goal" 的行里'),
        (row("{line.annual}", each="measure"), '只能用在 each = "line" 的行里'),
        (row("", each="indicator", level1="完成指标"), "level1“完成指标”不是这个表样的一级指标，可用的有：产出指标"),
        (row("", level1="产出指标"), "有 level1，就要有 each"),
        (row("", each="goal", period="whole"), 'period = "whole" 的目标，goals 里没有这个期间'),
        (row("{member.project.name}", each="project"), 'each = "project" 只能用在 of = "unit" 的文件里'),
        (row("", each="project indicator"), 'each = "project indicator" 只能用在 of = "unit" 的文件里'),
        (row("{projects.count}"), '只能用在 of = "unit" 的文件里'),
    ],
)
def test_a_row_repeats_and_names_only_what_its_document_has(spec: RowSpec, sentence: str) -> None:
    message = of_table(spec, columns=1)
    assert sentence in message
    assert bool(sentence) == bool(message)


def test_a_table_of_the_unit_lists_its_projects() -> None:
    listed = row("{member.no}", "{member.fund.total.annual}", "{member.grade}", each="project")
    detailed = row("{member.project.name}", "{indicator.name}", "{projects.count}", each="project indicator")
    assert of_table(listed, detailed, of="unit") == ""
    wrong = row("{member.fund.nothing.annual}", "", "", each="project")
    assert "“member.fund.nothing.annual”在这个表样里没有" in of_table(wrong, of="unit")


@pytest.mark.parametrize(
    ("topics", "sentence"),
    [
        ((HEADING, Topic("摘要", 0), Topic("一", 1, repeats="about", first_paragraph=True)), ""),
        ((Topic("一", 1, repeats="nobody"),), "repeats“nobody”在 topics 的 key 里没有"),
        ((HEADING, Topic("一", 1, key="b", repeats="about")), "有 repeats，就不能有 key 和 sentence"),
        ((Topic("一", 1, first_paragraph=True),), "有 first_paragraph，就要有 repeats"),
        ((Topic("一", 1, table="nothing"),), "用的表“nothing”在 tables 里没有"),
        ((Topic("一", 3, run_in=True),), "有 run_in，就要有 key 或 repeats"),
        ((Topic("一", 1, print_guidance="below"),), "有 print_guidance，就要有 guidance"),
        ((Topic("摘要", 0, key="a", run_in=True),), "的 level 是 0"),
        ((Topic("摘要", 0, key="a", page="fund"),), "的 level 是 0"),
        ((HEADING, Topic("一", 1, of="unit")), '单位的标题（如“一”）没有文件打印：of = "unit" 的 documents'),
        ((HEADING, Topic("一", 1, key="b", empty="{projects.count}")), '只能用在 of = "unit" 的文件里'),
        ((HEADING, Topic("一", 1, key="b", when=("indicator.name",))), "的条件“indicator.name”程序不认识"),
        ((HEADING, Topic("一", 1, key="b", when=("projects.count",))), "说的是单位的各个项目"),
    ],
)
def test_what_a_topic_names_is_there(topics: tuple[Topic, ...], sentence: str) -> None:
    message = said(changed(topics=topics, documents=(OUTLINE,)))
    assert sentence in message
    assert bool(sentence) == bool(message)


def test_a_summary_repeats_the_body_itself_and_of_the_same_project_or_unit() -> None:
    twice = msgspec.structs.replace(HEADING, repeats="other")
    assert "自己也有 repeats" in " ".join(faults(changed(topics=(twice, Topic("一", 1, repeats="about")))))
    documents = (OUTLINE, Document("whole", "总报告", "", (Piece("outline"),), of="unit"))
    other = changed(topics=(HEADING, Topic("一", 1, repeats="about", of="unit")), documents=documents)
    assert "repeats“about”是项目的，应当与这里相同" in said(other)


@pytest.mark.parametrize(
    ("pieces", "sentence"),
    [
        ((Piece("contents", depth=1), Piece("outline")), ""),
        ((Piece("paragraph", sentence="nothing"), Piece("outline")), "用的句子“nothing”在 sentences 里没有"),
        ((Piece("table", table="nothing"), Piece("outline")), "用的表“nothing”在 tables 里没有"),
        ((Piece("chart"), Piece("outline")), "用的图“”在 charts 里没有"),
        ((Piece("paragraph", text="{projects.count}"), Piece("outline")), '只能用在 of = "unit" 的文件里'),
        ((Piece("contents", depth=3), Piece("outline")), "目录的 depth 是 3，标题没有这么多级"),
        ((), "项目的标题（如“概况”）没有文件打印"),
    ],
)
def test_what_a_document_names_is_there(pieces: tuple[Piece, ...], sentence: str) -> None:
    document = Document("d", "报告", "{year}", pieces)
    message = said(changed(topics=(HEADING,), documents=(document,)))
    assert sentence in message
    assert bool(sentence) == bool(message)


def test_an_outline_or_contents_page_has_headings() -> None:
    assert 'documents“outline”有 kind = "outline"，topics 里却没有' in said(changed(documents=(OUTLINE,)))
    lone = Document("d", "目录", "", (Piece("contents"),))
    assert "有目录（contents），却没有" in said(changed(topics=(HEADING,), documents=(OUTLINE, lone)))


def test_headings_are_numbered_once() -> None:
    chapters = (Topic("一、概况", 1), Topic("二、自填的编号", 1, numbered=False), Topic("1.目标", 2))
    numbered = changed(topics=chapters, documents=(OUTLINE,), numbering=("一、",))
    assert list(faults(numbered)) == ["topics“一、概况”写了“一、”，numbering 还会再编一次号，请删去。"]
    assert "numbering 的“第章”里没有“一”或“1”" in said(
        changed(topics=(HEADING,), documents=(OUTLINE,), numbering=("第章",))
    )


def test_the_points_of_the_second_level_make_those_of_the_first() -> None:
    levels = NATIONAL.indicators.levels
    quotas = (10, 20, 10, 10)

    def with_quotas(*points: int, whole: int | None = 50) -> Form:
        parts = tuple(
            msgspec.structs.replace(part, quota=Decimal(quota))
            for part, quota in zip(levels[0].parts, points, strict=True)
        )
        first = msgspec.structs.replace(levels[0], parts=parts, quota=None if whole is None else Decimal(whole))
        block = msgspec.structs.replace(NATIONAL.indicators, levels=(first, *levels[1:]))
        return changed(indicators=block)

    assert said(with_quotas(*quotas)) == ""
    assert "levels“产出指标”各二级指标的 quota 加起来是 45，它自己的 quota 是 50" in said(with_quotas(5, 20, 10, 10))
    assert "levels“产出指标”的二级指标有 quota，它自己也要有 quota" in said(with_quotas(*quotas, whole=None))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("total", "fiscal"), ""),
        (("fiscal", "total"), "的各行应当是相邻的，次序与 fund.lines 相同"),
        (("total", "others"), "的各行应当是相邻的"),
        (("total", "nothing"), "里的“nothing”不是 fund.lines 里要打印的行"),
        ((), "的 lines 不能是空的"),
    ],
)
def test_a_caption_over_lines_stands_over_neighbours(lines: tuple[str, ...], sentence: str) -> None:
    message = said(changed(fund=msgspec.structs.replace(NATIONAL.fund, bands=(FundBand("财政资金", lines),))))
    assert sentence in message
    assert bool(sentence) == bool(message)


def test_each_period_has_one_block_of_goals() -> None:
    goals = (GoalBlock("annual", "目标一", ""), GoalBlock("annual", "目标二", ""))
    assert 'goals 里 period = "annual" 出现了 2 次' in said(changed(goals=goals))


@pytest.mark.parametrize("name", ["产出指标（50分）", "output", "产出 指标"])
def test_the_name_of_a_level_can_stand_in_a_path(name: str) -> None:
    first = msgspec.structs.replace(NATIONAL.indicators.levels[0], name=name)
    levels = (first, *NATIONAL.indicators.levels[1:])
    form = changed(indicators=msgspec.structs.replace(NATIONAL.indicators, levels=levels))
    assert f"levels 的 name“{name}”是数据名称的一部分" in said(form)
