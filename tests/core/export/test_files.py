from __future__ import annotations

import errno
import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export import files, pdf, sheet, verify, word
from core.export.files import Format, file_name, write_file
from core.export.pages import paged
from core.report.blocks import Block, Cell, Contents, Page, PageBreak, Paragraph, Report, Row, Section, Style, Table
from core.trouble import ExportTrouble
from tests.core.export.samples import RARE, UNIT, long_report, national_report, sichuan_report
from tests.core.export.samples_parts import cover_report, with_entries

NAME = "示例县医疗保障局_2021_城乡医疗救助资金_自评表.docx"
FAULTS = {
    Format.DOCX: verify.fault_in_docx,
    Format.XLSX: verify.fault_in_xlsx,
    Format.PDF: verify.fault_in_pdf,
}


def small(text: str = "正文", cell: str = "甲", numeric: bool = False) -> Report:
    table = Table("表", (40, 40), (Row((Cell("项目"), Cell(cell, numeric=numeric))),))
    blocks = (Paragraph(Style.BODY, text), Paragraph(Style.TABLE_TITLE, "一览表"), table)
    return Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(Page(), blocks),))


def data_of(report: Report, folder: Path, format: Format) -> bytes:
    return write_file(report, folder, f"文件.{format}", format).path.read_bytes()


def failing(error: BaseException) -> Callable[[Report, BinaryIO], None]:
    def write(report: Report, out: BinaryIO) -> None:
        out.write(b"half a file")
        raise error

    return write


# Names


def test_a_file_is_called_unit_year_project_kind() -> None:
    assert file_name(UNIT, 2021, "城乡医疗救助资金", "自评表", Format.DOCX) == NAME
    assert file_name(UNIT, 2021, "", "自评汇总表", Format.XLSX) == "示例县医疗保障局_2021_自评汇总表.xlsx"


@pytest.mark.parametrize(
    ("project", "stands_as"),
    [
        ("A/B类:补助?", "A／B类：补助？"),
        ("第一行\n第二行\t末", "第一行 第二行 末"),
        (" 前后空格与点. ", "前后空格与点"),
        ("零宽\u200b反转\u202e符", "零宽反转符"),
        ('"引"<号>|*\\', "”引”＜号＞｜＊＼"),
    ],
)
def test_signs_that_windows_refuses_are_replaced(project: str, stands_as: str) -> None:
    assert file_name("局", 2021, project, "表", Format.PDF) == f"局_2021_{stands_as}_表.pdf"


def test_a_long_project_is_cut_and_year_kind_and_ending_stay() -> None:
    name = file_name(UNIT, 2021, "长" * 200, "项目支出绩效自评报告", Format.DOCX)
    assert len(name.encode()) <= 200
    assert name.startswith(f"{UNIT}_2021_长长")
    assert name.endswith("长_项目支出绩效自评报告.docx")


@pytest.mark.parametrize("letters", range(50, 60))
def test_the_files_of_one_long_document_are_named_alike(letters: int) -> None:
    names = [file_name(UNIT, 2021, "长" * letters, "项目支出绩效自评报告", format) for format in Format]
    assert len({name.rpartition(".")[0] for name in names}) == 1


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_every_name_is_accepted_by_windows(unit: str, project: str, kind: str) -> None:
    name = file_name(unit, 2021, project, kind, Format.DOCX)
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
    assert name == name.strip(" ")
    assert name.endswith(".docx")
    assert "2021" in name


# Writing


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize(
    "report", [sichuan_report(), national_report(4), long_report(), cover_report(3, parts=True)], ids=lambda r: r.title
)
def test_a_file_is_written_read_back_and_found_whole(report: Report, format: Format, tmp_path: Path) -> None:
    written = write_file(report, tmp_path, f"文件.{format}", format)
    data = written.path.read_bytes()
    assert written.path == tmp_path / f"文件.{format}"
    assert (written.sha256, written.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert list(tmp_path.iterdir()) == [written.path]


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"signed")
    paths = [write_file(small(), tmp_path, NAME, Format.DOCX).path.name for _ in range(2)]
    assert paths == [NAME.replace(".docx", " (2).docx"), NAME.replace(".docx", " (3).docx")]
    assert (tmp_path / NAME).read_bytes() == b"signed"


