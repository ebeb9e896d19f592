"""The docx that every report starts from: python-docx's template without its leftovers, with our styles and settings.

It is made once in a process; opening it anew for each report costs a fraction of opening the template.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from core.export.word_styles import define_styles
from core.export.word_xml import add, drop_foreign_names
from core.report.typography import BODY_PITCH, LATIN_FACE, Face

_OFFICE: Final = "http://schemas.microsoft.com/office/word"
_KEPT_RELATIONS: Final = (
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
)
# What to take where an official face is not installed: other foundries' names, and what Windows ships.
_OTHER_NAMES: Final = MappingProxyType(
    {
        Face.TITLE: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,宋体",
        Face.HEI: "SimHei",
        Face.KAI: "楷体,KaiTi",
        Face.FANG: "仿宋,FangSong",
        Face.SONG: "SimSun",
    }
)

# Word's own marks that never end or begin a line; ＿＿ is not torn either.
_NOT_LAST: Final = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST: Final = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠＿"
)


def new_document() -> Document:
    """Return an empty document of one section with every style and setting, and no property."""
    return docx.Document(BytesIO(_base()))


@cache
def _base() -> bytes:
    document = docx.Document()
    _drop_leftovers(document)
    define_styles(document)
    _set_settings(document.settings.element)
    _add_font_table(document)
    _set_section(document.element.body.sectPr)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _drop_leftovers(document: Document) -> None:
    """Drop preview picture, theme, numbering and the like, and the properties of the template itself.

    A part that nothing relates to is not written.
    """
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in tuple(relations.items()):
            if relation.reltype not in _KEPT_RELATIONS:
                del relations[key]
    document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element.clear(keep_tail=False)
    drop_foreign_names(document.element)


def _set_settings(settings: BaseOxmlElement) -> None:
    """No compatibility mode, Chinese line breaking, no stretched line before a line break."""
    del settings[:]
    drop_foreign_names(settings)
    add(settings, "zoom", percent=100)
    add(settings, "defaultTabStop", val=420)
    add(settings, "characterSpacingControl", val="compressPunctuation")
    add(settings, "noLineBreaksAfter", lang="zh-CN", val=_NOT_LAST)
    add(settings, "noLineBreaksBefore", lang="zh-CN", val=_NOT_FIRST)
    _add_compatibility(add(settings, "compat"))
    add(settings, "themeFontLang", val="en-US", eastAsia="zh-CN")
    add(settings, "decimalSymbol", val=".")
    add(settings, "listSeparator", val=",")


def _add_compatibility(compat: BaseOxmlElement) -> None:
    for name in (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "useFELayout",
    ):
        add(compat, name)
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    ):
        add(compat, "compatSetting", name=name, uri=_OFFICE, val=value)


def _add_font_table(document: Document) -> None:
    """Name the official faces with those to take where one is missing."""
    fonts = OxmlElement("w:fonts")
    _add_font(fonts, LATIN_FACE, "", "00", "roman")
    for face in Face:
        _add_font(fonts, face, _OTHER_NAMES[face], "86", "auto")
    uri = PackURI("/word/fontTable.xml")
    part = XmlPart(uri, CONTENT_TYPE.WML_FONT_TABLE, fonts, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _add_font(fonts: BaseOxmlElement, name: str, others: str, charset: str, family: str) -> None:
    font = add(fonts, "font", name=name)
    if others:
        add(font, "altName", val=others)
    add(font, "charset", val=charset)
    add(font, "family", val=family)
    add(font, "pitch", val="variable")


def _set_section(properties: BaseOxmlElement) -> None:
    """What all sections have alike."""
    properties.attrib.clear()
    properties.find(qn("w:cols")).set(qn("w:space"), "425")
    grid = properties.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "default")
    grid.set(qn("w:linePitch"), str(Pt(BODY_PITCH).twips))
