"""The preview's pages, made in a process of their own: layout keeps Python's lock for tens of milliseconds at a time,
and no key may wait for it (``tests/bench/preview.py`` measures that).

The process is this program with the word :data:`WORD`; it hears and answers through its standard streams and ends with
the window.  A draft is sent in parts that never change (forms, dossiers), each of them once.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from typing import IO, Any, TypeAlias

from core.apart import command, standard_streams
from core.export.areas import Area
from core.export.pictures import Colour, Pages, Picture
from core.forms.model import Form
from core.model import Dossier, Place
from core.preview import Draft, pdf_of, stands
from core.readiness import Standing
from core.reading import Values, read
from core.report.blocks import Report
from core.trouble import ExportTrouble, Trouble

WORD = "preview-pages"
"""What ``main`` is called with for this work."""

Sizes: TypeAlias = tuple[tuple[float, float], ...]
Reduced: TypeAlias = str | tuple[Any, ...]
_PROTOCOL = 5
_NICER = 5  # how much less urgent than the window, where there is but one processor
_ENDED = "排打印页的程序停了，可能是内存不够；再改一处内容，会重新排。"
_NOT_STARTED = "排打印页的程序没有启动（{}）；导出不受影响。"


class PagesApart:
    """The window's side.  Each method waits for its answer, so it is called beside the window's own thread."""

    def __init__(self) -> None:
        self._running: tuple[subprocess.Popen[bytes], _Telling] | None = None

    def print(self, draft: Draft) -> tuple[Sizes, bool]:
        """Lay out a document; width and height of its pages in points, and whether they are others than before.

        :raises ExportTrouble: it cannot be laid out, or the process cannot be started or has ended.
        """
        sizes, anew = self._ask(lambda telling: telling.draft(draft))
        return sizes, anew

    def picture(self, page: int, width: int, paper: Colour, ink: Colour) -> Picture:
        """A page of the document, from 0, ``width`` pixels wide.

        :raises ExportTrouble: as in :meth:`print`.
        """
        found: Picture = self._ask(lambda telling: telling.put(("picture", (page, width, paper, ink))))
        return found

    def stands(self, place: Place) -> tuple[Area, ...]:
        """Where the text of a cell of the book is printed in the document.

        :raises ExportTrouble: as in :meth:`print`.
        """
        found: tuple[Area, ...] = self._ask(lambda telling: telling.put(("stands", (place,))))
        return found

    def kill(self) -> None:
        """End the process at once, from any thread; it has nothing to lose.  Who waits for an answer gets none."""
        if (running := self._running) is not None:
            running[0].kill()

    def close(self) -> None:
        """End the process and let go of it."""
        running, self._running = self._running, None
        if running is None:
            return
        process, _ = running
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not read there any more
                    stream.close()

    def _ask(self, tell: Callable[[_Telling], None]) -> Any:
        process, telling = self._running or self._start()
        assert process.stdout is not None
        try:
            tell(telling)
            word, answer = pickle.load(process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            self.close()
            raise ExportTrouble(_ENDED) from error
        if word == "trouble":
            raise ExportTrouble(answer)
        return answer

    def _start(self) -> tuple[subprocess.Popen[bytes], _Telling]:
        flags, pipe = 0, subprocess.PIPE
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        try:
            process = subprocess.Popen(command(WORD), stdin=pipe, stdout=pipe, creationflags=flags)
        except OSError as error:
            raise ExportTrouble(_NOT_STARTED.format(error.strerror or "系统不允许")) from error
        assert process.stdin is not None
        self._running = process, _Telling(process.stdin)
        return self._running


class _Telling:
    """Writes to the other side, and knows what it has been given."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._given: dict[int, tuple[int, object]] = {}  # by identity: its number there, and itself
        self._count = 0

    def draft(self, draft: Draft) -> None:
        """Tell a draft; of what was given before only what this one speaks of is kept on either side."""
        parts = tuple(_parts(draft))
        self._given = {id(part): self._given[id(part)] for part in parts if id(part) in self._given}
        kept = [number for number, _ in self._given.values()]
        for part in parts:
            if id(part) not in self._given:
                self._count += 1
                kept.append(self._count)
                self.put(("keep", (self._count, part)))
                self._given[id(part)] = self._count, part
        facts = draft.form, draft.document, draft.unit, draft.dossier, draft.members, draft.ready
        self.put(("print", (kept, facts)))

    def put(self, message: tuple[str, tuple[object, ...]]) -> None:
        """Write one message; parts that were given are named by their numbers."""
        out = BytesIO()
        pickler = pickle.Pickler(out, _PROTOCOL)
        pickler.dispatch_table = dict.fromkeys((Form, Dossier, Standing), self._reduce) | {Values: _read_again}
        pickler.dump(message)
        self._out.write(out.getbuffer())
        self._out.flush()

    def _reduce(self, part: object) -> Reduced:
        given = self._given.get(id(part))
        return part.__reduce_ex__(_PROTOCOL) if given is None else (given_before, (given[0],))