def test_a_stick_without_hard_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    names = [write_file(small(), tmp_path, NAME, Format.DOCX).path.name for _ in range(2)]
    assert names == [NAME, NAME.replace(".docx", " (2).docx")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ExportTrouble, match=r"不存在，.*。$"):
        write_file(small(), tmp_path / "没有", NAME, Format.DOCX)
    assert not (tmp_path / "没有").exists()


def test_a_path_too_long_for_windows_is_told(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 120) / ("b" * 120)
    folder.mkdir(parents=True)
    with pytest.raises(ExportTrouble, match=r"超过 240 个.*。$"):
        write_file(small(), folder, NAME, Format.DOCX)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EIO, "U 盘可能已拔出"),
        (errno.EBUSY, "正被别的程序占用"),
        (errno.ELOOP, f"系统编号 {errno.ELOOP}"),
    ],
)
def test_a_disk_that_refuses_is_told_and_nothing_is_left(
    code: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "write", failing(OSError(code, os.strerror(code))))
    with pytest.raises(ExportTrouble, match=sentence) as told:
        write_file(small(), tmp_path, NAME, Format.DOCX)
    assert os.strerror(code) not in str(told.value)
    assert str(told.value).endswith("。")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(), ZeroDivisionError()], ids=lambda e: type(e).__name__
)
def test_a_cancelled_or_broken_export_leaves_no_half_file(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "write", failing(error))
    with pytest.raises(type(error)):
        write_file(small(), tmp_path, NAME, Format.DOCX)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_rename_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportTrouble, match="没有权限"):
        write_file(small(), tmp_path, NAME, Format.DOCX)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lost_a_sentence_is_not_called_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complete = word.write
    monkeypatch.setattr(word, "write", lambda report, out: complete(small(""), out))
    with pytest.raises(ExportTrouble, match=r"缺少“资金使用484443\.84元”"):
        write_file(small("资金使用484443.84元"), tmp_path, NAME, Format.DOCX)
    assert list(tmp_path.iterdir()) == []


# What the checks find


@pytest.mark.parametrize("format", list(Format))
def test_a_changed_cell_is_found(format: Format, tmp_path: Path) -> None:
    data = data_of(small(cell="48.44万元"), tmp_path, format)
    assert FAULTS[format](small(cell="48.44万元"), data) is None
    assert FAULTS[format](small(cell="150.00万元"), data) == "缺少“150.00万元”"


@pytest.mark.parametrize("format", [Format.DOCX, Format.PDF])
def test_a_missing_paragraph_is_found(format: Format, tmp_path: Path) -> None:
    data = data_of(small("救助标准公开透明，资金拨付及时。"), tmp_path, format)
    assert (
        FAULTS[format](small("救助标准公开透明，资金拨付很及时。"), data) == "缺少“救助标准公开透明，资金拨付很及时。”"
    )


@pytest.mark.parametrize("format", list(Format))
def test_a_broken_file_is_found(format: Format) -> None:
    assert FAULTS[format](small(), b"") == "文件打不开"
    assert FAULTS[format](small(), b"PK\x03\x04 nonsense") == "文件打不开"


def test_what_a_docx_has_too_much_is_found() -> None:
    longer, out = small(), BytesIO()
    section = replace(longer.sections[0], blocks=(*longer.sections[0].blocks, Paragraph(Style.BODY, "多写的一段")))
    word.write(replace(longer, sections=(section,)), out)
    assert verify.fault_in_docx(small(), out.getvalue()) == "多出“多写的一段”"


def test_paragraphs_in_another_order_are_found() -> None:
    texts, out = (Paragraph(Style.BODY, "甲"), Paragraph(Style.BODY, "乙")), BytesIO()
    report = Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(Page(), texts),))
    word.write(replace(report, sections=(Section(Page(), texts[::-1]),)), out)
    assert verify.fault_in_docx(report, out.getvalue()) == "次序不对，从“甲”起"


def test_a_number_written_as_another_is_found() -> None:
    out = BytesIO()
    sheet.write(small(cell="32.30%", numeric=True), out)
    assert verify.fault_in_xlsx(small(cell="32.30%", numeric=True), out.getvalue()) is None
    assert verify.fault_in_xlsx(small(cell="32.39%", numeric=True), out.getvalue()) == "缺少“0.3239”"


def test_a_formula_in_a_spreadsheet_is_found() -> None:
    out, changed = BytesIO(), BytesIO()
    sheet.write(small(), out)
    with zipfile.ZipFile(out) as package, zipfile.ZipFile(changed, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"</c>", b"<f>1+1</f></c>"))
    assert verify.fault_in_xlsx(small(), changed.getvalue()) == "表格里出现了公式"


