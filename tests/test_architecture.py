"""The borders of the house, each a sentence; what is allowed to cross one is listed inside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PRESCRIBED = frozenset(
    "main.py ui core resources build tests docs README.md ARCHITECTURE.md LICENSE CHANGELOG.md "
    "requirements.txt requirements-dev.txt pyproject.toml .ci .github .gitignore .gitattributes .editorconfig".split()
)
LEFT_BY_TOOLS = frozenset(
    ".git .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis __pycache__ .coverage .idea .vscode "
    ".DS_Store Thumbs.db".split()
)
NETWORK = tuple(
    "socket socketserver ssl http urllib ftplib smtplib poplib imaplib xmlrpc asyncio requests urllib3 httpx aiohttp "
    "PySide6.QtNetwork PySide6.QtWebSockets".split()
)
TOOLKIT = ("PySide6", "shiboken6")
SQLITE = ("sqlite3", "sqlite_utils")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name, absolute: ``from ..report import blocks`` gives ``core.report`` and ``core.report.blocks``."""

    file: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


# The borders


def test_core_does_not_know_that_a_screen_exists() -> None:
    assert crossings("core/**", (*TOOLKIT, "ui", "main")) == []


def test_only_the_store_its_migrations_and_the_backup_speak_sqlite() -> None:
    allowed = ("core/store/**", "core/migrations.py", "core/backup.py")
    assert crossings("core/**", SQLITE, allowed) == []
    assert crossings("ui/**", SQLITE) == []
    assert crossings("main.py", SQLITE) == []


def test_only_the_word_writer_knows_docx() -> None:
    assert crossings("core/**", ("docx", "docxtpl"), allowed=("core/export/word*.py",)) == []
    assert crossings("ui/**", ("docx", "docxtpl")) == []


def test_only_the_pdf_writer_knows_reportlab() -> None:
    allowed = ("core/export/pdf*.py",)
    assert crossings("core/**", ("reportlab",), allowed) == []
    assert crossings("ui/**", ("reportlab",)) == []


def test_only_the_pictures_and_the_check_of_a_pdf_know_pdfium() -> None:
    allowed = ("core/export/pictures.py", "core/export/verify.py")
    assert crossings("core/**", ("pypdfium2",), allowed) == []
    assert crossings("ui/**", ("pypdfium2",)) == []


def test_widgets_never_reach_for_the_files_of_the_book() -> None:
    assert (
        crossings("ui/**", ("core.store", "core.backup", "core.migrations"), allowed=("ui/desk.py", "ui/reader.py"))
        == []
    )


def test_only_the_desk_opens_a_workbook() -> None:
    assert crossings("ui/**", ("core.workbook",), allowed=("ui/desk.py", "ui/stepper.py")) == []


def test_a_report_knows_no_file_type() -> None:
    assert crossings("core/report/**", ("core.export",)) == []


def test_rules_know_neither_reports_nor_files() -> None:
    assert crossings("core/rules/**", ("core.report", "core.export", "core.store")) == []


def test_only_main_calls_the_command_line() -> None:
    assert crossings("core/**", ("core.cli",)) == []
    assert crossings("ui/**", ("core.cli",)) == []


def test_the_program_never_imports_its_tests_or_its_build() -> None:
    for part in ("core/**", "ui/**", "main.py"):
        assert crossings(part, ("tests", "build", "pytest", "hypothesis")) == []


def test_nothing_speaks_to_a_network() -> None:
    for part in ("core/**", "ui/**", "main.py", "build/**"):
        assert crossings(part, NETWORK) == []


def test_the_tests_themselves_cannot_reach_a_network() -> None:
    import socket

    with pytest.raises(AssertionError, match="never opens a connection"):
        socket.create_connection(("127.0.0.1", 9))


def test_every_top_level_entry_is_one_of_the_prescribed() -> None:
    entries = {entry.name for entry in ROOT.iterdir()}
    assert sorted(entries - PRESCRIBED - LEFT_BY_TOOLS) == []


def test_no_file_mentions_a_path_of_one_machine() -> None:
    path_of_a_machine = re.compile(r"(?<![\w./~%-])/(?:work|root|home|Users|mnt)/\w|\b[A-Z]:\\Users\\\w")
    found = [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in text_files()
        for number, line in enumerate(text.splitlines(), start=1)
        if path_of_a_machine.search(line)
    ]
    assert found == []