def _parts(draft: Draft) -> Iterable[object]:
    """What is sent once: forms before what they are a part of."""
    standings = draft.ready.standings if draft.ready is not None else ()
    forms = (draft.form, *(member.form for member in draft.members), *(one.form for one in standings))
    yield from {id(form): form for form in forms}.values()
    yield from (draft.dossier, *(member.dossier for member in draft.members), *standings)


def _read_again(values: Values) -> Reduced:
    """Values are read on the other side: what they are read from is there already."""
    return read, (values.form, values.unit, values.dossier)


def given_before(number: int) -> object:
    """Stands in a message for a part by its number; :class:`_Hearing` puts the part there."""
    raise LookupError(number)


class _Hearing(pickle.Unpickler):
    """Reads a message and puts the parts that were given before in their places."""

    def __init__(self, source: IO[bytes], parts: Mapping[int, object]) -> None:
        super().__init__(source)
        self._parts = parts

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, given_before.__name__):
            return self._parts.__getitem__
        return super().find_class(module, name)


class _Room:
    """What the process has before it: the document laid out last."""

    def __init__(self) -> None:
        self.parts: dict[int, object] = {}
        self._draft: Draft | None = None
        self._report: Report | None = None
        self._pages: Pages | None = None

    def print(self, kept: list[int], facts: tuple[Any, ...]) -> tuple[Sizes, bool]:
        """Lay out a document, unless it says what the one before said."""
        self.parts = {number: self.parts[number] for number in kept}
        draft = Draft(*facts)
        report = draft.report
        anew = self._pages is None or report != self._report
        if self._pages is None or anew:
            data = pdf_of(report)
            if self._pages is not None:
                self._pages.close()
            self._pages, self._report = Pages(data), report
        self._draft = draft
        return self._pages.sizes, anew

    def picture(self, page: int, width: int, paper: Colour, ink: Colour) -> Picture:
        """One page as a picture."""
        assert self._pages is not None
        return self._pages.picture(page, width, paper, ink)

    def stands(self, place: Place) -> tuple[Area, ...]:
        """Where a cell stands on the pages."""
        assert self._draft is not None
        return stands(self._draft, place)


def serve() -> int:
    """Answer through the standard streams until the window goes; the process's exit code."""
    heard, answers = standard_streams()
    if sys.platform != "win32":
        os.nice(_NICER)
    room = _Room()
    does: Mapping[str, Callable[..., object]] = {"print": room.print, "picture": room.picture, "stands": room.stands}
    while True:
        try:
            word, facts = _Hearing(heard, room.parts).load()
        except EOFError:
            return 0
        if word == "keep":
            room.parts[facts[0]] = facts[1]
            continue
        try:
            answer: tuple[str, object] = "done", does[word](*facts)
        except Trouble as trouble:
            answer = "trouble", str(trouble)
        pickle.dump(answer, answers, _PROTOCOL)
        answers.flush()
