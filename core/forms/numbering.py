"""The numbers of headings: a form names the pattern of each level, and they are written out once, when it is read.

Typed numbers survive every word processor; automatic ones come out differently in each.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from core.forms.model import Form, Topic

COUNTERS = ("一", "1")  # what stands for the number in a pattern: Chinese or Arabic
_DIGITS = "零一二三四五六七八九"


def numbered(form: Form) -> Form:
    """The form with the number of each heading written in front of it; every outline counts for itself."""
    counts: dict[tuple[str, str], Counter[int]] = {}
    topics = tuple(
        _numbered(form.numbering, topic, counts.setdefault((topic.of, topic.outline), Counter()))
        for topic in form.topics
    )
    return msgspec.structs.replace(form, topics=topics)


def written(pattern: str, number: int) -> str:
    """A number in its pattern: “（一）” and 12 give “（十二）”.

    :raises StopIteration: the pattern names no counter (:mod:`core.forms.checks` refuses such a form).
    """
    counter = next(sign for sign in COUNTERS if sign in pattern)
    return pattern.replace(counter, chinese(number) if counter == "一" else str(number), 1)


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese: 七, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    said = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return said + (_DIGITS[ones] if ones else "")


def is_counted(numbering: tuple[str, ...], topic: Topic) -> bool:
    """Whether a heading gets a number: one of the outline, of a level that has a pattern, not run in."""
    return topic.numbered and not topic.run_in and topic.page == "text" and 1 <= topic.level <= len(numbering)


def _numbered(numbering: tuple[str, ...], topic: Topic, counts: Counter[int]) -> Topic:
    if topic.page != "text" or topic.run_in:
        return topic
    for deeper in [level for level in counts if level > topic.level]:
        del counts[deeper]
    if not is_counted(numbering, topic):
        return topic
    counts[topic.level] += 1
    number = written(numbering[topic.level - 1], counts[topic.level])
    paper = f"{number}{topic.paper}" if topic.paper else ""
    return msgspec.structs.replace(topic, heading=f"{number}{topic.heading}", paper=paper)
