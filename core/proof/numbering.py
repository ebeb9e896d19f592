"""The numbers of a list inside a text: 1、2、4; （一）（2）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_CHINESE = "一二三四五六七八九十"
_WORDS = rf"[{_CHINESE}]{{1,3}}"
_PLACE = r"(?:^|(?<=[\n。;；:：]))[ \u3000\t]*"
_MARKERS = tuple(
    (style, re.compile(_PLACE + pattern, re.MULTILINE))
    for style, pattern in (
        ("1、", r"(?P<n>\d{1,2})、(?!\d)"),
        ("1.", r"(?P<n>\d{1,2})[.．](?![\d\s]*\d)"),
        ("（1）", r"[（(](?P<n>\d{1,2})[）)]"),
        ("1）", r"(?P<n>\d{1,2})[）)]"),
        ("一、", rf"(?P<n>{_WORDS})、"),
        ("（一）", rf"[（(](?P<n>{_WORDS})[）)]"),
        ("第一，", rf"第(?P<n>{_WORDS})[,，、](?![{_CHINESE}])"),
    )
)
_ONE_IS = re.compile(rf"(?:^|(?<=[\n。;；:：,，]))\s*(?P<n>[{_CHINESE}])是", re.MULTILINE)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLE = re.compile(rf"(?P<n>[{_CIRCLED}])")
_ANY = re.compile(rf"[\d{_CHINESE}{_CIRCLED}](?:[、.．）)是，,]|(?<=[{_CIRCLED}]))")  # one set first: quicker to find


@dataclass(frozen=True, slots=True)
class Marker:
    """The number of a list item: its style by the first of its kind (1、 （一） 一是 ①), and where it stands."""

    style: str
    number: int
    start: int
    end: int

    def shown(self, style: str = "", number: int = 0) -> str:
        """The marker as it is written, in its own style or another, with its own number or another."""
        style, number = style or self.style, number or self.number
        if style == "①":
            return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"
        return re.sub("[1一]", in_chinese(number) if "一" in style else str(number), style, count=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that does not follow the one before: ``mixed`` says that it does, but in another style."""

    before: Marker
    found: Marker
    mixed: bool


def in_chinese(number: int) -> str:
    """A number up to 99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens - 1]}十"
    return head + (_CHINESE[ones - 1] if ones else "")


def from_chinese(word: str) -> int:
    """The number a word of 一 … 九十九 stands for; 0 for what is none."""
    if word.isdecimal():
        return int(word)
    head, ten, ones = word.rpartition("十")
    if "十" in head:
        return 0
    tens = (_CHINESE.find(head) + 1 if head else 1) if ten else 0
    return tens * 10 + (_CHINESE.find(ones) + 1 if ones else 0) if len(head) < 2 and len(ones) < 2 else 0


@lru_cache(16_384)
def markers(text: str) -> tuple[Marker, ...]:
    """The numbers of list items in a text, in order."""
    if not _ANY.search(text):
        return ()
    return tuple(sorted(_markers(text), key=lambda one: one.start))


def _markers(text: str) -> Iterator[Marker]:
    for style, pattern in _MARKERS:
        for found in pattern.finditer(text):
            yield _marker(style, found, from_chinese(found["n"]))
    for found in _ONE_IS.finditer(text):
        yield _marker("一是", found, from_chinese(found["n"]))
    for found in _CIRCLE.finditer(text):
        yield _marker("①", found, _CIRCLED.index(found["n"]) + 1)


def _marker(style: str, found: re.Match[str], number: int) -> Marker:
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Marker(style, number, start, found.end())


@lru_cache(16_384)
def faults(text: str) -> tuple[Fault, ...]:
    """The numbers that do not follow the one before them; a list may begin anew at 1, and hold another inside."""
    last: dict[str, Marker] = {}
    told: list[Fault] = []
    for one in markers(text):
        before = last.pop(one.style, None)
        other = _continued(last, one) if before is None and one.number > 1 else None
        if other is not None:
            told.append(Fault(other, one, mixed=True))
            last[other.style] = replace(one, style=other.style)
        elif before is not None and _breaks(before, one):
            told.append(Fault(before, one, mixed=False))
        last[one.style] = one  # the style used last stands last
    return tuple(told)


def _breaks(before: Marker, found: Marker) -> bool:
    """Whether a number is left out or given twice; one that goes back belongs to another list."""
    twice = found.number == before.number != 1 and found.style != "①"  # ② may be a reference
    return twice or found.number > before.number + 1


def _continued(last: dict[str, Marker], found: Marker) -> Marker | None:
    """The last item of another style that this one goes on from."""
    return next((one for one in reversed(last.values()) if one.number == found.number - 1), None)


def renumbered(text: str, fault: Fault) -> str:
    """The text with the faulty number and those of its list behind it brought in order, in the style before."""
    number, at = fault.before.number, 0
    pieces: list[str] = []
    for one in markers(text):
        if one.start < fault.found.start or one.style != fault.found.style:
            continue
        if one.number == 1:
            break
        number += 1
        pieces += [text[at : one.start], one.shown(fault.before.style, number)]
        at = one.end
    return "".join(pieces) + text[at:]
