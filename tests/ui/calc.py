"""LibreOffice Calc in a profile of its own on a screen of X, told what to do by a small Basic module."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PROFILE = "profile"
_PATIENCE = 60.0  # seconds; a first start makes the whole profile
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Tables"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tables" script:language="StarBasic">
Sub CopyOut(source As String, told As String)
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, Array())
    Dispatch(doc, ".uno:SelectAll")
    Dispatch(doc, ".uno:Copy")
    Tell(told, "copied")
End Sub

Sub PasteIn(told As String)
    doc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array())
    Dispatch(doc, ".uno:Paste")
    sheet = doc.Sheets(0)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    said = ""
    For row = 0 To cursor.RangeAddress.EndRow
        For column = 0 To cursor.RangeAddress.EndColumn
            If column &gt; 0 Then said = said &amp; Chr(9)
            said = said &amp; sheet.getCellByPosition(column, row).String
        Next column
        said = said &amp; Chr(10)
    Next row
    Tell(told, said)
End Sub

Sub Dispatch(doc, command As String)
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
End Sub

Sub Tell(told As String, words As String)
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    text = createUnoService("com.sun.star.io.TextOutputStream")
    text.setOutputStream(files.openFileWrite(ConvertToURL(told &amp; ".part")))
    text.setEncoding("UTF-8")
    text.writeString(words)
    text.closeOutput()
    files.move(ConvertToURL(told &amp; ".part"), ConvertToURL(told))
End Sub
</script:module>
"""


class Calc:
    """One Calc; it holds the clipboard as long as it is open."""

    def __init__(self, screen: str, folder: Path) -> None:
        self._folder = folder
        self._environment = {**os.environ, "DISPLAY": screen, "SAL_USE_VCLPLUGIN": "gen"}
        self._programs: list[subprocess.Popen[bytes]] = []
        subprocess.run(
            [*self._command(), "--headless", "--terminate_after_init"],
            env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=True,
        )  # fmt: skip
        basic = folder / PROFILE / "user" / "basic" / "Standard"  # made by the first start, which would write over ours
        (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (basic / "Tables.xba").write_text(_MODULE, encoding="utf-8")

    def __enter__(self) -> Calc:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for program in self._programs:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)  # soffice is a script that starts others
            program.wait()

    def _command(self) -> tuple[str, ...]:
        return ("soffice", f"-env:UserInstallation={(self._folder / PROFILE).as_uri()}", "--norestore", "--nologo")

    def copy(self, table: Path) -> None:
        """Open a table, choose all of it, Ctrl+C."""
        self._do("CopyOut", str(table))

    def paste(self) -> tuple[tuple[str, ...], ...]:
        """Ctrl+V in a new table, and Enter for the language of HTML it asks for; what then stands in its cells."""
        said = self._do("PasteIn", answer=True)
        return tuple(tuple(line.split("\t")) for line in said.splitlines())

    def _do(self, task: str, *words: str, answer: bool = False) -> str:
        told = self._folder / f"{task}.txt"
        call = ",".join(f'"{word}"' for word in (*words, str(told)))
        self._programs.append(
            subprocess.Popen(
                [*self._command(), f"macro:///Standard.Tables.{task}({call})"],
                env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )
        )  # fmt: skip
        end = time.monotonic() + _PATIENCE
        while not told.exists():
            if time.monotonic() > end:
                raise TimeoutError(f"Calc did not finish {task}")
            time.sleep(0.5)
            if answer:
                subprocess.run(["xdotool", "key", "Return"], env=self._environment, check=True)
        return told.read_text(encoding="utf-8")
