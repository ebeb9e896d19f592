"""What a form may ask of the unit's year, node by node: lines, lists, conditions, charts, terms, outlines, annexes."""

from __future__ import annotations

import msgspec
import pytest

from core.forms.checks import faults
from core.forms.library import known
from core.forms.model import Form, Sentence, Topic
from core.forms.numbering import numbered
from core.forms.paper_model import CellSpec, ChartSpec, Document, Piece, PointSpec, RowSpec, TableSpec, Term

ASKED = ("income", "expenditure", "fiscal", "property", "function", "economic")
OTHER = Document("b", "乙", "", (Piece("outline", outline="x"),), of="unit")
OUTLINE = Document("whole", "总报告", "", (Piece("outline"),), of="unit")


def changed(**parts: object) -> Form:
    given = {
        "tables": (),
        "sentences": (),
        "accounts": ASKED,
        "documents": (OUTLINE,),
        "topics": (Topic("概况", 1, of="unit"),),
    }
    return msgspec.structs.replace(known()["summary"], **{**given, **parts})


def said(form: Form) -> str:
    return next(faults(form), "")


def of_sentence(text: str, **parts: object) -> str:
    topics = (Topic("概况", 1, key="a", sentence="s", of="unit"),)
    return said(changed(topics=topics, sentences=(Sentence("s", text),), **parts))


@pytest.mark.parametrize(
    "text",
    [
        "{account.income.outturn:万元}，占{account.basic.share_of.expenditure}",
        "{% if account.income.grew %}增{% elif account.income.new %}新{% endif %}",
        "{% for c in categories if not c.none %}{{ c.called }}{{ c.share }}{{ c.share_of.expenditure }}{% endfor %}",
        "{% for c in categories %}{% for r in c.lines if r.above_budget %}{{ r.use }}{% endfor %}{% endfor %}",
        "{% for c in categories %}{% for s in c.sections %}{% for r in s.lines %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for i in running_items %}{{ i.name }}{{ i.outturn|万元 }}{% endfor %}",
        "{% for l in account.income.parts %}{{ l.caption }}{% endfor %}",
        "{% for s in subjects %}{{ s.name }}：{{ s.meaning }}{% endfor %}",
        "{% for t in terms %}{{ t.name }}{% endfor %}",
        "{% if account.vehicles.outturn == projects.count %}一样{% endif %}",
    ],
)
def test_a_sentence_may_ask_for_these(text: str) -> None:
    assert of_sentence(text) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{account.unknown.outturn}", "不是程序认识的数据"),
        ("{account.three_public.outturn}", "属于““三公”经费”，表样的 accounts 里没有 three_public"),
        ("{account.vehicles.budget}", "没有数：“国有资产占有使用”里不填 budget"),
        ("{account.income.share_of.staff}", "属于“人员”"),
        ("{% if account.vehicles.below_budget %}少{% endif %}", "没有数：“国有资产占有使用”里不填 budget"),
        ("{% if account.income.rose %}增{% endif %}", "不是程序认识的数据"),
        ("{% for c in categories %}{{ c.item }}{% endfor %}", "“c.item”不是程序认识的数据"),
        ("{% for c in categories %}{{ c.grew }}{% endfor %}", "“c.grew”不是程序认识的数据"),
        ("{% for c in categories.sections %}甲{% endfor %}", "不能用 for 逐个列出"),
        ("{% for account in categories %}甲{% endfor %}", "已经有别的意思"),
        ("{category.12.outturn}", "在这个表样里没有"),
    ],
)
def test_what_can_never_have_a_value_is_refused(text: str, fault: str) -> None:
    assert fault in of_sentence(text)


def test_a_list_of_rows_nobody_is_asked_for_is_refused() -> None:
    text = "{% for c in categories %}{{ c.name }}{% endfor %}"
    assert '没有 "function"' in of_sentence(text, accounts=("income",))


def test_a_project_has_no_accounts() -> None:
    topics = (Topic("概况", 1, key="a", sentence="s"),)
    documents = (Document("own", "报告", "", (Piece("outline"),)),)
    for text in ("{account.income.outturn}", "{% for c in categories %}{{ c.name }}{% endfor %}"):
        assert "sentences“s”里的" in said(changed(topics=topics, documents=documents, sentences=(Sentence("s", text),)))
    named = (Topic("概况", 1, key="a", when=("account.income.grew",)),)
    assert '只能用在 of = "unit" 的文件里' in said(changed(topics=named, documents=documents))


