"""The pages of a SQLite file, read without SQLite: what is left of its tables when SQLite refuses the file.

Laid out in "Database File Format" of SQLite: 1.3 header, 1.5 freelist, 1.6 B-tree pages, 2.1 records, 4 log.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

HEADER = 100  # bytes in front of the first page's own
TABLE_INSIDE, TABLE_LEAF, INDEX_INSIDE, INDEX_LEAF = 5, 13, 2, 10
_USUAL_SIZE = 4096
_LONGEST_VALUE = 64 * 1024 * 1024
_NUMBER_SIZES = MappingProxyType({1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8})
_LOG_HEADER, _FRAME_HEADER = 32, 24

Value = int | str | bytes | float | None
Row = tuple[Value, ...]


class BadPage(ValueError):
    """A page or record that is none."""


@dataclass(slots=True)
class Pages:
    """The pages of a file by number from 1 on, those in its log in place of older ones."""

    size: int
    pages: dict[int, bytes] = field(default_factory=dict)

    def kind(self, number: int) -> int:
        """The kind of a B-tree page; 0 when it is missing or none."""
        page = self.pages.get(number, b"")
        at = HEADER if number == 1 else 0
        kind = page[at] if len(page) == self.size else 0
        return kind if kind in (TABLE_INSIDE, TABLE_LEAF, INDEX_INSIDE, INDEX_LEAF) else 0

    def children(self, number: int) -> list[int]:
        """The pages below an inner page."""
        page, at = self.pages[number], HEADER if number == 1 else 0
        below = [_whole(page, cell, 4) for cell in self._cells(number)]
        return [*below, _whole(page, at + 8, 4)]

    def records(self, number: int) -> int:
        """How many records a page says it holds; an inner page of a table holds none."""
        return 0 if self.kind(number) in (0, TABLE_INSIDE) else len(self._cells(number))

    def rows(self, number: int) -> Iterator[tuple[int, Row]]:
        """Number and values of each record of a page; a record that cannot be read is left out.

        Inner pages of a table hold none; records of an index have no number (0).
        """
        kind = self.kind(number)
        if kind in (0, TABLE_INSIDE):
            return
        for cell in self._cells(number):
            try:
                yield self._record(self.pages[number], cell + (4 if kind == INDEX_INSIDE else 0), kind == TABLE_LEAF)
            except (BadPage, IndexError, struct.error, OverflowError):
                continue

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as the list of them can be followed."""
        found: set[int] = set()
        trunk = _whole(self.pages.get(1, b"\0" * HEADER), 32, 4)
        while trunk in self.pages and trunk not in found:
            found.add(trunk)
            page = self.pages[trunk]
            count = min(_whole(page, 4, 4), self.size // 4 - 2)
            found |= {_whole(page, 8 + 4 * n, 4) for n in range(count)}
            trunk = _whole(page, 0, 4)
        return found

    def _cells(self, number: int) -> list[int]:
        page, at = self.pages[number], HEADER if number == 1 else 0
        start = at + (12 if self.kind(number) in (TABLE_INSIDE, INDEX_INSIDE) else 8)
        count = min(_whole(page, at + 3, 2), (self.size - start) // 2)
        return [_whole(page, start + 2 * n, 2) for n in range(count)]

    def _record(self, page: bytes, at: int, has_number: bool) -> tuple[int, Row]:
        length, at = _varint(page, at)
        number = 0
        if has_number:
            number, at = _varint(page, at)
        if not 0 < length <= _LONGEST_VALUE:
            raise BadPage(length)
        return number, _values(self._payload(page, at, length, has_number))

    def _payload(self, page: bytes, at: int, length: int, of_table: bool) -> bytes:
        """The bytes of a record, those on overflow pages included (section 1.6, "payload")."""
        most = self.size - 35 if of_table else (self.size - 12) * 64 // 255 - 23
        if length <= most:
            return page[at : at + length]
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        here = here if here <= most else least
        parts, missing = [page[at : at + here]], length - here
        following, seen = _whole(page, at + here, 4), set[int]()
        while missing > 0:
            if following not in self.pages or following in seen:
                raise BadPage(following)
            seen.add(following)
            more = self.pages[following]
            parts.append(more[4 : 4 + missing])
            missing -= self.size - 4
            following = _whole(more, 0, 4)
        return b"".join(parts)


def pages_of(content: bytes, log: bytes) -> Pages:
    """The pages of a file and of the log beside it; a broken header counts as one of ours."""
    size = _whole(content.ljust(HEADER, b"\0"), 16, 2)
    if size not in {512 << n for n in range(7)}:
        size = _USUAL_SIZE
    pages = Pages(size)
    for start in range(0, len(content) - size + 1, size):
        pages.pages[start // size + 1] = content[start : start + size]
    pages.pages.update(_committed(log, size))
    return pages


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """The pages of a log up to its last commit; what is left of an earlier use of the file has another salt."""
    found: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    step = _FRAME_HEADER + size
    for start in range(_LOG_HEADER, len(log) - step + 1, step):
        if log[start + 8 : start + 16] != log[16:24]:
            break
        pending[_whole(log, start, 4)] = log[start + _FRAME_HEADER : start + step]
        if _whole(log, start + 4, 4):
            found |= pending
            pending = {}
    return found


def _values(payload: bytes) -> Row:
    """The values of a record (section 2.1)."""
    length, at = _varint(payload, 0)
    kinds = []
    while at < min(length, len(payload)):
        kind, at = _varint(payload, at)
        kinds.append(kind)
    at, values = length, list[Value]()
    for kind in kinds:
        size = _size(kind)
        if at + size > len(payload):
            raise BadPage(kind)
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _NUMBER_SIZES.get(kind, 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind >= 12:
        return raw.decode("utf-8", "replace") if kind % 2 else raw
    if kind == 7:
        (number,) = struct.unpack(">d", raw)
        return float(number)
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(raw, "big", signed=True) if raw else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes and where it ends (section 1.6)."""
    number = 0
    for place in range(8):
        byte = data[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    number = number << 8 | data[at + 8]
    return number - (1 << 64) if number >> 63 else number, at + 9


def _whole(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")
