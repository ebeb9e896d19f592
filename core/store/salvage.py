"""What can still be read of a damaged book, brought into a new one; the damaged file is not touched.

The pages are read without SQLite (:mod:`core.store.pages`): a table is followed from where it begins; a page that
nothing leads to any more is given to the table into which its rows fit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from core.accounts.lines import GRID_LINES
from core.encoding import COLUMNS
from core.migrations import STEPS, VERSION, upgrade
from core.model import GOAL_PERIODS, GRIDS, MARK_KINDS, NUMBER_FIELDS, ROW_TYPES, Book
from core.store.file import LARGEST_BOOK, log_of, must_be_short
from core.store.pages import INDEX_INSIDE, INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Pages, Row, pages_of
from core.store.store import Store
from core.store.told import DAMAGED, told
from core.trouble import BookTrouble, DamagedBook

_NAMES = MappingProxyType(
    {
        "unit": "单位信息",
        "project": "项目",
        "fund": "资金",
        "account": "部门决算",
        "function": "支出功能分类",
        "economic": "支出经济分类",
        "goal": "绩效目标",
        "indicator": "绩效指标",
        "answer": "正文",
        "score_item": "评分项",
        "evidence": "佐证材料",
        "reason": "说明",
        "mark": "标记",
    }
)

_META = ("key", "value")
_META_KEYS = ("format", "book", "next_id", "revision", "schema_version")
_WITHOUT_NUMBER = frozenset({*GRIDS, "answer", "meta"})  # tables that SQLite keeps as an index
_TABLES = MappingProxyType(  # how many values a record has
    {table: len(COLUMNS[table]) + (table == "unit") for table in _NAMES} | {"meta": len(_META)}
)

# Which value of a record of a table is one of a few words.
_TELLING: Mapping[str, tuple[int, Collection[object]]] = MappingProxyType(
    {
        "goal": (3, GOAL_PERIODS),
        "mark": (3, MARK_KINDS),
        "meta": (0, _META_KEYS),
        **{table: (1, lines) for table, lines in GRID_LINES.items()},
    }
)

_LINES = frozenset(("table", table) for table in (*_TABLES, "change", "export_log", "_sqlite_migrations"))

Found = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The new book, how many rows of each table are in it, and the tables of which something could not be read."""

    path: Path
    rows: Mapping[str, int]
    broken: tuple[str, ...]
    nameless: int  # projects of which rows were found, but not their own

    def sentence(self) -> str:
        """What came of it, for the clerk."""
        parts = "，".join(f"{_NAMES[table]} {count} 行" for table, count in self.rows.items() if count)
        lost = "、".join(_NAMES[table] for table in self.broken)
        told = f"；{lost}里有一部分读不出来，请对照打印件核对" if lost else ""
        named = f"；{self.nameless} 个项目的名称和年度没有读出来，请补填" if self.nameless else ""
        return f"抢救出{parts}{told}{named}。撤销记录没有带过来，损坏的文件原样留着。"


def salvage(damaged: Path, target: Path, like: Path | None = None) -> Salvaged:
    """Write everything that can be read of a damaged book to ``target``, a new file.

    ``like`` is a sound backup of the book, whose first page stands in for a lost one.  BookTrouble when nothing can be
    read, the name is taken or the disk refuses.
    """
    if target.exists():
        raise BookTrouble(f"没有抢救：“{target.name}”已经存在，没有改动它；请换一个名称。")
    must_be_short(target)
    with told(damaged):
        if damaged.stat().st_size > LARGEST_BOOK:
            raise BookTrouble(f"“{damaged.name}”太大，不像绩评本的账套，没有抢救；请换一个文件。")
        log = log_of(damaged)
        pages = pages_of(damaged.read_bytes(), log.read_bytes() if log.is_file() else b"")
    found, broken = _read(pages, like)
    if not any(found.get(table) for table in COLUMNS if table != "unit"):
        raise DamagedBook(f"{DAMAGED.format(name=damaged.name)}里面没有能读出来的内容。")
    return _written(found, broken, target)


# ---- reading


