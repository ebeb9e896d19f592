"""The program's log and the crash net: what went wrong is written down, what the clerk typed is not."""

from __future__ import annotations

import copy
import io
import logging
import platform
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from core.version import VERSION

_log = logging.getLogger(__name__)

_FILE_NAME = "绩评本.log"
_FILE_BYTES = 512 * 1024
_OLD_FILES = 3
_PRIVATE = re.compile(r"[^\x00-\x7f]+|\d+")
_TECHNICAL = re.compile(r"[A-Za-z0-9._:,%× -]{0,60}")
_PROGRAM = Path(__file__).resolve().parent.parent


def speak_safely() -> None:
    """Keep standard output from failing over a character; on Windows it becomes UTF-8, pipes included."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a windowed release has none
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="backslashreplace")


def start(folder: Path) -> Path | None:
    """Write the log to a file in ``folder`` from now on and return it; None when nothing can be written there."""
    file = folder / _FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    except OSError:  # a read-only profile must not keep the program from starting
        return None
    handler.setFormatter(_DiscreetFormatter("{asctime} {levelname} {name}: {message}", style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _log.info("version %s, Python %s, %s", VERSION, platform.python_version(), sys.platform)
    return file


def files(folder: Path) -> tuple[Path, ...]:
    """The log files in ``folder``, newest first."""
    names = (_FILE_NAME, *(f"{_FILE_NAME}.{number}" for number in range(1, _OLD_FILES + 1)))
    return tuple(path for path in (folder / name for name in names) if path.is_file())


def set_crash_net() -> None:
    """Let every exception that nobody expected reach the log, and standard error where there is one.

    Those of threads come by the hook in force then, which the window has made its own.
    """
    sys.excepthook = _crashed
    threading.excepthook = _crashed_beside


def crash_sentence(log_file: Path | None) -> str:
    """Return what the clerk is told about a bug, naming the log file."""
    where = f"详情记在“{log_file}”，请把它交给维护人员" if log_file else "日志文件夹不可写，详情没有记下"
    return f"程序内部出错，这一步没有做完；{where}。"


def discreet(text: str) -> str:
    """Return ``text`` without what could be a name or an amount: digits and everything beyond ASCII become …"""
    return _PRIVATE.sub("…", text)


def plain(text: str) -> str:
    """Return ``text`` when it is a technical word (ASCII letters, digits, ``-._:,x`` and blanks), else …"""
    return text if _TECHNICAL.fullmatch(text) else "…"


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        _log.critical("not expected", exc_info=(kind, error, trace))
    if sys.stderr is not None:
        sys.__excepthook__(kind, error, trace)


def _crashed_beside(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        sys.excepthook(told.exc_type, told.exc_value, told.exc_traceback)


class _DiscreetFormatter(logging.Formatter):
    """Writes a traceback with its lines of code, but with the messages made :func:`discreet`.

    So is every message but this module's own: who logs may quote what was typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # where logging keeps the full text that another handler has made of the traceback
        if own.name != __name__:
            own.msg, own.args = discreet(own.getMessage()), None
        return super().format(own)

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        chain = []
        error = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(self._told(error) for error in reversed(chain))

    @staticmethod
    def _told(error: BaseException) -> str:
        frames = traceback.extract_tb(error.__traceback__)
        lines = "".join(
            f'  File "{_place(frame.filename)}", line {frame.lineno}, in {frame.name}\n    {frame.line}\n'
            for frame in frames
        )
        return f"{lines}{type(error).__qualname__}: {discreet(str(error))}"


def _place(file: str) -> str:
    """A file of the program from its folder on, of a library by its last two names: no home of a user."""
    path = Path(file)
    return path.relative_to(_PROGRAM).as_posix() if path.is_relative_to(_PROGRAM) else "/".join(path.parts[-2:])
