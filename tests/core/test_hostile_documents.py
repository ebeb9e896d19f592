"""Whatever the clerk types: the files we write carry no formula, macro, external link or script, and tell nothing of
the computer they were written on."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from core.export.files import Format
from core.model import Book, ScoreItem
from core.press import run
from core.publish import plan
from core.sample import sample

TEXTS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com/?"&A1,"报表")',
    "+1+2",
    "-1+2",
    "@SUM(A1:A9)",
    "\t=1+1",
    "http://example.com/x",
    "file:///etc/passwd",
    "\\\\server\\share\\x.xlsx",
    "mailto:a@example.com",
    "internal:'表1'!A1",
    "external:c:\\x.xlsx",
    "javascript:app.alert(1)",
    "<script>alert(1)</script>",
    "]]><w:instrText>DDEAUTO c:\\\\x</w:instrText>",
    '" onclick="x" <w:fldSimple w:instr="INCLUDETEXT \\"http://example.com\\""/>',
    "{ DDEAUTO cmd }",
    "&lt;x&amp;",
    "{=1+1}",
    "/JS (app.alert) /OpenAction",
)
OWN_FORMULA = re.compile(  # a range of the chart's own sheet, a share, a label made of the three cells beside it
    r"'?[\w ]+'?!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?|B\d+/SUM\(B\$\d+:B\$\d+\)"
    r'|A\d+&" "&TEXT\(B\d+,"0\.00"\)&"（"&IF\(AND\(C\d+>0,ROUND\(C\d+,4\)=0\),"不到0\.01%",TEXT\(C\d+,"0\.00%"\)\)&"）"'
)
RUNNING_IN_DOCX = ("object", "OLEObject", "altChunk", "subDoc", "control", "hyperlink", "fldSimple")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def hostile_book(text: str) -> Book:
    """The sample's projects with a text wherever the clerk may type."""
    book = sample()
    dossiers = {}
    for number, d in list(book.dossiers.items())[:2]:
        dossiers[number] = replace(
            d,
            project=replace(d.project, name=f"{text}", leader=text, agency=text, department=text),
            goal=tuple(replace(row, expected=text, actual=text) for row in d.goal),
            indicator=tuple(
                replace(row, name=text, target=text, actual=text, deviation=text) for row in d.indicator[:6]
            ),
            evidence=tuple(replace(row, name=text, number=text, note=text) for row in d.evidence),
            answers=dict.fromkeys(d.answers, text),
        )
    return replace(book, unit=replace(book.unit, name=text, preparer=text, leader=text), dossiers=dossiers)


def hostile_year(text: str) -> Book:
    """The unit's dossier of the sample, whose report has charts, with a text wherever the clerk may type."""
    book = sample()
    whole = next(d for d in book.dossiers.values() if d.is_unit)
    whole = replace(
        whole,
        accounts={line: replace(row, use=text, reason=text) for line, row in whole.accounts.items()},
        function=tuple(
            replace(row, code=text, category=text, section=f"{text}{row.id}", item=text, use=text, reason=text)
            for row in whole.function
        ),
        economic=tuple(replace(row, code=text, name=text) for row in whole.economic),
        score_item=(ScoreItem(9_000_001, whole.id, 1024, text, text, text, text, text),),
        answers=dict.fromkeys(whole.answers, text),
    )
    return replace(book, unit=replace(book.unit, name=text), dossiers={whole.id: whole})


@cache
def documents(text: str) -> tuple[tuple[Format, bytes], ...]:
    """Every document of the book, read from the disk."""
    with TemporaryDirectory() as folder:
        book = hostile_book(text)
        result = run(plan(book, book.dossiers, tuple(Format)), Path(folder), lambda *_: None, lambda: False)
        assert not result.troubles, result.troubles
        return tuple((file.format, file.written.path.read_bytes()) for file in result.files)


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as package:
        yield from ((name, package.read(name)) for name in package.namelist())