def _read(pages: Pages, like: Path | None) -> tuple[Found, tuple[str, ...]]:
    """The rows of every table, and the tables of which some cannot be reached or read."""
    roots = _roots(pages)
    for model in () if _names_all(pages) else _models(_version(pages), like):
        roots = _roots(model) | roots  # what is said before stands
    claimed = {table: _below(pages, roots[table], table) for table in _TABLES if table in roots}
    found: Found = {}
    broken: list[str] = []
    for table, (numbers, whole) in claimed.items():
        rows = [row for number in numbers for row in pages.rows(number)]
        found[table] = [fit for fit in (_fitted(table, row) for row in rows) if fit is not None]
        if not whole or len(found[table]) < len(rows):
            broken.append(table)
    taken = pages.free().union(*(numbers for numbers, _ in claimed.values()))
    for number in pages.pages.keys() - taken if broken else ():
        _adopt(pages, number, broken, found)
    return found, tuple(table for table in broken if table in _NAMES)


def _names_all(pages: Pages) -> bool:
    """Whether every line of sqlite_schema is left: a table it does not name was never in the book, an older one."""
    numbers, whole = _below(pages, 1, "unit")
    lines = [row for number in numbers for _, row in pages.rows(number)]
    known = all(len(line) == 5 and (line[0] == "index" or line[:2] in _LINES) for line in lines)
    return whole and bool(lines) and known and len(lines) == sum(map(pages.records, numbers))


def _version(pages: Pages) -> int:
    """Of which version the book is, by its table meta; the newest where that is lost."""
    marks = (row for number in pages.pages if pages.kind(number) == INDEX_LEAF for _, row in pages.rows(number))
    version = next((_number(row[1]) for row in marks if len(row) == 2 and row[0] == "schema_version"), VERSION)
    return version if 0 < version <= VERSION else VERSION


def _models(version: int, like: Path | None) -> Iterator[Pages]:
    """Sound books built alike, for a damaged one that does not say where its tables begin; the likeliest first.

    A backup holds the tables where the book has them.  What a book of the version never had is missed in none of them.
    """
    from sqlite_utils import Database

    if like is not None and like.is_file():
        yield pages_of(like.read_bytes(), b"")
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh"
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            upgrade(Database(connection, recursive_triggers=False, execute_plugins=False), STEPS[:version])
        yield pages_of(fresh.read_bytes(), b"")


def _roots(pages: Pages) -> dict[str, int]:
    """Where each table begins, as far as its line in sqlite_schema (type, name, table, root, sql) is left."""
    found = {}
    for number in pages.pages:
        if pages.kind(number) == TABLE_LEAF:
            for _, row in pages.rows(number):
                if len(row) == 5 and row[0] == "table" and row[1] in _TABLES and isinstance(row[3], int):
                    found[str(row[1])] = row[3]
    return found


def _below(pages: Pages, root: int, table: str) -> tuple[set[int], bool]:
    """The pages of a table, and whether none of them is missing."""
    inside, leaf = (INDEX_INSIDE, INDEX_LEAF) if table in _WITHOUT_NUMBER else (TABLE_INSIDE, TABLE_LEAF)
    found, to_do, whole = set[int](), [root], True
    while to_do:
        number = to_do.pop()
        if number in found or pages.kind(number) not in (inside, leaf):
            whole = False
            continue
        found.add(number)
        if pages.kind(number) == inside:
            to_do += pages.children(number)
    return found, whole


def _adopt(pages: Pages, number: int, broken: Iterable[str], found: Found) -> None:
    """Give the rows of a page that no table leads to any more to a broken table into which all of them fit."""
    leaf = pages.kind(number)
    rows = list(pages.rows(number))
    for table in broken:
        right_kind = leaf in ((INDEX_LEAF, INDEX_INSIDE) if table in _WITHOUT_NUMBER else (TABLE_LEAF,))
        fitted = [_fitted(table, row) for row in rows if len(row[1]) == _TABLES[table]]
        if right_kind and fitted and len(fitted) == len(rows) and all(fit and _likely(table, fit) for fit in fitted):
            there = {_key(table, row) for row in found[table]}
            found[table] += [fit for fit in fitted if fit and _key(table, fit) not in there]
            return


