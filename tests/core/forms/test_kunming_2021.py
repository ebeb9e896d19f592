"""Kunming 2021, 附件4-2: one report over twenty projects with the amounts of a real one, whose slips are put right."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest

from core.checking import check
from core.export.files import Format, write_file
from core.kinds import rounded
from core.model import Book, Dossier
from core.publish import case_of
from core.report.blocks import HEADINGS, Paragraph, Report, Style
from core.report.compose import blanks, compose
from core.rules.finding import Case
from tests.core.forms.filed import taken_in, whole_of
from tests.core.report.golden import assert_golden

UNIT = "示例区医疗保障局"
FUND_USE = "二、项目资金使用及管理情况"

# The outline as it is printed: headings with what stands behind them, and the guidance printed below.
OUTLINE = (
    "一、项目基本情况",
    "（一）项目基本情况简介，包括项目基本性质、用途和主要内容、涉及范围等。",
    "（二）绩效目标设定及指标完成情况。",
    FUND_USE,
    "三、项目组织实施情况",
    "四、项目绩效情况",
    "五、存在的问题",
    "（一）专项管理方面的问题。专项立项依据是否充分；是否有资金管理办法，资金管理办法是否规范等。",
    (
        "（二）资金分配方面的问题。资金分配是否合理，突出重点，公平公正；有无散小差现象；"
        "资金分配和使用方向是否与资金管理办法相符等。"
    ),
    "（三）资金拨付方面的问题。拨付是否及时，有无滞留、闲置等现象。",
    "（四）资金使用方面的问题。资金使用是否合规，有无截留、挪用等现象，资金使用是否产生效益等。",
    "六、其他需要说明的问题",
    "（一）后续工作计划。",
    "（二）主要经验做法、改进措施和有关建议等。",
)
GUIDANCE = {
    FUND_USE: (
        "项目资金（包括公共财政预算资金、政府性基金、财政专户资金、自筹资金等）安排落实、总投入等情况分析。"
        "项目资金（主要是指财政拨款）实际使用情况分析。"
        "项目资金管理情况（包括管理制度、办法的制订及执行情况）分析。"
    ),
    "三、项目组织实施情况": (
        "项目组织情况分析，主要包括项目前期准备、招投标、调整、竣工验收等情况。"
        "项目管理情况分析，主要包括项目管理制度、办法的制订、日常检查监督管理等情况。"
    ),
    "四、项目绩效情况": (
        "主要从项目的经济性、效率性、有效性和可持续性等方面进行量化、具体分析。"
        "其中：项目的经济性分析主要是对项目成本（预算）控制、节约等情况进行分析；"
        "项目的效率性分析主要是对项目实施（完成）的进度及质量等情况进行分析；"
        "项目的有效性分析主要是对反映项目资金使用效果的个性指标进行分析；"
        "项目的可持续性分析主要是对项目完成后，后续政策、资金、人员机构安排和管理措施等影响项目持续发展的因素进行分析。"
    ),
}
# What the report says of each project's money, in the order of the real one; 18 and 12 were printed 87.51% and 41.02%.
PROJECTS = (
    "年初预算40万元，实际执行34.99万元，执行率87.48%，主要用于",
    "年初预算20万元，实际执行18.19万元，执行率90.95%，主要用于",
    "年初预算1.95万元，实际执行1.72万元，执行率88.21%。",
    "年初预算7.2万元，实际执行6.6万元，执行率91.67%，主要用于",
    "年初预算1428万元，实际执行1300万元，执行率91.04%，主要用于",
    "年初预算2300.41万元，实际执行2100万元，执行率91.29%，主要用于",
    "年初预算1.2万元，实际执行1.1万元，执行率91.67%，主要用于",
    "年初预算14.1万元，实际执行13.94万元，执行率98.87%，主要用于",
    "年初预算10万元，实际执行10万元，执行率100%。",
    "年初预算2.94万元，实际执行2.94万元，执行率100%。",
    "年初预算485.15万元，实际执行473.97万元，执行率97.7%。",
    "年初预算317.75万元，实际执行130.37万元，执行率41.03%。",
    "结转资金3.46万元，实际执行3.46万元，执行率100%。",
    "结转资金5万元，实际执行5万元，执行率100%。",
    "追加指标430.94万元，实际执行430.94万元，执行率100%。",
    "追加指标30.22万元，实际执行30.22万元，执行率100%。",
    "下达359万元，实际执行359万元，执行率100%。",
    "下达4万元，实际执行3.52万元，执行率88%。",
    "下达20.48万元，实际执行20.48万元，执行率100%。",
    "下达6万元，实际执行0万元，结转下年使用。",
)
TOTALS = (
    f"2021年{UNIT}年初预算项目2个，预算金额60万元，示例区医疗保险中心年初预算项目10个，预算金额4568.7万元，"
    "截至12月底，全年共执行项目20个，区级项目16个，上级转移支付项目4个，"
    "实际支付4946.44万元，执行率90.14%。2021年预算调增项目2个，调增金额461.16万元。"
)


def book() -> Book:
    """The sample as it comes into an empty book."""
    return taken_in("kunming-2021")


def whole(of: Book) -> Dossier:
    return whole_of(of, 2021)


def changed(name: str, **answers: str) -> Book:
    """The book with other answers of one project; a blank one is taken away."""
    made = book()
    dossier = next(d for d in made.dossiers.values() if d.project.name == name)
    new = replace(dossier, answers={key: text for key, text in {**dossier.answers, **answers}.items() if text})
    return replace(made, dossiers={**made.dossiers, dossier.id: new})


def case(of: Book) -> Case:
    return case_of(of, whole(of).id)


def report(of: Book | None = None) -> Report:
    found = case(of or book())
    document = found.form.documents_of("unit")[0]
    return compose(found.form, document, found.values, found.scores)


def said(found: Report) -> list[Paragraph]:
    return [block for block in found.blocks() if isinstance(block, Paragraph)]


def below(found: Report, heading: str) -> list[str]:
    """The paragraphs below a heading, printed guidance among them."""
    texts = said(found)
    start = next(n for n, block in enumerate(texts) if block.text.startswith(heading))
    body: list[str] = []
    for block in texts[start + 1 :]:
        if block.style is not Style.BODY:
            break
        body.append(block.text)
    return body


def project_paragraphs(of: Book | None = None) -> list[str]:
    return below(report(of), FUND_USE)[1:]


def test_the_report_prints_what_it_printed_before() -> None:
    assert_golden("kunming-2021-sample", report())


def test_the_label_and_the_title_stand_above_the_outline() -> None:
    assert [(block.style, block.text) for block in said(report())[:2]] == [
        (Style.ATTACHMENT, "附件4-2:"),
        (Style.TITLE, "项目支出绩效报告（自评）"),
    ]
    assert report().tables() == ()


def test_the_headings_are_the_official_ones_in_order() -> None:
    assert tuple(block.text for block in said(report()) if block.style in HEADINGS) == OUTLINE


@pytest.mark.parametrize("heading", GUIDANCE)
def test_the_guidance_is_printed_below_its_heading(heading: str) -> None:
    assert below(report(), heading)[0] == GUIDANCE[heading]


def test_every_question_is_answered_and_no_figure_is_missing() -> None:
    found = report()
    assert blanks(found) == 0
    assert all(below(found, heading) for heading in OUTLINE if heading not in (OUTLINE[0], OUTLINE[6], OUTLINE[11]))


def test_each_project_has_its_paragraph_with_the_label_of_its_money() -> None:
    names = [dossier.project.name for dossier in book().of_year(2021)]
    found = project_paragraphs()
    assert len(found) == len(PROJECTS) == 20
    for number, (paragraph, name, money) in enumerate(zip(found, names, PROJECTS, strict=True), start=1):
        assert paragraph.startswith(f"{number}、{name}{money}")
        assert paragraph.endswith("。")
        assert paragraph.count("。") == 1


def test_the_purpose_is_told_where_one_is_typed() -> None:
    first = "1、医保基金监管及药品管理经费年初预算40万元，实际执行34.99万元，执行率87.48%"
    assert project_paragraphs()[0] == f"{first}，主要用于基金监督检查和药品采购管理的日常开支。"
    assert project_paragraphs(changed("医保基金监管及药品管理经费", purpose=""))[0] == f"{first}。"
    stopped = changed("医保基金监管及药品管理经费", purpose="药品管理。")
    assert project_paragraphs(stopped)[0] == f"{first}，主要用于药品管理。"


def test_counts_and_totals_follow_from_the_list() -> None:
    assert below(report(), "（二）绩效目标设定") == [TOTALS]


def test_the_overview_names_the_total_of_the_list() -> None:
    overview = below(report(), "（一）项目基本情况简介")[0]
    assert overview.startswith(f"2021年{UNIT}专项经费执行4946.44万元（含上级转移支付383万元），")
    made = book()
    plain = replace(whole(made), answers={k: v for k, v in whole(made).answers.items() if k != "overview"})
    without = replace(made, dossiers={**made.dossiers, plain.id: plain})
    assert below(report(without), "（一）项目基本情况简介") == [
        f"2021年{UNIT}专项经费执行4946.44万元（含上级转移支付383万元）。"
    ]


def test_the_totals_are_the_sums_of_what_the_paragraphs_say() -> None:
    text = "".join(project_paragraphs())
    spent = sum(map(Decimal, re.findall(r"实际执行([\d.]+)万元", text)), Decimal(0))
    added = sum(map(Decimal, re.findall(r"追加指标([\d.]+)万元", text)), Decimal(0))
    planned = sum(map(Decimal, re.findall(r"(?:年初预算|结转资金|追加指标|下达)([\d.]+)万元", text)), Decimal(0))
    assert (spent, planned) == (Decimal("4946.44"), Decimal("5487.80"))
    assert f"实际支付{spent}万元，执行率{rounded(spent / planned * 100, 2)}%" in TOTALS  # both over the same projects
    assert f"调增金额{added}万元" in TOTALS


def test_a_budget_changed_within_the_year_is_printed_with_both_amounts() -> None:
    made = book()
    first = made.of_year(2021)[0]
    funds = {"county": replace(first.funds["county"], annual="38")}
    other = replace(made, dossiers={**made.dossiers, first.id: replace(first, funds=funds)})
    assert project_paragraphs(other)[0].startswith(
        "1、医保基金监管及药品管理经费年初预算40万元，调整后预算38万元，实际执行34.99万元，执行率92.08%"
    )


def test_an_amount_that_is_not_typed_leaves_a_blank() -> None:
    made = book()
    first = made.of_year(2021)[0]
    other = replace(made, dossiers={**made.dossiers, first.id: replace(first, funds={})})
    assert project_paragraphs(other)[0].startswith(
        "1、医保基金监管及药品管理经费年初预算＿＿万元，实际执行＿＿万元，执行率＿＿"
    )


def test_nothing_is_found_in_the_sample() -> None:
    made = book()
    for dossier in made.dossiers.values():
        assert [(dossier.project.name, finding.message) for finding in check(case_of(made, dossier.id))] == []


@pytest.mark.parametrize(
    ("name", "typed", "due"),
    [("2021年中央医保服务能力提升资金", "87.51", "88"), ("南片区居民医保配套及工作经费", "41.02", "41.03")],
)
def test_the_rates_the_real_report_printed_wrongly_are_found(name: str, typed: str, due: str) -> None:
    made = changed(name, **{"typed.total.execution_rate": typed})
    number = next(d.id for d in made.dossiers.values() if d.project.name == name)
    found = [finding for finding in check(case_of(made, number)) if finding.rule.startswith("rate")]
    assert len(found) == 1
    assert typed in found[0].message
    assert due in found[0].message


def test_a_low_execution_rate_asks_for_its_reason() -> None:
    made = changed("南片区居民医保配套及工作经费", execution_reason="")
    number = next(d.id for d in made.dossiers.values() if d.project.name == "南片区居民医保配套及工作经费")
    assert [finding.rule for finding in check(case_of(made, number))] == ["execution-reason"]


def test_the_docx_holds_every_paragraph_in_order(tmp_path: Path) -> None:
    path = write_file(report(), tmp_path, "报告.docx", Format.DOCX).path
    found = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]
    assert found == [block.text for block in said(report())]


def test_the_pdf_holds_every_heading_and_every_figure(tmp_path: Path) -> None:
    path = write_file(report(), tmp_path, "报告.pdf", Format.PDF).path
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    whole_text = re.sub(r"—\d+—", "", text)
    for expected in (*OUTLINE, *PROJECTS[:2], *PROJECTS[-2:], TOTALS):
        assert expected in whole_text
