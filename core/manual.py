"""The manual that lies beside the program: its chapters, their headings, and where some words stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.paths import RESOURCES

FOLDER = RESOURCES.parent / "docs" / "manual"
CONTENTS = "README.md"
SCREENS = "02-screens.md"
SHORTCUTS = "快捷键"
_HEADING = re.compile(r"(#{1,3}) (.+)")
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[`*]|^\|?[-|]+\|$|^[|>#-]+ ?", re.MULTILINE)
_AROUND = 14  # characters shown before the words


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; ``level`` 1 is the chapter itself."""

    file: str
    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds the words, and the line around them."""

    section: Section
    line: str


@cache
def sections() -> tuple[Section, ...]:
    """The whole manual, chapter by chapter; nothing where it was not installed."""
    if not FOLDER.is_dir():
        return ()
    names = sorted(path.name for path in FOLDER.glob("*.md") if path.name != CONTENTS)
    return tuple(section for name in names for section in _sections_of(name))


def _sections_of(name: str) -> Iterator[Section]:
    heading, level, lines = "", 1, list[str]()
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if found := _HEADING.fullmatch(line):
            if heading:
                yield Section(name, heading, level, plain("\n".join(lines)))
            heading, level, lines = found[2], len(found[1]), []
        else:
            lines.append(line)
    if heading:
        yield Section(name, heading, level, plain("\n".join(lines)))


def plain(text: str) -> str:
    """Text without the marks of Markdown."""
    return _MARKS.sub(lambda found: found[1] or "", text).replace("|", " ")


def find(words: str) -> tuple[Hit, ...]:
    """The sections that hold all of some words, those with them in the heading first."""
    wanted = words.lower().split()
    found = []
    for section in sections():
        whole = f"{section.heading}\n{section.text}".lower()
        if wanted and all(word in whole for word in wanted):
            found.append(Hit(section, _line(section, wanted[0])))
    return tuple(sorted(found, key=lambda hit: wanted[0] not in hit.section.heading.lower()))


def _line(section: Section, word: str) -> str:
    line = next((line for line in section.text.splitlines() if word in line.lower()), section.text.strip())
    at = max(0, line.lower().find(word) - _AROUND)
    return ("…" if at else "") + line[at:].strip()
