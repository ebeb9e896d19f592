"""Slips of the pen in a text: wrong words, brackets of document numbers, prompts of the form left in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from core.paths import RESOURCES
from core.proof.clauses import has_one_of

PAIRS = RESOURCES / "words" / "pairs.toml"
_DOCUMENT = re.compile(
    r"(?:(?:根据|按照|依据|执行|印发|落实|贯彻|参照)的?)?(?P<code>[\u4e00-\u9fff]{1,10})(?P<open>[\[［【(（{「<《])\s*(?P<year>(?:19|20)\d\d)\s*(?P<close>[\]］】)）}」>》])\s*(?P<no>第?\d{1,4}号)"
)
_PROMPT = re.compile(
    r"[（(][^（()）\n]{0,20}(?:可用表格|表格形式|字以内|限\d+字|不超过\d+字|此处|请填写|请简述|请说明|如有请)[^（()）\n]{0,20}[）)]"
    r"|请在此(?:处)?(?:填写|输入)[^。\n]{0,20}|此处填写[^。\n]{0,20}"
    r"|(?:XX+|xx+|××+|[_＿]{2,})[年月日元万%％个人县市区项]"
)
_HINTS = ("表格", "字以内", "限", "不超过", "此", "请", "XX", "xx", "××", "__", "＿＿")
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_SHORTEST_PROMPT = 10  # characters of a sentence of guidance that nobody writes by chance


@dataclass(frozen=True, slots=True)
class Slip:
    """Words in a text and what should stand there."""

    found: str
    due: str


@dataclass(frozen=True, slots=True)
class _Pair:
    right: str
    not_behind: str
    not_before: str


@cache
def _pairs() -> dict[str, _Pair]:
    """The word list of the program: wrong word, right word, characters beside which the wrong one is right."""
    listed = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pairs"]
    return {one["wrong"]: _Pair(one["right"], one.get("not_behind", ""), one.get("not_before", "")) for one in listed}


@cache
def _wrong_words() -> re.Pattern[str]:
    words = sorted(_pairs(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(65_536)
def has_slips(text: str) -> bool:
    """Whether a wrong word or a prompt stands in a text: few have any."""
    return bool(wrong_words(text) or prompts(text))


def wrong_words(text: str) -> tuple[Slip, ...]:
    """Words of the list of pairs that a text spells wrong, each once."""
    pairs, found = _pairs(), {}
    for one in _wrong_words().finditer(text):
        pair = pairs[one[0]]
        behind, before = text[max(one.start() - 1, 0) : one.start()], text[one.end() : one.end() + 1]
        if (behind and behind in pair.not_behind) or (before and before in pair.not_before):
            continue
        found[one[0]] = Slip(one[0], pair.right)
    return tuple(found.values())


def mended(text: str, slip: Slip) -> str:
    """The text with a wrong word put right wherever it is wrong."""
    pair = _pairs()[slip.found]
    behind = f"(?<![{re.escape(pair.not_behind)}])" if pair.not_behind else ""
    before = f"(?![{re.escape(pair.not_before)}])" if pair.not_before else ""
    return re.sub(f"{behind}{re.escape(slip.found)}{before}", slip.due, text)


@lru_cache(16_384)
def document_numbers(text: str) -> tuple[Slip, ...]:
    """Document numbers whose year does not stand in 〔〕: 示医保[2021]3号."""
    if "号" not in text:
        return ()
    found = (Slip(text[one.start("code") : one.end()], f"{one['code']}〔{one['year']}〕{one['no'].removeprefix('第')}")
             for one in _DOCUMENT.finditer(text))  # fmt: skip
    return tuple(dict.fromkeys(found))


@lru_cache(1024)
def guidance(text: str) -> tuple[str, ...]:
    """The sentences of a form's guidance that are long enough to be known again."""
    return tuple(one for one in map(str.strip, _SENTENCE.findall(text)) if len(one) >= _SHORTEST_PROMPT)


def prompts(text: str) -> tuple[str, ...]:
    """Words of a template that wait to be replaced: （可用表格形式反映）, XX万元, each once."""
    if not has_one_of(text, _HINTS):
        return ()
    return tuple(dict.fromkeys(found[0] for found in _PROMPT.finditer(text)))