def _fitted(table: str, row: tuple[int, Row]) -> tuple[Any, ...] | None:
    """A record as a row of :data:`~core.encoding.COLUMNS`; None when a value is not of the kind of its column."""
    number, values = row
    columns = COLUMNS.get(table, _META)
    if table == "unit":
        values = values[1:]
    elif table not in _WITHOUT_NUMBER:
        values = (number, *values[1:])
    full = (*values, *[""] * (len(columns) - len(values)))[: len(columns)]  # added columns are not stored at first
    if table in GRIDS and not _likely(table, full):
        return None  # of another table: the book is older than this one, and its pages were used otherwise
    return full if all(_is_kind(name, value) for name, value in zip(columns, full, strict=True)) else None


def _is_kind(name: str, value: object) -> bool:
    if name in NUMBER_FIELDS:
        return isinstance(value, int) and abs(value) < 1 << 53
    return isinstance(value, str)


def _likely(table: str, row: tuple[Any, ...]) -> bool:
    """Tells tables of the same shape apart by what only one of them holds."""
    if table not in _TELLING:
        return True
    at, known = _TELLING[table]
    return row[at] in known


def _key(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[: 2 if table in (*GRIDS, "answer") else 1]


# ---- writing


def _written(found: Found, broken: tuple[str, ...], target: Path) -> Salvaged:
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        Store.create(unfinished, Book())
        with told(target, "没有抢救："):
            with closing(sqlite3.connect(unfinished)) as connection, connection:
                nameless = _fill(connection, found)
                rows = {table: _count(connection, table) for table in _NAMES}
            with closing(Store.open(unfinished, read_only=True)) as store:
                store.load()
            unfinished.rename(target)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return Salvaged(target, MappingProxyType(rows), broken, nameless)


def _fill(connection: sqlite3.Connection, found: Found) -> int:
    """Put the rows into an empty book; returns for how many projects a row of their own had to be made."""
    for table in _NAMES:
        columns = COLUMNS[table]
        if table == "unit":
            for row in found.get(table, ())[:1]:
                connection.execute(f"UPDATE unit SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = 1", row)
            continue
        insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        connection.executemany(insert, (row for row in found.get(table, ()) if _has_number(table, row)))
    nameless = _give_projects(connection)
    _keep_marks(connection, dict(found.get("meta", ())))
    return nameless


def _has_number(table: str, row: tuple[Any, ...]) -> bool:
    """Whether the numbers of a row are such as a book gives: from 1 on, of an answer's project from 0 on."""
    return all(
        value > 0 or (table == "answer" and value == 0)
        for name, value in zip(COLUMNS[table], row, strict=True)
        if name in ("id", "project")
    )


def _give_projects(connection: sqlite3.Connection) -> int:
    """Make a project for rows whose own was lost, in the newest year there is."""
    union = " UNION ".join(f"SELECT project FROM {table}" for table in (*GRIDS, "answer", *ROW_TYPES))
    lost = connection.execute(
        f"SELECT project FROM ({union}) WHERE project > 0 EXCEPT SELECT id FROM project"
    ).fetchall()
    (newest,) = connection.execute("SELECT max(year) FROM project").fetchone()
    for number, (project,) in enumerate(lost, start=1):
        values = (project, newest or datetime.now().year - 1, project, f"抢救出的项目 {number}")
        connection.execute("INSERT INTO project (id, year, position, name) VALUES (?, ?, ?, ?)", values)
    return len(lost)


def _keep_marks(connection: sqlite3.Connection, meta: Mapping[Any, Any]) -> None:
    """Stay the same book for its backups, one state further; numbers go on behind the highest."""
    numbers = " UNION ".join(f"SELECT max(id) FROM {table}" for table in ("project", *ROW_TYPES))
    highest = max((row[0] or 0 for row in connection.execute(numbers)), default=0)
    own = {
        "next_id": str(max(highest + 1, _number(meta.get("next_id")))),
        "revision": str(_number(meta.get("revision")) + 1),
    }
    if isinstance(meta.get("book"), str) and meta["book"]:
        own["book"] = meta["book"]
    connection.executemany("UPDATE meta SET value = ? WHERE key = ?", [(value, key) for key, value in own.items()])


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16 else 0


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)