# The tests of the test: what would otherwise hold for the wrong reason


@pytest.mark.parametrize(
    ("line", "modules"),
    [
        ("import docx.shared", ["docx.shared"]),
        ("from core import store", ["core", "core.store"]),
        ("from . import pdf", ["core.export", "core.export.pdf"]),
        ("from ..report import blocks", ["core.report", "core.report.blocks"]),
        ("from .pdf import draw", ["core.export.pdf", "core.export.pdf.draw"]),
        ("importlib.import_module('docx')", ["docx"]),
        ("def f():\n    import sqlite3", ["sqlite3"]),
    ],
)
def test_every_way_of_importing_is_seen(line: str, modules: list[str]) -> None:
    assert [found.module for found in imports_in("core/export/word.py", line)] == modules


def test_a_package_resolves_its_relative_imports_from_itself() -> None:
    assert [i.module for i in imports_in("core/rules/__init__.py", "from . import sums")] == [
        "core.rules",
        "core.rules.sums",
    ]


def test_a_border_looks_at_files_that_exist() -> None:
    assert {"core", "build", "main.py"} <= {file.split("/")[0] for file, _ in sources()}


# Reading the house


def crossings(part: str, forbidden: tuple[str, ...], allowed: tuple[str, ...] = ()) -> list[str]:
    """Return the imports of ``forbidden`` modules in the files of ``part`` that are not ``allowed`` to make them.

    A pattern of ``allowed`` that nobody needs is returned too: it would let something through one day.
    """
    made = [
        found
        for file, text in sources()
        if lies_in(file, part)
        for found in imports_in(file, text)
        if any(found.module == name or found.module.startswith(name + ".") for name in forbidden)
    ]
    needless = [f"nobody needs {p}" for p in allowed if not any(lies_in(found.file, p) for found in made)]
    return needless + [str(found) for found in made if not any(lies_in(found.file, p) for p in allowed)]


def lies_in(file: str, pattern: str) -> bool:
    """Tell whether ``file`` is meant: ``ui/**`` is a folder with all below, any other ``*`` stays in its folder."""
    if pattern.endswith("/**"):
        return file.startswith(pattern[:-2])
    return fnmatch(file, pattern) and file.count("/") == pattern.count("/")


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """Return (path from the root, text) of the program's and the build's Python files."""
    files = [ROOT / "main.py"]
    for part in ("core", "ui", "build"):
        files += sorted((ROOT / part).rglob("*.py"))
    return tuple((name, file.read_text(encoding="utf-8")) for file in files if not made_by_build(name := inside(file)))


@cache
def imports_in(file: str, text: str) -> tuple[Import, ...]:
    """Return everything that ``file`` imports, at the top or inside functions, relative names resolved."""
    return tuple(
        Import(file, node.lineno, module)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
        for module in modules_of(node, file)
    )


def modules_of(node: ast.Import | ast.ImportFrom | ast.Call, file: str) -> Iterator[str]:
    """Yield the absolute names that one statement, or one call of ``import_module``, brings in."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = file.split("/")[:-1]
        above = package[: len(package) - node.level + 1] if node.level else []
        origin = ".".join([*above, *([node.module] if node.module else [])])
        yield origin
        yield from (f"{origin}.{alias.name}" for alias in node.names)
    elif ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__"):
        yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str))


def text_files() -> Iterator[tuple[str, str]]:
    """Yield (path from the root, text) of every file of the project that is text."""
    for entry in sorted(ROOT.iterdir()):
        if entry.name not in PRESCRIBED:
            continue
        for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
            if file.is_file() and "__pycache__" not in file.parts and not made_by_build(inside(file)):
                data = file.read_bytes()
                if b"\0" not in data[:8192]:
                    yield inside(file), data.decode("utf-8", errors="replace")


def made_by_build(file: str) -> bool:
    """Tell whether ``file`` is a product and not a source."""
    return file.startswith(("build/work/", "build/dist/"))


def inside(file: Path) -> str:
    """Return the path from the root with forward slashes."""
    return file.relative_to(ROOT).as_posix()
