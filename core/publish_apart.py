"""Files written in a process of their own: writers and fonts take as much memory as the window, and writing holds
Python's lock while somebody types.

The process is this program with the word :data:`WORD`; it is started when the clerk begins to choose, told the jobs,
says how far it is, asks before each file whether to go on, and ends with its work or with the window.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import IO, Any

from core.apart import command, standard_streams
from core.export.files import load_writers
from core.publish import Advance, Job, Progress, Published
from core.reading import Values, read
from core.trouble import ExportTrouble, Trouble

WORD = "write-files"
"""What ``main`` is called with for this work."""

_PROTOCOL = 5
_ENDED = (
    "写文件的程序停了，可能是内存不够。已经写好并核对过的文件在“{}”里；"
    "请再导出一次，这次由主程序自己写，同名的文件不会被覆盖。"
)


class Apart:
    """Writes files in another process, and here where there can be none, or after one has ended in the middle."""

    def __init__(self) -> None:
        self.works = True
        """Whether another process is tried."""
        self._ahead: subprocess.Popen[bytes] | None = None  # started before there was work for it
        self._hold = Lock()  # the window starts it, the thread of the work takes it

    def get_ready(self) -> None:
        """Start the process while the clerk still chooses what to export; it loads meanwhile what writing needs."""
        with self._hold:
            if self._ahead is None or self._ahead.poll() is not None:
                self._ahead = self._started()

    def dismiss(self) -> None:
        """End a process that was got ready, and for which there is no work after all."""
        if process := self._taken():
            process.kill()
            _let_go(process)

    def run(self, jobs: Iterable[Job], folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Published:
        """As :func:`core.press.run`.

        :raises ExportTrouble: as there; or the process has ended before its work, and the next run is done here.
        """
        work = tuple(jobs)
        process = self._taken() or self._started()
        if process is None:
            from core import press  # here alone: it brings what the window does without

            return press.run(work, folder, progress, cancelled)
        try:
            return _told(process, (work, folder), progress, cancelled)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.works = False
            raise ExportTrouble(_ENDED.format(folder)) from error
        finally:
            _let_go(process)

    def _taken(self) -> subprocess.Popen[bytes] | None:
        """The process that was got ready, which is nobody else's from now on."""
        with self._hold:
            process, self._ahead = self._ahead, None
        if process is not None and process.poll() is not None:
            _let_go(process)
            return None
        return process

    def _started(self) -> subprocess.Popen[bytes] | None:
        """The process; None where the system refuses it."""
        if self.works:
            flags = 0
            if sys.platform == "win32":
                flags = subprocess.CREATE_NO_WINDOW
            try:
                return subprocess.Popen(
                    command(WORD), stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=flags
                )
            except OSError:
                self.works = False
        return None


WINDOWS_OWN = Apart()
"""The one the window uses: what is got ready when its menu opens serves the export chosen there."""


def _told(
    process: subprocess.Popen[bytes],
    facts: tuple[tuple[Job, ...], Path],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Published:
    """Tell the process its work and answer it until that is done."""
    assert process.stdin is not None
    assert process.stdout is not None
    _put(process.stdin, facts)
    while True:
        word, said = pickle.load(process.stdout)
        match word:
            case "moved":
                progress(said)
            case "asked":
                _put(process.stdin, cancelled())
            case "trouble":
                raise ExportTrouble(said)
            case _:
                published: Published = said
                return published


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """End the process; what it has done is done, and what it has begun leaves nothing behind."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was not read there any more
                stream.close()
    process.wait()


def _put(out: IO[bytes], what: object) -> None:
    pickler = pickle.Pickler(out, _PROTOCOL)
    pickler.dispatch_table = {Values: _read_again, MappingProxyType: _copied}
    pickler.dump(what)
    out.flush()


def _read_again(values: Values) -> tuple[Any, ...]:
    """Values are read on the other side from what they were read from here."""
    return read, (values.form, values.unit, values.dossier, values.members)


def _copied(mapping: Mapping[Any, Any]) -> tuple[Any, ...]:
    """A mapping nobody changes is sent as what it holds."""
    return unchanging, (dict(mapping),)


def unchanging(held: dict[Any, Any]) -> Mapping[Any, Any]:
    """Stands in a message for a mapping nobody changes."""
    return MappingProxyType(held)


def serve() -> int:
    """Do one piece of work told through the standard streams; the process's exit code."""
    from core import press

    heard, answers = standard_streams()
    load_writers()
    try:
        jobs, folder = pickle.load(heard)
    except EOFError:  # nothing was chosen
        return 0

    def moved(advance: Advance) -> None:
        _put(answers, ("moved", advance))

    def cancelled() -> bool:
        _put(answers, ("asked", None))
        return bool(pickle.load(heard))

    try:
        answer: tuple[str, object] = "done", press.run(jobs, folder, moved, cancelled)
    except Trouble as trouble:
        answer = "trouble", str(trouble)
    except (EOFError, BrokenPipeError):  # the window has gone: nobody waits for an answer
        return 0
    _put(answers, answer)
    return 0