def test_a_page_missing_from_a_pdf_is_found(tmp_path: Path) -> None:
    report = long_report()
    data = data_of(replace(report, sections=report.sections[:2]), tmp_path, Format.PDF)
    assert verify.fault_in_pdf(report, data) == "缺少“项目清单”"


def test_a_text_that_stands_only_once_too_seldom_is_found_in_a_pdf(tmp_path: Path) -> None:
    twice = (Paragraph(Style.BODY, "无。"), PageBreak(), Paragraph(Style.BODY, "无。"))
    report = Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(Page(), twice),))
    once = replace(report, sections=(Section(Page(), twice[:1]),))
    assert verify.fault_in_pdf(report, data_of(once, tmp_path, Format.PDF)) == "缺少“无。”"


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize(
    "text", [RARE, "A < B & C > D", "=1+1", "甲\v乙\r\n丙\t丁", "_x0041_", "ﬁ-2021—2022", "\x07响铃", "负-5", " 前后 "]
)
def test_odd_text_survives_in_every_format(text: str, format: Format, tmp_path: Path) -> None:
    write_file(small(text, text), tmp_path, f"文件.{format}", format)


def with_page(report: Report, text: str, page: int) -> Report:
    """The report whose contents page gives ``page`` for the line ``text``."""

    def changed(block: Block) -> Block:
        if not isinstance(block, Contents):
            return block
        entries = (replace(entry, page=page) if entry.text == text else entry for entry in block.entries)
        return replace(block, entries=tuple(entries))

    sections = (replace(section, blocks=tuple(map(changed, section.blocks))) for section in report.sections)
    return replace(report, sections=tuple(sections))


def bytes_of(report: Report, format: Format) -> bytes:
    """The file as its writer makes it of the report as it is."""
    out = BytesIO()
    {Format.DOCX: word.write, Format.PDF: pdf.write}[format](report, out)
    return out.getvalue()


@pytest.mark.parametrize("there", [0, 5, 14, 41])
def test_a_wrong_or_missing_page_number_is_found(there: int) -> None:
    report, line = paged(cover_report()), "四、项目主要经验做法"
    broken = with_page(report, line, there)
    assert verify.fault_in_docx(report, bytes_of(report, Format.DOCX)) is None
    assert verify.fault_in_docx(report, bytes_of(broken, Format.DOCX)) == f"缺少“{line} 4”"
    assert verify.fault_in_pdf(report, bytes_of(report, Format.PDF)) is None
    assert verify.fault_in_pdf(report, bytes_of(broken, Format.PDF)) == f"目录中“{line}”的页码不是 4"


def test_a_page_number_that_is_not_at_the_foot_of_the_heading_s_page_is_found() -> None:
    broken = with_page(paged(cover_report()), "四、项目主要经验做法", 5)
    assert verify.fault_in_pdf(broken, bytes_of(broken, Format.PDF)) == "“四、项目主要经验做法”不在目录所写的第 5 页"


@pytest.mark.parametrize("format", [Format.DOCX, Format.PDF])
def test_a_missing_line_of_the_contents_page_is_found(format: Format) -> None:
    report = paged(cover_report())
    shorter = paged(cover_report(1))
    assert FAULTS[format](report, bytes_of(shorter, format)).startswith("缺少“（一）项目概况")


@pytest.mark.parametrize("format", [Format.DOCX, Format.PDF])
@pytest.mark.parametrize(
    "heading",
    [
        RARE,
        "A < B & C > D",
        "1.甲\n乙",
        "丙\t丁",
        "2021",
        "一、完成2021—2022",
        " 前后 ",
        "......",
        "资" * 300,
        "负-5",
        "",
    ],
)
def test_odd_headings_are_listed_in_every_format(heading: str, format: Format, tmp_path: Path) -> None:
    blocks = (Contents(1, ()), PageBreak(), Paragraph(Style.HEADING_1, heading), Paragraph(Style.BODY, "正文"))
    report = Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(Page(), blocks * 2),))
    write_file(with_entries(report), tmp_path, f"文件.{format}", format)


def test_names_are_tried_in_order_without_end(tmp_path: Path) -> None:
    names = files._names(tmp_path / "表.docx")
    assert [next(names).name for _ in range(3)] == ["表.docx", "表 (2).docx", "表 (3).docx"]
