"""A book on the disk: read whole, written edit by edit, with its history and export log.

The file is SQLite in WAL mode with ``synchronous=FULL``, one transaction per edit, and stays locked while it is open:
whoever had it open as well would overwrite what the other typed.  A book opened for reading only is copied into
memory, so that nothing is written beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from core.edits import Edit
from core.encoding import Statement, edit_as_json, edit_from_json, read_book, statements, whole_book
from core.history import Step
from core.migrations import VERSION, upgrade
from core.model import UNIT_ROW, Book
from core.store import file
from core.store.told import DAMAGED, told
from core.trouble import BookTrouble, DamagedBook

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT_STEPS = 5000  # how far undo reaches back


@dataclass(frozen=True, slots=True)
class Export:
    """One line of the export log: which file, with what fingerprint, and what was still open when it was written.

    ``pending`` counts the values marked 待核, ``rules`` the fingerprint of the rule set (:mod:`core.office.rule_set`).
    """

    at: str  # 2026-11-22T14:03:01
    file: str
    sha256: str
    form: str
    project: int = UNIT_ROW  # UNIT_ROW: over all projects
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    pending: int = 0
    rules: str = ""


class Store:
    """One book's file, open.  ``undo_name`` and ``redo_name`` name the steps at hand, None where there is none."""

    def __init__(self, path: Path, connection: sqlite3.Connection, read_only: bool) -> None:
        """Use :meth:`open`."""
        self.path = path
        self.connection = connection
        """The connection, for a backup."""
        self.read_only = read_only
        self.undo_name: str | None = None
        self.redo_name: str | None = None
        self._file = file.identity(path)
        self._holds_file = not read_only

    @classmethod
    def create(cls, path: Path, book: Book) -> None:
        """Write a new file with ``book`` in it; it appears under its name only when it is whole.

        BookTrouble when the name is taken or the folder cannot be written.
        """
        from sqlite_utils import Database

        file.must_be_short(path)
        with told(path, "没有建成账套："):
            if path.exists():
                raise BookTrouble(f"“{path.name}”已经存在；请换一个名称，或者直接打开它。")
        unfinished = path.with_name(f"{path.name}.new")
        try:
            with told(path, "没有建成账套："):
                path.parent.mkdir(parents=True, exist_ok=True)
                unfinished.unlink(missing_ok=True)
                unfinished.touch()
                with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                    _fill(Database(connection, recursive_triggers=False, execute_plugins=False), book)
                unfinished.rename(path)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        before_upgrade: Callable[[sqlite3.Connection], object] = lambda connection: None,
    ) -> Store:
        """Open a book; ``before_upgrade`` is called when it is of an older version and about to be brought up to date.

        BookTrouble as of :func:`core.store.file.examine`, and when the file is locked by another program;
        UnwritableBook when it can only be opened for reading.
        """
        path = path.absolute()
        version = file.examine(path)
        if not read_only:
            file.must_be_writable(path)
        with told(path):
            store = cls(path, file.in_memory(path) if read_only else file.locked(path), read_only)
        try:
            store._bring_up_to_date(version, before_upgrade)
        except BaseException:
            store.close()
            raise
        return store

    @cached_property
    def _db(self) -> Database:
        """What writes; reading does without it, so that a book is there before it is loaded."""
        from sqlite_utils import Database

        return Database(self.connection, recursive_triggers=False, execute_plugins=False)

    def get_ready(self) -> None:
        """Load what the first step needs, while nobody waits for it."""
        if not self.read_only:
            self._db  # noqa: B018  # made by being asked for

    def close(self) -> None:
        """Close the file.  A second time does nothing."""
        if self._holds_file:
            self._holds_file = False
            file.release(self.connection, self._file)
        else:
            self.connection.close()

    def renew(self) -> None:
        """Say to other machines that the book is still open here.  BookTrouble when one of them has taken it over."""
        if self._holds_file:
            file.renew(self._file)

    def load(self) -> Book:
        """Everything in the file.  BookTrouble when a row cannot be read or belongs to no project."""
        try:
            with told(self.path):
                return read_book(lambda sql: self.connection.execute(sql).fetchall())
        except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
            raise DamagedBook(f"账套“{self.path.name}”里有读不懂的内容，没有改动它；请从备份中恢复。") from error

    def meta(self, key: str) -> str:
        """A value of the table meta; blank when there is none."""
        found = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def become(self, backup: Path) -> None:
        """Take over everything in another book, history included.  BookTrouble when it is no sound book."""
        version = file.examine(backup)
        revision = int(self.meta("revision"))
        self._must_be_where_it_was("没有恢复：")
        with told(self.path, "没有恢复："):
            with file.frozen(backup) as source:
                source.backup(self.connection)
            self._bring_up_to_date(version, lambda connection: None)
            newer = str(max(revision, int(self.meta("revision"))) + 1)  # no state has the number of another
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (newer,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a log must not speak of another book than its file

    # ---- the history

    def add(self, edit: Edit, name: str, next_id: int) -> int:
        """Carry an edit out and add it to the history in place of what was undone; returns the number of the step."""
        with self._transaction(statements(edit), next_id) as db:
            db.execute("DELETE FROM change WHERE done = 0")
            written = db.execute(
                "INSERT INTO change (name, edit, done, at) VALUES (?, ?, 1, ?)", (name, edit_as_json(edit), _now())
            )
            step = int(written.lastrowid or 0)
            db.execute("DELETE FROM change WHERE id <= ?", (step - KEPT_STEPS,))
        return step

    def extend(self, step: int, edit: Edit, whole: Edit | None, next_id: int) -> None:
        """Carry an edit out as part of the newest step, which is ``whole`` from now on, or gone when that is None."""
        with self._transaction(statements(edit), next_id) as db:
            if whole is None:
                db.execute("DELETE FROM change WHERE id = ?", (step,))
            else:
                db.execute("UPDATE change SET edit = ? WHERE id = ?", (edit_as_json(whole), step))

    def turn(self, turned: Iterable[int], edit: Edit, done: bool, next_id: int) -> None:
        """Carry out ``edit``, which undoes or redoes some steps, and mark them so: all of it or nothing."""
        with self._transaction(statements(edit), next_id) as db:
            for step in turned:
                db.execute("UPDATE change SET done = ? WHERE id = ?", (int(done), step))

    def step_to_undo(self) -> Step | None:
        """The newest step that is done."""
        return self._step("done = 1 ORDER BY id DESC")

    def step_to_redo(self) -> Step | None:
        """The oldest step that was undone."""
        return self._step("done = 0 ORDER BY id")

    def steps(self) -> tuple[Step, ...]:
        """The steps that are remembered, newest first; behind one whose record nobody can read none can be turned."""
        with told(self.path):
            found = self.connection.execute("SELECT id, name, at, done, edit FROM change ORDER BY id DESC").fetchall()
        read: list[Step] = []
        for number, name, at, done, edit in found:
            try:
                read.append(Step(number, name, at, bool(done), edit_from_json(edit)))
            except ValueError:
                break
        return tuple(read)

    # ---- the export log

    def log_export(self, entry: Export) -> None:
        """Add a line to the export log."""
        names = [f.name for f in fields(Export)]
        insert = f"INSERT INTO export_log ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        with self._transaction(((insert, astuple(entry)),)):
            pass

    def exports(self) -> tuple[Export, ...]:
        """The export log, newest first."""
        names = ", ".join(f.name for f in fields(Export))
        with told(self.path):
            found = self.connection.execute(f"SELECT {names} FROM export_log ORDER BY id DESC").fetchall()
        return tuple(Export(*row) for row in found)

    # ---- inside

    @contextmanager
    def _transaction(self, what: Iterable[Statement], next_id: int | None = None) -> Iterator[Database]:
        """Carry statements out, then the body, then the counters: all of it on the disk or nothing."""
        before = "这一步没有保存："
        name = self.path.name
        if self.read_only:
            raise BookTrouble(f"{before}账套“{name}”是以只读方式打开的；要修改，请把它复制到可以写入的文件夹再打开。")
        self._must_be_where_it_was(before)
        try:
            with told(self.path, before), self._db.atomic():
                for sql, values in what:
                    self._db.execute(sql, values)
                yield self._db
                self._count(next_id)
                names = self._names()
        except UnicodeEncodeError as error:
            raise BookTrouble(f"{before}文字里有半个字符，无法保存；请删去它再试。") from error
        self.undo_name, self.redo_name = names

    def _must_be_where_it_was(self, before: str) -> None:
        """A deleted or exchanged file would take what is written with it, and SQLite would not say so."""
        with suppress(OSError):
            if file.identity(self.path) == self._file:
                file.renew(self._file)
                return
        raise BookTrouble(f"{before}账套“{self.path}”已被移动、删除或替换；请把文件放回原处再试。")

    def _count(self, next_id: int | None) -> None:
        self._db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'")
        if next_id is not None:
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'next_id'", (str(next_id),))

    def _names(self) -> tuple[str | None, str | None]:
        undo = self.connection.execute("SELECT name FROM change WHERE done = 1 ORDER BY id DESC LIMIT 1").fetchone()
        redo = self.connection.execute("SELECT name FROM change WHERE done = 0 ORDER BY id LIMIT 1").fetchone()
        return undo and undo[0], redo and redo[0]

    def _step(self, which: str) -> Step | None:
        with told(self.path):
            found = self._db.execute(f"SELECT id, name, at, done, edit FROM change WHERE {which} LIMIT 1").fetchone()
        if found is None:
            return None
        try:
            return Step(found[0], found[1], found[2], bool(found[3]), edit_from_json(found[4]))
        except ValueError as error:
            raise BookTrouble(f"“{found[1]}”这一步的记录读不懂，不能撤销或重做；账套的内容没有受影响。") from error

    def _bring_up_to_date(self, version: int, before_upgrade: Callable[[sqlite3.Connection], object]) -> None:
        if version < VERSION:
            if not self.read_only:
                before_upgrade(self.connection)
            with told(self.path, "升级账套没有成功，账套保持原样："):
                upgrade(self._db)
        try:
            with told(self.path):
                self.connection.execute("PRAGMA foreign_keys = ON")
                self.undo_name, self.redo_name = self._names()
        except (sqlite3.Error, ValueError) as error:
            raise DamagedBook(DAMAGED.format(name=self.path.name)) from error


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _fill(db: Database, book: Book) -> None:
    upgrade(db)
    with db.atomic():
        for sql, values in whole_book(book):
            db.execute(sql, values)
        counters = {"book": uuid4().hex, "next_id": str(book.next_id)}
        for key, value in counters.items():
            db.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    db.execute("PRAGMA journal_mode = WAL")