def packages(text: str, *formats: Format) -> Iterator[tuple[str, bytes]]:
    """The parts of every document of these formats."""
    for format, content in documents(text):
        if format in formats:
            yield from parts(content)


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_a_formula_or_a_link_in_a_spreadsheet(text: str) -> None:
    for name, content in packages(text, Format.XLSX):
        assert not re.search(r"externalLink|vbaProject|macros|embeddings|activeX|connections|queryTable", name), name
        if not name.endswith((".xml", ".rels")):
            continue
        tree = etree.fromstring(content)
        tags = {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)}
        assert not tags & {"f", "hyperlink", "hyperlinks", "oleObject", "ddeLink", "definedName"} - {"definedName"}, (
            name
        )
        for node in tree.iter("{*}definedName"):
            assert str(node.get("name", "")).startswith("_xlnm."), etree.tostring(node)
        assert not [node for node in tree.iter("{*}Relationship") if node.get("TargetMode") == "External"], name


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_a_field_or_a_link_in_a_document(text: str) -> None:
    for name, content in packages(text, Format.DOCX):
        assert not re.search(r"vbaProject|embeddings|activeX|afchunk|attachedTemplate", name), name
        if not name.endswith((".xml", ".rels")):
            continue
        tree = etree.fromstring(content)
        assert not [node for node in tree.iter("{*}Relationship") if node.get("TargetMode") == "External"], name
        for tag in RUNNING_IN_DOCX:
            found = [n for n in tree.iter(f"{{*}}{tag}") if not n.get(f"{W}anchor") and not n.get(f"{W}instr")]
            assert not found, (name, tag)
        instructions = ["".join(node.itertext()).split()[:1] for node in tree.iter(f"{W}instrText")]
        assert all(words in (["PAGE"], ["TOC"], ["PAGEREF"], ["HYPERLINK"], []) for words in instructions), instructions
        for node in tree.iter(f"{W}instrText"):
            assert not re.search(r"HYPERLINK(?!\s+\\l)|INCLUDE|DDE|http", "".join(node.itertext()))


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[1], TEXTS[4], "'图表'!A1", '"&A1&"', "]]><c:f>A1</c:f>"])
def test_no_text_becomes_a_formula_in_a_chart_or_the_workbook_behind_it(text: str, tmp_path: Path) -> None:
    book = hostile_year(text)
    result = run(plan(book, book.dossiers, (Format.DOCX, Format.XLSX)), tmp_path, lambda *_: None, lambda: False)
    assert not result.troubles
    formulas = [formula for file in result.files for formula in _formulas(file.written.path.read_bytes())]
    assert formulas, "there are charts, whose figures stand in a workbook"
    assert not [formula for formula in formulas if not OWN_FORMULA.fullmatch(formula)]


def _formulas(content: bytes) -> Iterator[str]:
    """Every formula of a package, those of workbooks in it included."""
    for name, part in parts(content):
        assert not re.search(r"externalLink|vbaProject|activeX|connections|queryTable", name), name
        if name.endswith(".xlsx"):
            yield from _formulas(part)
        elif name.endswith((".xml", ".rels")):
            tree = etree.fromstring(part)
            for node in tree.iter("{*}Relationship"):
                assert node.get("TargetMode") != "External", name
            yield from (node.text or "" for node in tree.iter("{*}f"))


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_a_script_or_a_link_in_a_pdf(text: str) -> None:
    for format, content in documents(text):
        if format is Format.PDF:
            told = re.sub(rb"\((?:\\.|[^\\()])*\)", b"", content)  # what stands in brackets is text
            assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|EmbeddedFile|RichMedia|URI)\b", told)
            document = pypdfium2.PdfDocument(content)
            try:
                assert document.get_metadata_value("Title") is not None
                assert pypdfium2.raw.FPDFDoc_GetAttachmentCount(document) == 0
                assert pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) == 0
            finally:
                document.close()


def test_the_files_tell_what_the_book_says_and_nothing_of_this_computer() -> None:
    machine = {
        getpass.getuser(),
        os.uname().nodename if os.name != "nt" else os.environ["COMPUTERNAME"],
        str(Path.home()),
    }
    known = {word for word in machine if len(word) > 3}
    for _, content in documents("普通文字"):
        raw = [content, *(part for _, part in parts(content))] if content.startswith(b"PK") else [content]
        for word in known:
            assert not any(word.encode() in part for part in raw), word
    for name, content in packages("普通文字", Format.DOCX, Format.XLSX):
        if name == "docProps/core.xml":
            told = {etree.QName(node).localname: node.text or "" for node in etree.fromstring(content)}
            assert told.keys() <= {"title", "creator", "lastModifiedBy", "created", "modified", "revision"}, told
            assert told["creator"] == "普通文字"
        if name == "docProps/app.xml":
            told = {etree.QName(node).localname: node.text or "" for node in etree.fromstring(content)}
            assert not told.keys() & {"Company", "Manager", "Template", "HyperlinkBase"} or not any(
                told.get(key) for key in ("Company", "Manager", "HyperlinkBase")
            ), told
