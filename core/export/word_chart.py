"""Charts of a docx: drawn by Word and WPS themselves, each with the workbook that “编辑数据” opens."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm
from lxml import etree

from core.export.sheet_chart import embedded
from core.export.text import printable
from core.report.blocks import Chart
from core.report.charts import LABEL, TITLE, size_mm, words

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_INLINE: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C: Final = f"{{{_CHART}}}"
_A: Final = f"{{{_DRAWING}}}"
_NAMES: Final = {"c": _CHART, "a": _DRAWING}

# What XlsxWriter leaves out because a spreadsheet of 2007 takes it for off, and Word for on: after what, tag, value.
_LEFT_OUT: Final = (
    ("c:lang", "roundedCorners", "0"),
    ("c:chart/c:title/c:layout", "overlay", "0"),
    ("c:chart/c:title", "autoTitleDeleted", "0"),
    (".//c:barChart/c:grouping", "varyColors", "0"),
    (".//c:barChart/c:ser/c:spPr", "invertIfNegative", "0"),
    (".//c:catAx/c:scaling", "delete", "0"),
    (".//c:catAx/c:majorTickMark", "minorTickMark", "none"),
    (".//c:legend/c:layout", "overlay", "0"),
    ("c:chart/c:plotVisOnly", "dispBlanksAs", "gap"),
)
_CELLS: Final = "rId1"  # how a chart calls its workbook
_SHOWN: Final = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def add_chart(document: Document, paragraph: CT_P, chart: Chart) -> None:
    """Put the chart into the paragraph; its workbook bears the date of the document."""
    package, moment = document.part.package, document.core_properties.created
    assert package is not None
    assert moment is not None
    markup, workbook = embedded(chart, moment.date())
    uri = package.next_partname("/word/charts/chart%d.xml")
    part = Part(uri, CONTENT_TYPE.DML_CHART, _for_word(markup), package)
    cells = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{uri.idx}.xlsx")
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, Part(cells, CONTENT_TYPE.SML_SHEET, workbook, package), _CELLS)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph.add_r().append(_inline(chart, uri.idx or 0, relation))


def _for_word(markup: bytes) -> bytes:
    """The markup of a spreadsheet as Word needs it: nothing left to be guessed, Chinese faces, its own workbook."""
    root = etree.fromstring(markup)
    for place, tag, value in _LEFT_OUT:
        for element in root.iterfind(place, _NAMES):
            element.addnext(etree.Element(f"{_C}{tag}", val=value))
    for labels in root.iter(f"{_C}dLbls"):
        _say_what_labels_show(labels)
    _name_chinese_faces(root)
    root.find(f"{_C}lang").set("val", "zh-CN")
    settings = root.find(f"{_C}printSettings")
    external = etree.Element(f"{_C}externalData", {f"{{{_RELATIONS}}}id": _CELLS})
    etree.SubElement(external, f"{_C}autoUpdate", val="0")
    root.replace(settings, external)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _say_what_labels_show(labels: etree._Element) -> None:
    """Write every switch, in the order of the schema."""
    on = {tag: switch for tag in _SHOWN if (switch := labels.find(f"{_C}{tag}")) is not None}
    last = labels.find(f"{_C}txPr")
    for tag in _SHOWN:
        switch = on.get(tag)
        if switch is None:
            switch = etree.Element(f"{_C}{tag}", val="0")
        last.addnext(switch)
        last = switch


def _name_chinese_faces(root: etree._Element) -> None:
    """XlsxWriter names only the face of Latin letters."""
    title = root.find("c:chart/c:title", _NAMES)
    for latin in root.iter(f"{_A}latin"):
        face = TITLE.face if title in latin.iterancestors() else LABEL.face
        latin.addnext(etree.Element(f"{_A}ea", typeface=face.value))
    for element in root.iter(f"{_A}rPr", f"{_A}endParaRPr"):
        element.set("lang", "zh-CN")


def _inline(chart: Chart, number: int, relation: str) -> etree._Element:
    """A drawing that stands in its line like a letter, with the figures in words for those who cannot see it."""
    width, height = (int(Mm(side)) for side in size_mm(chart))
    drawing = parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_INLINE}"'
        f' xmlns:a="{_DRAWING}" xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="图表 {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    drawing.find(f".//{{{_INLINE}}}docPr").set("descr", printable(words(chart)))
    return drawing
