"""The packages of build/dist, used as a clerk uses them: where ``JPB_PACKAGES`` is set, after ``build/make.py``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import bundle
import licences
import linux
import make
import product
import pytest
from installed import Clerk, Machine, older, processor_seconds, screen, wait_for_window, without_network

from core import publish_apart
from core.export.files import Format
from core.preview import documents, draft_of
from core.preview_apart import PagesApart
from core.publish import plan
from core.sample import sample
from core.workbook import Workbook

pytestmark = [
    pytest.mark.skipif(not os.environ.get("JPB_PACKAGES"), reason="JPB_PACKAGES is not set"),
    pytest.mark.skipif(sys.platform != "linux", reason="these packages are for Linux"),
]
LONGEST_START = 1.2  # seconds, warm
STARTS = 5


def the(pattern: str) -> Path:
    """The one package of this kind."""
    (package,) = product.DIST.glob(pattern)
    return package


@pytest.fixture(scope="module", autouse=True)
def a_screen() -> Iterator[None]:
    with screen():
        yield


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    somebody = Clerk()
    yield somebody
    shutil.rmtree(somebody.home)


@pytest.fixture(scope="module")
def empty() -> Iterator[Machine]:
    machine = Machine()
    yield machine
    shutil.rmtree(machine.root)


@pytest.fixture
def machine(empty: Machine) -> Machine:
    """A machine with this version and no other."""
    if not empty.has(product.VERSION):
        empty.dpkg("--install", the("*.deb"))
    return empty


@pytest.fixture
def book(machine: Machine, clerk: Clerk) -> Path:
    """The sample, made by the installed program."""
    path = clerk.books / "示例 账套.jpb"
    clerk.run(machine.program, "sample", path)
    return path


def test_the_installed_program_says_its_version(machine: Machine, clerk: Clerk) -> None:
    assert clerk.run(machine.program, "--version") == f"绩评本 {product.VERSION}\n"


def test_the_network_is_really_away(clerk: Clerk) -> None:
    if not without_network():
        pytest.skip("this system does not let us take the network away")
    seen = subprocess.run(clerk.command(Path("cat"), "/proc/net/dev"), capture_output=True, text=True).stdout
    assert re.findall(r"^\s*(\w+):", seen, re.MULTILINE) == ["lo"]


def test_a_clerk_without_rights_opens_the_sample(machine: Machine, clerk: Clerk, book: Path) -> None:
    with clerk.window(machine.program, book) as process:
        time.sleep(1)
        assert process.poll() is None
    assert "CRITICAL" not in clerk.log()
    assert "ERROR" not in clerk.log()


def test_the_program_writes_nothing_into_its_own_folder(machine: Machine, clerk: Clerk, book: Path) -> None:
    before = {file: file.lstat().st_mtime_ns for file in machine.files()}
    with clerk.window(machine.program, book):
        clerk.run(machine.program, "forms")
    assert {file: file.lstat().st_mtime_ns for file in machine.files()} == before


def test_the_installed_program_exports_all_kinds_of_files(machine: Machine, clerk: Clerk, book: Path) -> None:
    clerk.run(machine.program, "export", book, "--out", clerk.home / "报送 材料")
    written = [file.suffix for file in (clerk.home / "报送 材料").rglob("*") if file.is_file()]
    assert set(written) >= {".docx", ".pdf", ".xlsx"}


@pytest.fixture
def inside(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window starts its processes from here as it would from within the installed program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(machine.root / "usr/lib" / product.ID / product.ID))


@pytest.mark.usefixtures("inside")
def test_the_window_has_its_files_written_by_a_process_of_the_installed_program(tmp_path: Path) -> None:
    book, folder = sample(), tmp_path / "报送"
    one, another = book.dossiers[1].id, book.dossiers[17].id  # a 自评表, a 自评报告
    done = publish_apart.Apart().run(plan(book, (one, another), tuple(Format)), folder, lambda *_: None, lambda: False)
    assert done.troubles == ()
    assert {file.suffix for file in folder.iterdir()} == {".docx", ".pdf", ".xlsx"}


@pytest.mark.usefixtures("inside")
def test_the_window_has_its_preview_made_by_a_process_of_the_installed_program(tmp_path: Path) -> None:
    pages = PagesApart()
    with Workbook.create(tmp_path / "账套.jpb", sample()) as workbook:
        form = workbook.form(1)
        document = next(one for one in documents(form, False) if one.of == "project")
        sizes, _ = pages.print(draft_of(workbook.book, 1, form, document, (), None))
    pages.close()
    assert sizes


def test_a_book_in_use_outlives_an_upgrade(empty: Machine, clerk: Clerk, tmp_path: Path) -> None:
    empty.dpkg("--force-downgrade", "--install", older(the("*.deb"), tmp_path))
    path = clerk.books / "在用.jpb"
    clerk.run(empty.program, "sample", path)
    before = clerk.run(empty.program, "dump", path)
    with clerk.window(empty.program, path) as process:
        empty.dpkg("--install", the("*.deb"))
        time.sleep(1)
        assert process.poll() is None
    assert not [file for file in empty.files() if file.name == "of-old.txt"]
    assert clerk.run(empty.program, "dump", path) == before
    with clerk.window(empty.program, path) as process:
        assert process.poll() is None


def test_removing_the_program_leaves_the_books(machine: Machine, clerk: Clerk, book: Path) -> None:
    before = book.read_bytes()
    machine.dpkg("--remove", product.ID)
    assert machine.files() == []
    assert book.read_bytes() == before


def test_a_portable_copy_runs_from_a_folder_with_chinese_and_spaces(clerk: Clerk, tmp_path: Path) -> None:
    folder = clerk.home / "U 盘 副本"
    with tarfile.open(the("*.tar.gz")) as tar:
        tar.extractall(folder, filter="tar")
    (program,) = folder.glob(f"*/{product.ID}")
    path = clerk.books / "账套.jpb"
    clerk.run(program, "sample", path)
    clerk.run(program, "export", path, "--out", clerk.home / "出", "--format", "pdf")
    with clerk.window(program, path) as process:
        assert process.poll() is None


def test_the_first_window_is_there_at_once(machine: Machine, clerk: Clerk, book: Path) -> None:
    """Counted in time of the processor, which what others do on the machine meanwhile does not change much."""
    took = []
    for _ in range(STARTS):
        with clerk.window(machine.program, book) as process:
            took.append(processor_seconds(process.pid))
    assert min(took) < LONGEST_START


# What is inside


def test_the_installed_program_is_small_enough(machine: Machine) -> None:
    assert product.size(machine.root / "usr") < make.MOST_BYTES


def test_what_old_desktops_lack_is_inside(machine: Machine) -> None:
    names = {file.name for file in machine.files()}
    assert {"libxcb-cursor.so.0", "libibusplatforminputcontextplugin.so", "qtbase_zh_CN.qm"} <= names


def test_the_manual_inside_is_whole(machine: Machine) -> None:
    pages = sorted((machine.root / "usr/lib" / product.ID / "_internal/docs/manual").glob("*.md"))
    assert pages
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    assert [link for page, link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_nothing_inside_asks_for_a_newer_glibc_than_the_package_says(machine: Machine) -> None:
    """As the loader reads it, file by file; the control file's number is counted another way."""
    newest = max(asked_glibc(file) for file in machine.files() if is_binary(file))
    listed = subprocess.run(["dpkg-deb", "-f", the("*.deb"), "Depends"], check=True, capture_output=True, text=True)
    assert f"libc6 (>= 2.{newest})" in listed.stdout
    if wanted := os.environ.get("JPB_OLDEST_GLIBC"):  # of a package that was made for old systems
        assert newest <= int(wanted.removeprefix("2."))


