"""The file a book lies in: looked at before it is touched, and locked while it is open."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.keeping import sealed
from core.migrations import APPLICATION_ID, VERSION
from core.store import journal, lock
from core.store.told import BUSY, DAMAGED, TOO_LONG, told
from core.trouble import BookTrouble, DamagedBook, ForeignLog, OpenBook, UnwritableBook

EXTENSION = ".jpb"

_LOCK_WAIT = 1.0  # seconds; a virus scanner holds a file for less
_COPY_ATTEMPTS = 5
LARGEST_BOOK = 200 * 1024 * 1024  # bytes; 200 full projects with their whole history take about 20 MB
_LONGEST_TEXT = 64 * 1024 * 1024  # bytes of one value; what SQLite may make of a hostile file
_LONGEST_NAME = 255 - len(".part-journal")  # bytes, characters on Windows
_LONGEST_PATH = 500 if os.name != "nt" else 250  # bytes, characters on Windows, with room for ".part-journal"

# What this process has open, by device and number. POSIX drops all of a process's locks on a file as soon as one of
# its handles to it is closed, so a book that is open here must not even be looked at a second time.
_open_here: dict[tuple[int, int], lock.Note] = {}


def examine(path: Path) -> int:
    """Make sure that ``path`` is a sound book and return its version; nothing is written or left behind.

    BookTrouble when it is missing, a folder, empty, foreign, newer, damaged, open here already, or not readable.
    """
    _must_be_ours(path.name, _head(path))
    with told(path):
        if max(file.stat().st_size for file in (path, *leftovers(path))) > LARGEST_BOOK:
            raise BookTrouble(
                f"“{path.name}”超过 {LARGEST_BOOK >> 20} MB，不像绩评本的账套，没有打开它；请换一个文件。"
            )
    version = _sound_version(path)
    _must_be_known(path.name, version)
    return version


def _sound_version(path: Path) -> int:
    """The version of a sound book.  A file that is another or better book without its log has somebody else's log."""
    if not leftovers(path):
        with told(path), _alone(path) as connection:
            return _checked(connection, path.name).version
    alone = _state_alone(path)
    try:
        with told(path), frozen(path) as connection:
            both = _checked(connection, path.name)
    except DamagedBook:
        if alone is None:
            raise
    else:
        taken_back = journal_of(path) in leftovers(path)  # a journal takes the step at hand back, a log adds steps
        if alone is None or (both.book == alone.book and both.revision >= alone.revision - taken_back):
            return both.version
    names = "、".join(file.name for file in leftovers(path))
    raise ForeignLog(
        f"账套“{path.name}”旁边的日志（{names}）已经损坏，或者不是它的，没有改动它们；"
        "可以把日志放到一边再打开（最后几步可能不在里面），也可以从备份中恢复。"
    )


def _state_alone(path: Path) -> _State | None:
    """What a file is without anything that lies beside it; None when it is not sound alone."""
    try:
        with told(path), _alone(path) as connection:
            return _checked(connection, path.name)
    except BookTrouble:
        return None


@dataclass(frozen=True, slots=True)
class _State:
    """The version of a book, its own number, and how often it was changed."""

    version: int
    book: str
    revision: int


def _checked(connection: sqlite3.Connection, name: str) -> _State:
    """The state of a book that is sound and holds nothing that acts on its own."""
    connection.text_factory = bytes  # a verdict quotes what it stumbled over
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")  # a stranger's terms are not computed
        verdicts = [verdict for (verdict,) in connection.execute("PRAGMA quick_check(1)")]
        acting = connection.execute(_ACTING).fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a header that SQLite cannot make sense of
            raise DamagedBook(DAMAGED.format(name=name)) from error
        raise
    if verdicts != [b"ok"]:
        raise DamagedBook(DAMAGED.format(name=name)) from ValueError(verdicts)
    if acting is not None:
        raise BookTrouble(
            f"“{name}”里有绩评本不会写的东西（{_shown(acting[0])}），没有打开它；请从备份中恢复，或者换一个文件。"
        )
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    try:
        found = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('book', 'revision')").fetchall())
        return _State(int(version), _shown(found[b"book"]), int(found[b"revision"]))
    except (sqlite3.OperationalError, LookupError, ValueError) as error:
        raise DamagedBook(DAMAGED.format(name=name)) from error


