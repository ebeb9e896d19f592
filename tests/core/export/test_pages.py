"""The numbers on a contents page, before any file is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.export import pages
from core.export.files import Format, write_file
from core.export.fonts import available
from core.export.pages import paged
from core.report.blocks import (
    Block,
    Contents,
    Entry,
    Page,
    PageBreak,
    Paragraph,
    Report,
    Section,
    Style,
)
from tests.core.export.samples import UNIT, long_report, sichuan_report
from tests.core.export.samples_parts import cover_report, with_entries

FONTS = available(bundled_only=True)


def numbers(report: Report) -> list[tuple[str, int]]:
    """Each line of the contents pages as (text, page)."""
    blocks = paged(report, FONTS).blocks()
    return [(entry.text, entry.page) for block in blocks if isinstance(block, Contents) for entry in block.entries]


def a_report(*sections: tuple[Page, tuple[Block, ...]]) -> Report:
    return with_entries(
        Report("标题", "自评报告", UNIT, date(2022, 3, 15), tuple(Section(page, blocks) for page, blocks in sections))
    )


def heading(text: str, level: int = 1) -> Paragraph:
    return Paragraph((Style.PART, Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)[level], text)


CONTENTS = Page(numbered=False), (Contents(2, ()),)


def test_a_contents_page_gives_the_numbers_at_the_foot_behind_cover_and_contents() -> None:
    body = (heading("一、概况"), PageBreak(), heading("二、情况"), heading("（一）资金", 2))
    annex = Page(landscape=True), (Paragraph(Style.ATTACHMENT, "附件1"),)
    cover = Page(numbered=False), (Paragraph(Style.COVER_TITLE, "报告"),)
    report = a_report(cover, CONTENTS, (Page(), body), annex)
    assert numbers(report) == [("一、概况", 1), ("二、情况", 2), ("（一）资金", 2), ("附件1", 3)]


def test_two_headings_of_the_same_words_have_their_own_numbers() -> None:
    body = (heading("（一）资金", 2), PageBreak(), heading("（一）资金", 2))
    assert numbers(a_report(CONTENTS, (Page(), body))) == [("（一）资金", 1), ("（一）资金", 2)]


def test_only_headings_down_to_the_depth_are_listed() -> None:
    body = (heading("第一部分", 0), heading("一、概况"), heading("（一）资金", 2), heading("1.来源", 3))
    assert [text for text, _ in numbers(a_report(CONTENTS, (Page(), body)))] == ["第一部分", "一、概况", "（一）资金"]


def test_a_heading_on_a_page_without_number_has_none() -> None:
    summary = Page(numbered=False), (heading("摘要", 0),)
    assert numbers(a_report(CONTENTS, summary, (Page(), (heading("一、概况"),)))) == [("摘要", 0), ("一、概况", 1)]


def test_a_contents_page_that_is_counted_pushes_what_follows_by_as_many_pages_as_it_runs_over() -> None:
    topics = ((heading(f"{number}、第{number}项工作"), Paragraph(Style.BODY, "已完成。")) for number in range(1, 61))
    body = tuple(block for topic in topics for block in topic)
    report = a_report((Page(), (Paragraph(Style.CONTENTS_TITLE, "目录"), Contents(1, ()), PageBreak(), *body)))
    assert [page for _, page in numbers(report)] == [4 + number // 11 for number in range(60)]


def test_long_headings_take_their_lines_on_the_contents_page() -> None:
    body = tuple(heading(f"{number}、{'很长的标题' * 12}") for number in range(1, 13))
    report = a_report((Page(), (Contents(1, ()), PageBreak(), *body)))
    assert numbers(report)[0][1] == 3


def test_each_of_two_contents_pages_is_filled_to_its_own_depth() -> None:
    both = Page(numbered=False), (Contents(1, ()), Contents(2, ()))
    report = a_report(both, (Page(), (heading("一、概况"), heading("（一）资金", 2))))
    assert numbers(report) == [("一、概况", 1), ("一、概况", 1), ("（一）资金", 1)]


def test_a_report_without_a_contents_page_is_left_alone_and_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_page_numbers", None)
    report = sichuan_report()
    assert paged(report, FONTS) is report
    assert long_report() == paged(long_report(), FONTS)


def test_a_contents_page_that_does_not_list_the_headings_is_refused() -> None:
    report = a_report(CONTENTS, (Page(), (heading("一、概况"),)))
    wrong = replace(
        report,
        sections=(
            Section(
                Page(),
                (
                    Contents(
                        2,
                        (Entry(1, "甲"), Entry(1, "乙")),
                    ),
                ),
            ),
            *report.sections,
        ),
    )
    with pytest.raises(ValueError, match="zip"):
        paged(wrong, FONTS)


def test_the_three_files_of_a_report_are_laid_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    count = pages._page_numbers
    monkeypatch.setattr(pages, "_page_numbers", lambda *args: calls.append(1) or count(*args))
    report = replace(cover_report(), title="只排一次")
    for format in Format:
        write_file(report, tmp_path, f"文件.{format}", format)
    assert len(calls) == 1