def is_binary(file: Path) -> bool:
    """Tell a program or a library from other files."""
    if file.is_symlink():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def asked_glibc(file: Path) -> int:
    """The newest glibc a binary asks for, 28 for 2.28; 0 for none."""
    told = subprocess.run(["objdump", "-T", file], capture_output=True, text=True).stdout
    return max(map(int, re.findall(r"GLIBC_2\.(\d+)", told)), default=0)


def test_nothing_is_inside_that_the_program_does_not_use(machine: Machine) -> None:
    unused = re.compile(r"gtk|libssl|_ssl\.|Qt6(?:Qml|Quick|Network|Pdf|Sql)|tcl|tk8|/tests?/|qtbase_(?!zh_CN)")
    assert [file for file in machine.files() if unused.search(file.as_posix())] == []


def test_every_library_inside_has_its_licence(machine: Machine) -> None:
    inside = machine.root / "usr/lib" / product.ID / "_internal"
    known = tuple(start for library in licences.libraries() for start in library["files"])
    loose = [file.name for file in inside.glob("*.so*") if not file.is_symlink()]
    of_packages = ("_cffi_backend", "libpython", "libpyside6", "libshiboken6")
    of_pillow = {file.name for file in (inside / "pillow.libs").glob("*")}
    assert [name for name in loose if not name.startswith((*known, *of_packages)) and name not in of_pillow] == []