def test_a_topic_may_be_asked_while_a_line_grew() -> None:
    assert said(changed(topics=(Topic("原因", 1, key="a", of="unit", when=("account.income.grew",)),))) == ""
    assert "property" not in said(changed(topics=(Topic("原因", 1, key="a", of="unit", when=("account.income.x",)),)))


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"accounts": ("incomes",)}, "accounts 里的“incomes”程序不认识"),
        ({"terms": (Term("甲"),)}, "terms“甲”要么写 name 和 meaning"),
        ({"terms": (Term(each="subjects"),), "accounts": ()}, "accounts 里就要有"),
        ({"charts": (ChartSpec("c", "pie", "图"),)}, "charts“c”要么写 points，要么写 each"),
        ({"charts": (ChartSpec("c", "pie", "图", each="projects"),)}, "不能画成图"),
        ({"charts": (ChartSpec("c", "pie", "图", (PointSpec("甲", "account.staff.outturn"),)),)}, "属于“人员”"),
        ({"charts": (ChartSpec("c", "pie", "图", (PointSpec("甲", "grade"),)),)}, "应当是部门决算里的金额"),
        ({"charts": (ChartSpec("c", "pie", "图", (PointSpec("甲", "没有"),)),)}, "不是程序认识的数据"),
        ({"topics": (Topic("概况", 1, of="unit", chart="c"),)}, "用的图“c”在 charts 里没有"),
        ({"topics": (Topic("概况", 1, of="unit", outline="b"),)}, 'kind = "outline" outline = "b"'),
        ({"documents": (OUTLINE, OTHER)},
         'kind = "outline" outline = "x"'),
        ({"documents": (OUTLINE, Document("d", "丁", "", (Piece("annex"),), of="unit"))}, "要么写 documents"),
        (
            {
                "documents": (
                    OUTLINE,
                    Document("d", "丁", "", (Piece("annex", documents=("x",), without=("乙",)),), of="unit"),
                )
            },
            'without 只能与 of = "project" 一起用',
        ),
        (
            {"documents": (OUTLINE, Document("d", "丁", "", (Piece("annex", documents=("d",)),), of="unit"))},
            "另一个文件",
        ),
        ({"documents": (OUTLINE, Document("d", "丁", "", (Piece("annex", of="project"),)))}, 'of = "unit" 的文件里'),
    ],
)  # fmt: skip
def test_what_does_not_hang_together_is_told(parts: dict[str, object], fault: str) -> None:
    assert fault in said(changed(**parts))


def test_a_tables_row_lists_what_a_line_adds_up() -> None:
    def of_row(each: str, line: str, text: str = "{entry.name}") -> str:
        row = RowSpec((CellSpec(text),), each=each, line=line)  # type: ignore[arg-type]
        return said(changed(tables=(TableSpec("t", "表", (20,), (row,)),)))  # type: ignore[arg-type]

    assert of_row("function", "general") == of_row("economic", "running") == ""
    assert "的 line“income”不是" in of_row("function", "income")
    assert "的 line“”不是" in of_row("economic", "")
    assert "的 line“general”不是" in of_row("goal", "general", "{goal.no}")
    assert 'each = "function" 或 "economic"' in of_row("evidence", "")


def test_outlines_count_their_headings_apart() -> None:
    topics = (
        Topic("甲", 1, of="unit"),
        Topic("乙", 1, of="unit", outline="b", paper="{year}年乙"),
        Topic("丙", 1, of="unit"),
    )
    form = numbered(changed(topics=topics, numbering=("一、",)))
    assert [(topic.heading, topic.paper) for topic in form.topics] == [
        ("一、甲", ""),
        ("一、乙", "一、{year}年乙"),
        ("二、丙", ""),
    ]
    assert [topic.heading for topic in form.outline("unit", "b")] == ["一、乙"]
    assert len(form.outline("unit")) == 3


@pytest.mark.parametrize("name", ["accounts-2021", "accounts-2018"])
def test_the_forms_of_the_unit_are_sound(name: str) -> None:
    assert name in known()  # broken ones are left out
