"""How many things a text says it lists, and how many it lists: 做了3项工作：一是…；二是…。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.proof.clauses import LIVE, has_one_of, plain
from core.proof.numbering import from_chinese, markers

_COUNT = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_THINGS = r"(?P<unit>个|项|条|点|类|种|方面|大类)"
_AHEAD = re.compile(rf"(?<![\d.第]){_COUNT}\s*(?:个)?{_THINGS}(?P<what>[^\d。，,;；:：、\n]{{0,10}})[:：]")
_BEHIND = re.compile(
    rf"(?:包含|包括|分为|分别为|分别是|设有)(?P<list>[^。;；:：\n（(]{{3,80}}?)(?P<etc>等)?(?:这)?{_COUNT}\s*{_THINGS}"
)
_SIGNS = (":", "：", "包含", "包括", "分为", "分别", "设有")  # one stands in every text with a number of things
_PROJECTS = re.compile(
    r"(?:共|全部|合计|总计|一共)(?:执行|实施|安排|组织实施|开展|有|涉及|自评|评价|纳入|为)*(?:了)?(?:预算|专项|支出|自评|财政)*"
    r"(?:项目(?P<n>\d{1,3})个|(?P<m>\d{1,3})个(?:预算|专项|财政)?项目)"
    r"|(?:组织实施|实施|执行)了?(?P<k>\d{1,3})个(?:预算|专项|财政)?项目"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of things a text states, and how few and how many it lists."""

    written: str  # 3项工作
    stated: int
    fewest: int
    most: int

    @property
    def agrees(self) -> bool:
        """Whether as many may be listed as stated."""
        return self.fewest <= self.stated <= self.most


@lru_cache(16_384)
def counted(text: str) -> tuple[Counted, ...]:
    """The numbers of things a text states next to the things themselves."""
    if not has_one_of(text, _SIGNS):
        return ()
    text = plain(text)
    found = (*_numbered(text), *_enumerated(text))
    return tuple(dict.fromkeys(one for one in found if one.stated > 1))


def _numbered(text: str) -> Iterator[Counted]:
    """3项工作：1.…；2.…；3.…: the numbers that follow, up to a list of the same kind that begins anew."""
    for found in _AHEAD.finditer(text):
        behind = [one for one in markers(text) if one.start >= found.end()]
        if not behind or behind[0].number != 1 or behind[0].start > found.end() + 2:
            continue
        style, listed = behind[0].style, 1
        for one in behind[1:]:
            if one.style == style and one.number == 1:
                break
            listed += one.style == style
        if listed > 1:
            yield Counted(found[0][:-1], _number(found["n"]), listed, listed)


def _enumerated(text: str) -> Iterator[Counted]:
    """包含甲、乙、丙3个…: 和 and 及 may join two things or stand inside the name of one."""
    for found in _BEHIND.finditer(text):
        listed = found["list"]
        if found["etc"] or "等" in listed or LIVE in listed or "，" in listed or "、" not in listed:
            continue
        marks = listed.count("、")
        joins = len(re.findall("以及|[和及与]", listed))
        stated = _number(found["n"])
        yield Counted(f"{found['n']}{found['unit']}", stated, marks + 1, marks + joins + 1)


@lru_cache(16_384)
def projects(text: str) -> tuple[tuple[str, int], ...]:
    """Where a text says how many projects there are in all: 全年共执行项目21个; the words and the number."""
    if "项目" not in text:
        return ()
    found = _PROJECTS.finditer(plain(text))
    return tuple(dict.fromkeys((one[0], int(one["n"] or one["m"] or one["k"])) for one in found))


def _number(word: str) -> int:
    return from_chinese(word.replace("两", "二"))