def test_every_package_inside_has_its_licence(machine: Machine) -> None:
    licensed = {name for package in licences.packages() for name in tops(package)}
    own = {"core", "ui", "main", "_pyi_rth_utils", *sys.stdlib_module_names}
    assert {name for name in modules(machine) - own - licensed if not name.startswith("_sysconfigdata")} == set()


def modules(machine: Machine) -> set[str]:
    """The packages, and modules of none, in the archive of the program."""
    from PyInstaller.archive.readers import CArchiveReader

    program = CArchiveReader(str(machine.root / "usr/lib" / product.ID / product.ID))
    return {name.split(".")[0] for name in program.open_embedded_archive("PYZ.pyz").toc}


def tops(package: metadata.Distribution) -> set[str]:
    """What a package is imported by."""
    return {file.parts[0].split(".")[0] for file in package.files or () if file.suffix in (".py", ".so", ".pyd")}


def test_every_package_with_its_licence_inside_is_inside(machine: Machine) -> None:
    inside = machine.root / "usr/lib" / product.ID / "_internal"
    there = modules(machine) | {file.name.split(".")[0] for file in inside.iterdir() if file.suffix != ".dist-info"}
    assert [package.name for package in licences.packages() if not there & tops(package)] == []


def test_the_licences_inside_name_the_versions_that_are_inside(machine: Machine) -> None:
    text = (machine.root / "usr/lib" / product.ID / "_internal/resources/licences.txt").read_text(encoding="utf-8")
    assert [p.name for p in licences.packages() if f"\n- {p.name} {p.version}：" not in text] == []
    assert f"\n- {product.NAME} {product.VERSION}：" in text


def test_the_diagnostics_can_name_the_versions_of_the_libraries(machine: Machine) -> None:
    inside = machine.root / "usr/lib" / product.ID / "_internal"
    named = {line.split(": ")[1] for file in inside.glob("*.dist-info/METADATA") for line in name_lines(file)}
    assert named == {package.name for package in licences.packages()}


def name_lines(file: Path) -> list[str]:
    """The line of a METADATA file with the name of the package."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("Name: ")][:1]


def test_libraries_from_the_system_are_those_of_every_desktop(machine: Machine) -> None:
    depends, _ = linux.dependencies(machine.root / "usr/lib" / product.ID)
    assert depends.startswith("libc6 (>= 2.")
    names = {file.name for file in machine.files()}
    assert names.isdisjoint(bundle.FROM_THE_SYSTEM)


def test_a_wait_for_a_window_does_not_outlast_the_program() -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
        with pytest.raises(AssertionError, match="ended before"):
            wait_for_window(ended)
