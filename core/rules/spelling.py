"""Rules about single words: the unit's name, word pairs, brackets of document numbers, names of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.edits import SetField
from core.model import UNIT_ROW, Place
from core.proof.misspelt import near_misses
from core.proof.people import masked, people
from core.proof.slips import document_numbers, mended, wrong_words
from core.rules.finding import BOTH, Case, Fix, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_with_slips, place_of, rewritten

_LEVELS = "省市县区州盟旗"


def unit_name_is_spelt_alike(case: Case) -> Iterator[Said]:
    """The text calls the unit by its name, not by one a character off (check 2)."""
    unit = case.values.unit
    name = unit.name.strip()
    if len(name) < 5:
        return
    project = case.dossier.project
    others = (unit.department, unit.finance_bureau, project.department, project.agency, project.name)
    for passage in passages(case):
        for found in unit_slips(name, passage[3]):
            if any(found in other and name not in other for other in others):
                continue
            new = re.sub(f"(?<!{re.escape(name[0])}){re.escape(found)}" if found in name else re.escape(found), name,
                         passage[3])  # fmt: skip
            yield Said(
                f"{heading(case, passage)}里写作“{found}”，单位名称是“{name}”。",
                (place_of(case, passage), Place("unit", UNIT_ROW, "name")),
                (Side("正文", found), Side("单位名称", name)),
                (rewritten(case, passage, f"改为“{name}”", new),),
                detail=found,
            )


@lru_cache(16_384)
def unit_slips(name: str, text: str) -> tuple[str, ...]:
    """Spellings of the unit's name with a character lost, put in or changed.

    Another county's bureau, and the usual short names (医保局), are meant as they stand.
    """
    cut, tail = name[1:], name[-4:]
    if tail not in text and name[:4] not in text:
        return ()
    found = [near for near in near_misses(name, text) if _one_off(name, near)]
    if name[1] not in _LEVELS and re.search(f"(?<!{re.escape(name[0])}){re.escape(cut)}", text):
        found.append(cut)
    return tuple(found)


def _one_off(name: str, near: str) -> bool:
    """Whether one character is wrong, missing or too many, and none that says of which place the bureau is."""
    if len(near) == len(name):
        changed = [(a, b) for a, b in zip(name, near, strict=True) if a != b]
        at = next((n for n, (a, b) in enumerate(zip(name, near, strict=True)) if a != b), 0)
        place = max((name.find(level) for level in _LEVELS), default=-1)
        return all(a not in _LEVELS and b not in _LEVELS for a, b in changed) and at > place
    return abs(len(near) - len(name)) == 1


def words_are_spelt_right(case: Case) -> Iterator[Said]:
    """下拨 and not 下拔, 账户 and not 帐户 (check 58): pairs of resources/words/pairs.toml."""
    for passage in passages_with_slips(case):
        for slip in wrong_words(passage[3]):
            yield Said(
                f"{heading(case, passage)}里的“{slip.found}”应为“{slip.due}”。",
                (place_of(case, passage),),
                (Side("填写", slip.found), Side("应为", slip.due)),
                (rewritten(case, passage, f"改为“{slip.due}”", mended(passage[3], slip)),),
                detail=slip.found,
            )


def document_numbers_stand_in_their_brackets(case: Case) -> Iterator[Said]:
    """示医保〔2021〕3号: the year of a document number stands in 〔〕 (GB/T 9704-2012, 7.2.5; check 57)."""
    for passage in (*passages(case), *_numbers_of_evidence(case)):
        for slip in document_numbers(passage[3]):
            place = place_of(case, passage)
            where = "佐证材料的文号" if passage[0] == "evidence" else f"{heading(case, passage)}里的"
            yield Said(
                f"{where}“{slip.found}”的年份应写在〔〕里。",
                (place,),
                (Side("填写", slip.found), Side("应为", slip.due)),
                (Fix(f"改为“{slip.due}”", SetField(place, passage[3], passage[3].replace(slip.found, slip.due))),),
                detail=slip.found,
            )


def _numbers_of_evidence(case: Case) -> Iterator[Passage]:
    return (("evidence", "number", row.id, row.number) for row in case.dossier.evidence if row.number)


def no_person_is_named(case: Case) -> Iterator[Said]:
    """What is published names no person but by surname: 局长张某某 (check 61)."""
    for passage in passages(case):
        for name, words in people(passage[3]):
            yield Said(
                f"{heading(case, passage)}里写了人名“{words}”，公开前请隐去。",
                (place_of(case, passage),),
                (Side("正文", words), Side("公开时", words.replace(name, masked(name)))),
                (rewritten(case, passage, f"改为“{masked(name)}”", passage[3].replace(name, masked(name))),),
                detail=name,
            )


RULES = (
    Rule(
        "unit-name",
        2,
        "正文里的单位名称与基本信息一致",
        Level.WARNING,
        "正文",
        "标题、表头、正文里的单位名称一字不差。",
        unit_name_is_spelt_alike,
        of=BOTH,
        example="单位是“示例县医疗保障局”，正文写成“例县医疗保障局”，丢了一个字。",
    ),
    Rule(
        "document-number",
        57,
        "文号的年份用〔〕",
        Level.HINT,
        "正文",
        "发文字号的年份用六角括号〔〕括入（GB/T 9704-2012 第7.2.5条）。",
        document_numbers_stand_in_their_brackets,
        of=BOTH,
        example="“示医保[2021]3号”“示医保【2021】3号”应写“示医保〔2021〕3号”。",
    ),
    Rule(
        "word-pairs",
        58,
        "常见错词",
        Level.HINT,
        "正文",
        "财务公文里容易写错的词：下拨、拨付、账户、台账、却没有等。",
        words_are_spelt_right,
        of=BOTH,
        example="“资金拔付及时”应为“资金拨付及时”，“对帐”应为“对账”。",
    ),
    Rule(
        "person-named",
        61,
        "公开的材料不写人名",
        Level.HINT,
        "正文",
        "自评结果随决算公开，正文写职务，不写姓名。",
        no_person_is_named,
        of=BOTH,
        example="“局长王小明为总负责人”；公开前写“局长为总负责人”，或“局长王某某”。",
    ),
)