# Views, triggers, virtual tables and computed columns run when a table is read; our tables have none.
_ACTING = """
SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'
UNION ALL
SELECT t.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND c.hidden > 0
"""


def _shown(name: bytes) -> str:
    return "".join(sign for sign in name.decode(errors="replace") if sign.isprintable())[:40]


@contextmanager
def frozen(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a file as it lies there, log included, and neither locks it nor writes beside it."""
    if not leftovers(path):
        with _alone(path) as connection:
            yield connection
        return
    with TemporaryDirectory() as folder:  # what a killed program left in its log counts: read a copy of both
        copy = _copied_while_still(path, Path(folder))
        with closing(sqlite3.connect(_uri(copy, "mode=rw"), uri=True)) as connection:
            yield _limited(connection)


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a file without anything that lies beside it."""
    with closing(sqlite3.connect(_uri(path, "mode=ro&immutable=1"), uri=True)) as connection:
        yield _limited(connection)


def _limited(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
    return connection


def _copied_while_still(path: Path, folder: Path) -> Path:
    """Copy a file and what lies beside it at a moment when nobody writes to them."""
    for attempt in range(_COPY_ATTEMPTS):
        copy = folder / f"book-{attempt}"  # a log of the attempt before must not lie beside it
        try:
            before = _states(path)
            for source in before:
                shutil.copyfile(source, copy.with_name(copy.name + source.name.removeprefix(path.name)))
            if before == _states(path):
                return copy
        except FileNotFoundError:  # a log that vanishes is a change like any other
            if not path.exists():
                raise
    raise BookTrouble(BUSY.format(name=path.name))


def _states(path: Path) -> dict[Path, tuple[int, int]]:
    """When a file and what lies beside it were written last, and their sizes."""
    found = ((file, file.stat()) for file in (path, *leftovers(path)))
    return {file: (state.st_mtime_ns, state.st_size) for file, state in found}


def _head(path: Path) -> bytes:
    name = path.name
    must_be_short(path)
    try:
        if path.is_dir():
            raise BookTrouble(f"“{name}”是文件夹，不是账套；请选择扩展名为 {EXTENSION} 的文件。")
        if not path.is_file():
            raise FileNotFoundError(path)
        if identity(path) in _open_here:
            raise OpenBook(f"账套“{name}”已经打开了。")
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as error:
        raise BookTrouble(f"找不到账套“{path}”；它可能已被移动、改名或删除，请重新选择。") from error
    except PermissionError as error:
        raise BookTrouble(f"没有读取“{name}”的权限；请联系电脑的管理员，或者换一个账套。") from error
    except OSError as error:
        raise BookTrouble(f"读取“{name}”时磁盘出错；请检查磁盘或 U 盘是否接好，再试一次。") from error


def _must_be_ours(name: str, head: bytes) -> None:
    """Judge a file by its first 100 bytes, laid out in "Database File Format" of SQLite, section 1.3."""
    if not head:
        raise DamagedBook(f"“{name}”是空文件，里面什么也没有；请从备份中恢复，或者换一个账套。")
    if head.startswith(sealed.MAGIC):
        raise BookTrouble(f"“{name}”是加密的备份；请从“恢复”里选它，输入密码后再用。")
    if not head.startswith(b"SQLite format 3\0"):
        raise DamagedBook(
            f"“{name}”不是绩评本的账套，或者文件开头已经损坏，没有改动它；请换一个账套，或者从备份中恢复。"
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise BookTrouble(f"“{name}”是别的软件的数据库，不是绩评本的账套，没有改动它；请换一个文件。")
    _must_be_known(name, int.from_bytes(head[60:64], "big"))


def _must_be_known(name: str, version: int) -> None:
    if version > VERSION:
        raise BookTrouble(
            f"“{name}”是新版绩评本保存的（账套第 {version} 版，本程序最高认到第 {VERSION} 版），没有改动它；"
            "请升级绩评本后再打开。"
        )


def must_be_writable(path: Path) -> None:
    """UnwritableBook when a file cannot be written."""
    try:
        path.open("r+b").close()
    except OSError as error:
        raise UnwritableBook(
            f"账套“{path.name}”是只读的；请以只读方式打开，或者取消文件的只读属性，或者把它复制到可以写入的文件夹。"
        ) from error


def must_be_short(path: Path) -> None:
    """BookTrouble when a path is longer than SQLite takes, which would blame the folder."""
    whole, name = str(path.absolute()), path.name
    if os.name != "nt":
        whole, name = (text.encode(errors="surrogateescape").decode("latin-1") for text in (whole, name))
    if len(whole) > _LONGEST_PATH or len(name) > _LONGEST_NAME:
        raise BookTrouble(TOO_LONG.format(name=path.name))


def leftovers(path: Path) -> tuple[Path, ...]:
    """The log and the journal beside a file, as far as there is something in them."""
    return tuple(file for file in (log_of(path), journal_of(path)) if file.exists() and file.stat().st_size)


def set_log_aside(path: Path) -> tuple[Path, ...]:
    """Give log and journal beside a book other names, so that it opens without them; the new names come back."""
    at = datetime.now().strftime("%Y-%m-%d_%H%M%S")
    with told(path, "没有移开日志："):
        return tuple(file.rename(file.with_name(f"{file.name}_{at}")) for file in leftovers(path))


def journal_of(path: Path) -> Path:
    """What SQLite keeps instead of a log on a network drive."""
    return path.with_name(f"{path.name}-journal")


def log_of(path: Path) -> Path:
    """The log that SQLite keeps beside an open file, and leaves there when the program is killed."""
    return path.with_name(f"{path.name}-wal")


def identity(path: Path) -> tuple[int, int]:
    """Device and number of a file: which one lies at ``path`` just now."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _uri(path: Path, options: str) -> str:
    """A URI for SQLite, which unlike ``Path.as_uri`` wants a server's name behind the empty authority."""
    plain = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if plain.startswith('/') else '/'}{plain}?{options}"


def in_memory(path: Path) -> sqlite3.Connection:
    """A copy of a file in memory."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with frozen(path) as connection:
        connection.backup(memory)
    return memory


def locked(path: Path) -> sqlite3.Connection:
    """The one connection that writes to a file.  Close it with :func:`release`.

    HeldBook when somebody on another machine, or another user of this one, has it open; OpenBook when this user has.
    """
    lock.must_be_free_elsewhere(path)
    connection = sqlite3.connect(_uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=_LOCK_WAIT)
    try:
        _limited(connection).execute("PRAGMA locking_mode = EXCLUSIVE")
        journal.choose(connection, path)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        _open_here[identity(path)] = lock.Note.leave(path)
    except BaseException as error:
        connection.close()
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code == sqlite3.SQLITE_BUSY:
            raise lock.refusal(path, BUSY) from error
        raise
    return connection


def renew(file: tuple[int, int]) -> None:
    """Say to other machines that the file with this :func:`identity` is still open here.

    BookTrouble when one of them has taken it over meanwhile.
    """
    if file in _open_here:
        _open_here[file].renew()


def release(connection: sqlite3.Connection, file: tuple[int, int]) -> None:
    """Close a connection to the file with this :func:`identity`; its log is brought into it and vanishes."""
    connection.close()
    note = _open_here.pop(file, None)
    if note is not None:
        note.take_away()
