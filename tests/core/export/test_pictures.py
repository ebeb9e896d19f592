"""Pages as pictures: their size, their colours, and two threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pytest

from core.export import pdf
from core.export.fonts import available
from core.export.pictures import Pages, Picture
from core.report.blocks import Page, Paragraph, Report, Section, Style

PAPER, INK = (0xF2, 0xF1, 0xEE), (0x11, 0x11, 0x11)


def report_of(*blocks: Paragraph) -> Report:
    return Report("表", "表", "示例县医疗保障局", date(2022, 3, 1), (Section(Page(), blocks),))


def written(report: Report) -> bytes:
    out = BytesIO()
    pdf.write(report, out, available(bundled_only=True))
    return out.getvalue()


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(written(report_of(Paragraph(Style.TITLE, "项目支出绩效自评表"))))


def pixel(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    at = y * picture.stride + x * 4
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue


def colours(picture: Picture) -> set[tuple[int, int, int]]:
    return {pixel(picture, x, y) for y in range(picture.height) for x in range(picture.width)}


def test_a_page_has_the_size_of_its_paper_in_points(pages: Pages) -> None:
    assert [(round(width), round(height)) for width, height in pages.sizes] == [(595, 842)]


@pytest.mark.parametrize("width", [300, 371, 400, 601, 1190])
def test_a_picture_is_exactly_as_wide_as_asked(pages: Pages, width: int) -> None:
    picture = pages.picture(0, width)
    assert picture.width == width
    assert abs(picture.height - width * 842 / 595) <= 1
    assert len(picture.pixels) == picture.stride * picture.height


def test_by_itself_a_page_is_black_on_white(pages: Pages) -> None:
    found = colours(pages.picture(0, 300))
    assert (255, 255, 255) in found
    assert min(found) < (40, 40, 40)


def test_paper_and_ink_can_be_softer(pages: Pages) -> None:
    found = colours(pages.picture(0, 300, PAPER, INK))
    assert (255, 255, 255) not in found
    assert PAPER in found
    assert INK in found
    assert min(found) == INK


def test_two_threads_draw_one_after_the_other(pages: Pages) -> None:
    other = Pages(written(report_of(Paragraph(Style.BODY, "资金全部到位。" * 40))))
    with other, ThreadPoolExecutor(2) as pool:
        first = {one.pixels for one in pool.map(lambda _: pages.picture(0, 240), range(12))}
        second = {one.pixels for one in pool.map(lambda _: other.picture(0, 240), range(12))}
    assert len(first) == len(second) == 1
    assert first != second
