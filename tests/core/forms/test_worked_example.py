"""The form that docs/forms.md works out is read, filled, scored, composed and written, as promised."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.checking import check
from core.export.files import Format, write_file
from core.forms.library import read_form
from core.forms.model import Form
from core.model import Dossier, Fund
from core.reading import read
from core.report.blocks import Contents, Paragraph, Report, Style
from core.report.compose import compose
from core.rules.finding import Case
from core.scoring.scores import score
from tests.core.report.samples import FILLED, UNIT, indicators

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "forms.md"
ROWS = """
产出指标 | 数量指标 | 救助人次 | ≥ | 5000 | 5120 | 人次 | 20 |
产出指标 | 数量指标 | 资助参保人数 | ≥ | 8000 | 8236 | 人 | 20 |
产出指标 | 质量指标 | 认定准确率 | ≥ | 98 | 99.2 | % | 20 |
满意度指标 | 服务对象满意度指标 | 救助对象满意度 | ≥ | 90 | 81 | % | 30 | 部分乡镇宣传不够；下一步补发明白纸。
"""
PROJECT: Dossier = replace(
    FILLED,
    funds={"county": Fund(annual="150", executed="148.5")},
    answers={"content": "资助困难群众参保。"},
    indicator=indicators(ROWS),
)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    blocks = re.findall(r"```toml\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    example = next(block for block in blocks if block.startswith("id ="))
    path = tmp_path_factory.mktemp("forms") / "example-2024.toml"
    path.write_text(example, "utf-8")
    return read_form(path)


@pytest.fixture(scope="module")
def report(form: Form) -> Report:
    values = read(form, UNIT, PROJECT)
    return compose(form, form.documents[0], values, score(values))


def said(report: Report, style: Style) -> list[str]:
    return [block.text for block in report.blocks() if isinstance(block, Paragraph) and block.style is style]


def test_its_headings_are_numbered(report: Report) -> None:
    assert said(report, Style.HEADING_1) == ["一、项目概况", "二、完成情况", "三、存在的问题"]
    assert said(report, Style.HEADING_2) == ["（一）资金使用", "（二）指标完成"]


def test_its_sentences_take_their_figures_from_the_facts(report: Report) -> None:
    assert said(report, Style.BODY) == [
        "资助困难群众参保。",
        "全年预算150万元，支出148.5万元，执行率99.00%。",
        "救助人次5120人次，资助参保人数8236人，认定准确率99.2%，救助对象满意度81%。自评得分96.9分，等级为优。",
        "＿＿",
    ]


def test_its_contents_page_lists_the_headings_and_the_annex(report: Report) -> None:
    contents = next(block for block in report.blocks() if isinstance(block, Contents))
    assert [(entry.level, entry.text) for entry in contents.entries] == [
        (1, "一、项目概况"),
        (1, "二、完成情况"),
        (2, "（一）资金使用"),
        (2, "（二）指标完成"),
        (1, "三、存在的问题"),
        (1, "附件1.自评表"),
    ]


def test_it_is_checked_like_any_other(form: Form) -> None:
    values = read(form, UNIT, PROJECT)
    assert [finding.message for finding in check(Case(values, score(values)))] == []


@pytest.mark.parametrize("format", list(Format))
def test_it_is_written_in_every_file_type(report: Report, tmp_path: Path, format: Format) -> None:
    assert write_file(report, tmp_path, f"报告.{format}", format).path.stat().st_size > 1000
