"""Rules about lists inside texts: as many items as stated, numbered without a gap and in one style."""

from __future__ import annotations

from collections.abc import Iterator

from core.proof.counted import counted, projects
from core.proof.numbering import Fault, faults, renumbered
from core.rules.finding import BOTH, Case, Fix, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, place_of, rewritten


def projects_are_as_many_as_stated(case: Case) -> Iterator[Said]:
    """共执行项目21个 is the number of projects of the year (check 20)."""
    there = len(case.values.members)
    for passage in passages(case) if there else ():
        for words, stated in projects(passage[3]):
            if stated != there:
                yield Said(
                    f"{heading(case, passage)}里写“{words}”，账套里这一年有 {there} 个项目，"
                    f"{'多' if stated > there else '少'} {abs(stated - there)} 个。",
                    (place_of(case, passage),),
                    (
                        Side("正文", f"{stated} 个"),
                        Side("账套", f"{there} 个"),
                        Side("相差", f"{abs(stated - there)} 个"),
                    ),
                    (_live_count(case, passage, words, stated),),
                    detail=words,
                )


def _live_count(case: Case, passage: Passage, words: str, stated: int) -> Fix:
    """The number of projects as a live figure."""
    new = words.replace(str(stated), "{projects.count}")
    there = len(case.values.members)
    return rewritten(case, passage, f"改为 {there} 个", passage[3].replace(words, new, 1))


def as_many_items_as_stated(case: Case) -> Iterator[Said]:
    """做了3项工作 is followed by three items (check 20)."""
    for passage in passages(case):
        for found in counted(passage[3]):
            if not found.agrees:
                listed = found.fewest if found.stated < found.fewest else found.most
                yield Said(
                    f"{heading(case, passage)}里说“{found.written}”，列出的是 {listed} 项，"
                    f"{'多' if listed > found.stated else '少'} {abs(listed - found.stated)} 项。",
                    (place_of(case, passage),),
                    (Side("正文", f"{found.stated} 项"), Side("列出", f"{listed} 项")),
                    detail=found.written,
                )


def numbers_of_a_list_follow_each_other(case: Case) -> Iterator[Said]:
    """1、2、4: an item was lost, or the numbers were not brought up to date (check 20)."""
    for passage, fault in _faults(case, mixed=False):
        one, next_one = fault.before, fault.found
        what = "重复了" if one.number == next_one.number else "跳号了"
        yield _misnumbered(case, passage, fault, f"“{one.shown()}”后面是“{next_one.shown()}”，编号{what}。")


def a_list_is_numbered_in_one_style(case: Case) -> Iterator[Said]:
    """（一）…（2）…: the list changes its style (check 56)."""
    for passage, fault in _faults(case, mixed=True):
        one, next_one = fault.before, fault.found
        said = f"“{one.shown()}”后面是“{next_one.shown()}”，两种编号混用，应为“{one.shown(number=next_one.number)}”。"
        yield _misnumbered(case, passage, fault, said)


def _faults(case: Case, mixed: bool) -> Iterator[tuple[Passage, Fault]]:
    return ((p, fault) for p in passages(case) for fault in faults(p[3]) if fault.mixed == mixed)


def _misnumbered(case: Case, passage: Passage, fault: Fault, said: str) -> Said:
    due = fault.before.shown(number=fault.before.number + 1)
    return Said(
        f"{heading(case, passage)}里{said}",
        (place_of(case, passage),),
        (Side("正文", fault.found.shown()), Side("应为", due)),
        (rewritten(case, passage, "按顺序重新编号", renumbered(passage[3], fault)),),
        detail=f"{fault.found.style} {fault.found.start}",
    )


RULES = (
    Rule(
        "project-count",
        20,
        "正文写的项目个数与账套一致",
        Level.WARNING,
        "正文",
        "“共执行项目若干个”应是账套里这一年的项目个数。",
        projects_are_as_many_as_stated,
        of=("unit",),
        example="正文写“全年共执行项目21个”，账套里有 20 个；漏了一个，或者个数没有改。",
    ),
    Rule(
        "item-count",
        20,
        "说几项就列几项",
        Level.WARNING,
        "正文",
        "文中写明的项数与随后列出的项数一致。",
        as_many_items_as_stated,
        of=BOTH,
        example="写“做了3项工作：”，下面只列到“2.”；应补上第三项，或改为 2 项。",
    ),
    Rule(
        "list-numbers",
        20,
        "编号连续",
        Level.WARNING,
        "正文",
        "一个列表的编号从头到尾连续，不跳号、不重号。",
        numbers_of_a_list_follow_each_other,
        of=BOTH,
        example="编号是 1、2、4；中间漏了 3，可能少了一项。",
    ),
    Rule(
        "list-style",
        56,
        "一个列表用一种编号",
        Level.HINT,
        "正文",
        "同一个列表不混用几种编号，如“（一）”后面是“（2）”。",
        a_list_is_numbered_in_one_style,
        of=BOTH,
        example="“（一）……（2）……”混用两种编号；应为“（一）……（二）……”。",
    ),
)
