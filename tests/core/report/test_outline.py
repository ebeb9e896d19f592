"""Outlines and documents: run-in headings, printed guidance, repeated answers, contents pages, sections."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from core.forms.model import Form, Sentence, Topic
from core.forms.numbering import numbered
from core.forms.paper_model import Document, PageSpec, Piece
from core.model import Dossier, Project
from core.reading import read
from core.report.blocks import Contents, Entry, Paragraph, Report, Style, Table
from core.report.compose import compose
from core.scoring.scores import score
from tests.core.report.samples import FILLED, UNIT, form, with_answers

NUMBERS = ("一、", "（一）", "1.", "（1）")
LINES = "资助困难群众参保。\n减轻住院负担。"


def with_outline(*topics: Topic, pieces: tuple[Piece, ...] = (Piece("outline"),), **more: object) -> Form:
    """The national form with another outline, and one document."""
    document = Document("report", "报告", "报告", pieces)
    changed = msgspec.structs.replace(
        form("national-2020"), topics=topics, numbering=NUMBERS, documents=(document,), **more
    )
    return numbered(changed)


def written(found: Form, dossier: Dossier = FILLED) -> Report:
    values = read(found, UNIT, dossier)
    return compose(found, found.documents[0], values, score(values))


def lines(report: Report) -> list[tuple[Style, str, str]]:
    return [(b.style, b.lead, b.text) for b in report.blocks() if isinstance(b, Paragraph)]


def test_guidance_is_printed_below_or_behind_its_heading_where_the_format_does_so() -> None:
    report = written(
        with_outline(
            Topic("资金使用", 1, guidance="资金安排落实情况分析。", print_guidance="below"),
            Topic("管理方面的问题。", 2, guidance="立项依据是否充分。", print_guidance="behind"),
            Topic("分配方面的问题。", 2, guidance="只在屏幕上。"),
        )
    )
    assert lines(report) == [
        (Style.HEADING_1, "", "一、资金使用"),
        (Style.BODY, "", "资金安排落实情况分析。"),
        (Style.HEADING_2, "", "（一）管理方面的问题。立项依据是否充分。"),
        (Style.HEADING_2, "", "（二）分配方面的问题。"),
    ]


def test_a_run_in_heading_leads_the_first_paragraph_of_its_answer() -> None:
    outline = with_outline(
        Topic("立项依据：", 3, key="basis", run_in=True), Topic("必要性：", 3, key="need", run_in=True)
    )
    assert lines(written(outline, with_answers(basis=LINES))) == [
        (Style.BODY, "立项依据：", "资助困难群众参保。"),
        (Style.BODY, "", "减轻住院负担。"),
        (Style.BODY, "必要性：", ""),
    ]


def test_a_summary_repeats_the_body_whole_or_its_first_paragraph() -> None:
    outline = with_outline(
        Topic("摘要", 0),
        Topic("项目概况", 1, repeats="overview", first_paragraph=True),
        Topic("存在的问题", 1, repeats="problems"),
        Topic("正文", 0),
        Topic("项目概况", 1, key="overview"),
        Topic("存在的问题", 1, key="problems", empty="无。"),
    )
    assert lines(written(outline, with_answers(overview=LINES))) == [
        (Style.PART, "", "摘要"),
        (Style.HEADING_1, "", "一、项目概况"),
        (Style.BODY, "", "资助困难群众参保。"),
        (Style.HEADING_1, "", "二、存在的问题"),
        (Style.BODY, "", "无。"),
        (Style.PART, "", "正文"),
        (Style.HEADING_1, "", "一、项目概况"),
        (Style.BODY, "", "资助困难群众参保。"),
        (Style.BODY, "", "减轻住院负担。"),
        (Style.HEADING_1, "", "二、存在的问题"),
        (Style.BODY, "", "无。"),
    ]


def test_a_table_stands_below_its_heading() -> None:
    blocks = list(written(with_outline(Topic("自评表", 1, table="self_evaluation"))).blocks())
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_a_sentence_of_several_paragraphs_stands_in_a_document_without_a_heading() -> None:
    sentence = Sentence(
        "all", "共{count.indicators}个指标。\n\n{% for i in indicators if i.missed %}{{ i.name }}。{% endfor %}"
    )
    found = with_outline(pieces=(Piece("paragraph", sentence="all"),), sentences=(sentence,))
    assert lines(written(found)) == [(Style.BODY, "", "共7个指标。"), (Style.BODY, "", "救助资金拨付及时率。")]


def test_cover_contents_body_and_a_broad_annex_are_sections_on_paper_of_their_own() -> None:
    wide = PageSpec(landscape=True, left_mm=Decimal(20), right_mm=Decimal(20))
    report = written(
        with_outline(
            Topic("项目概况", 1, key="overview"),
            Topic("立项", 2, key="basis"),
            Topic("依据", 3, key="x"),
            pieces=(
                Piece("section", page=PageSpec(numbered=False)),
                Piece("paragraph", style="cover title", text="项目支出绩效自评报告"),
                Piece("section", page=PageSpec(numbered=False)),
                Piece("contents", depth=2),
                Piece("section"),
                Piece("outline"),
                Piece("section", page=wide),
                Piece("paragraph", style="attachment", text="附件1.\n自评表"),
                Piece("table", table="self_evaluation"),
            ),
        )
    )
    assert [(s.page.numbered, s.page.landscape) for s in report.sections] == [
        (False, False), (False, False), (True, False), (True, True),
    ]  # fmt: skip
    contents = report.sections[1].blocks[0]
    assert contents == Contents(2, (Entry(1, "一、项目概况"), Entry(2, "（一）立项"), Entry(1, "附件1.自评表")))


def test_the_outline_of_a_project_leaves_out_what_is_asked_of_the_unit() -> None:
    found = with_outline(Topic("项目概况", 1, key="overview"), Topic("总体情况", 1, key="all", of="unit"))
    assert [text for _, _, text in lines(written(found))] == ["一、项目概况"]
    document = msgspec.structs.replace(found.documents[0], of="unit")
    whole = msgspec.structs.replace(found, documents=(document,))
    values = read(whole, UNIT, Dossier(Project(9, 2021, scope="unit")), (read(whole, UNIT, FILLED),))
    report = compose(whole, document, values, score(values))
    assert [text for _, _, text in lines(report)] == ["一、总体情况"]
