"""What the packages say of the program: menus, file types, versions, licences; nothing is built here."""

from __future__ import annotations

import configparser
import os
import re
import runpy
import shutil
import string
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import bundle
import licences
import linux
import product
import pytest
import windows
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image

from core.version import VERSION

ROOT = product.ROOT
PROGRAM = Path("program")


def requirements(file: str) -> dict[str, Requirement]:
    """The packages a file of requirements asks for, by name."""
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(found.name): found for found in map(Requirement, filter(None, lines))}


# The version


def test_the_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert product.VERSION == VERSION
    assert "project" not in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_changelog_tells_of_this_version() -> None:
    assert VERSION in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_counts_the_forms_there_are() -> None:
    forms = len(list((ROOT / "resources/forms").glob("*.toml")))
    read_me = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese, english = {16: ("十六", "Sixteen"), 17: ("十七", "Seventeen"), 18: ("十八", "Eighteen")}[forms]
    assert f"{chinese}种官方表样" in read_me
    assert f"{english} official formats" in read_me
    assert f"**表样**：{chinese}种。" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# Linux


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(product.filled("linux/program.desktop"))
    return parser["Desktop Entry"]


def test_the_menu_opens_the_program_with_the_book_that_was_clicked() -> None:
    entry = desktop_entry()
    assert entry["Name"] == "绩评本"
    assert entry["Exec"] == "jipingben %f"
    assert entry["Icon"] == "jipingben"
    assert entry["MimeType"] == product.WORDS["mime"] + ";"


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_finds_nothing_wrong_with_the_entry(tmp_path: Path) -> None:
    file = tmp_path / "jipingben.desktop"
    file.write_text(product.filled("linux/program.desktop"), encoding="utf-8")
    told = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True)
    assert told.stdout + told.stderr == ""


def test_a_jpb_file_is_a_book() -> None:
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ElementTree.fromstring(product.filled("linux/mime.xml")).find("m:mime-type", space)
    assert kind is not None
    assert kind.get("type") == product.WORDS["mime"]
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == ["*.jpb"]
    assert kind.findtext("m:comment", namespaces=space) == "绩评本账套"


def test_the_control_file_has_the_fields_dpkg_asks_for() -> None:
    text = product.filled("linux/control", architecture="amd64", depends="libc6", recommends="x", kilobytes=1)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "jipingben"
    assert fields["Version"] == VERSION
    assert fields.keys() >= {"Architecture", "Depends", "Installed-Size", "Maintainer", "Description", "Section"}


def test_the_package_has_no_scripts_and_no_service(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    (program / "jipingben").write_bytes(b"")
    root = tmp_path / "root"
    linux.lay_out(program, root)
    files = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}
    assert not [file for file in files if not file.startswith("usr/") or "systemd" in file or "autostart" in file]
    assert {"usr/share/applications/jipingben.desktop", "usr/share/mime/packages/jipingben.xml"} <= files
    assert "usr/share/icons/hicolor/48x48/apps/jipingben.png" in files
    assert sorted(p.name for p in (ROOT / "build/linux").iterdir()) == [
        "control", "copyright", "mime.xml", "program.desktop",
    ]  # fmt: skip


# Windows


def installer() -> dict[str, list[str]]:
    """The sections of the installer with their lines."""
    sections: dict[str, list[str]] = {}
    for line in windows.script(PROGRAM).splitlines():
        if line.startswith("["):
            sections[line.strip("[]")] = lines = []
        elif line and not line.startswith(";"):
            lines.append(line)
    return sections


def test_the_windows_installer_names_the_version_and_asks_for_no_rights() -> None:
    setup = dict(line.split("=", 1) for line in installer()["Setup"])
    assert setup["AppVersion"] == VERSION
    assert VERSION in setup["OutputBaseFilename"]
    assert setup["PrivilegesRequired"] == "lowest"


def test_the_windows_installer_is_declarative_and_leaves_books_alone() -> None:
    sections = installer()
    assert "Code" not in sections
    assert "UninstallDelete" not in sections
    assert all("{app}\\_internal" in line for line in sections["InstallDelete"])


def test_the_windows_installer_opens_books() -> None:
    registry = "\n".join(installer()["Registry"])
    assert "Software\\Classes\\.jpb" in registry
    assert r'"""{app}\jipingben.exe"" ""%1"""' in registry


def test_the_windows_installer_works_where_the_page_for_it_people_says() -> None:
    sections = installer()
    setup = dict(line.split("=", 1) for line in sections["Setup"])
    page = (ROOT / "docs/manual/it.md").read_text(encoding="utf-8")
    assert setup["DefaultDirName"].replace("{localappdata}", "%LOCALAPPDATA%") in page
    (desktop,) = sections["Tasks"]
    assert "unchecked" not in desktop
    assert '/TASKS=""' in page, "the way to leave the icon out"


def test_the_windows_installer_says_everything_in_chinese() -> None:
    said = dict(line.split("=", 1) for line in installer()["Messages"])
    assert [name for name, text in said.items() if not re.search(r"[\u4e00-\u9fff]", text)] == []
    assert "Windows 10" in said["WindowsVersionNotSupported"]


def test_windows_shows_the_version_in_the_properties() -> None:
    numbers = (*map(int, VERSION.split(".")), 0)
    assert f'"ProductVersion", "{VERSION}"' in product.filled("windows/version.txt", numbers=numbers)


# Both


def test_no_template_is_left_with_an_unknown_word() -> None:
    for template in sorted((ROOT / "build/linux").iterdir()) + sorted((ROOT / "build/windows").iterdir()):
        words = string.Template(template.read_text(encoding="utf-8"))
        assert words.is_valid(), template
        known = {*product.WORDS, *"architecture depends recommends kilobytes numbers program icon out file".split()}
        assert set(words.get_identifiers()) <= known


def test_the_icon_is_there_at_every_size() -> None:
    for side in product.ICON_SIDES:
        with Image.open(product.ICONS / f"{side}.png") as picture:
            assert picture.size == (side, side)
    with Image.open(product.ICONS / "program.ico") as icon:
        assert icon.info["sizes"] == {(side, side) for side in product.ICON_SIDES}


@pytest.mark.parametrize(
    ("asked", "plugins", "got"),
    [
        ("fcitx", (), "ibus"),
        ("fcitx5", (), "ibus"),
        ("fcitx", ("libfcitx5platforminputcontextplugin.so",), "fcitx"),
        ("ibus", (), "ibus"),
        ("xim", (), "xim"),
    ],
)
def test_a_desktop_with_fcitx_gets_an_input_method(
    asked: str, plugins: tuple[str, ...], got: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = shutil.copy(ROOT / "build/input_method.py", tmp_path)
    folder = tmp_path / "PySide6/Qt/plugins/platforminputcontexts"
    folder.mkdir(parents=True)
    for plugin in plugins:
        (folder / plugin).touch()
    monkeypatch.setenv("QT_IM_MODULE", asked)
    runpy.run_path(str(hook))
    assert os.environ["QT_IM_MODULE"] == got


# The workflow that makes the packages elsewhere


def test_the_workflow_names_files_that_are_there() -> None:
    text = (ROOT / ".github/workflows/packages.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:build|tests|docs)/(?!dist\b)[\w./-]+|requirements[\w-]*\.txt", text))
    assert {"build/make.py", "tests/build", "build/old-systems.txt", "requirements-dev.txt"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


# Old systems


def test_old_systems_have_a_pin_for_every_package_within_its_range() -> None:
    pins = requirements("build/old-systems.txt")
    for name, wanted in requirements("requirements.txt").items():
        (pin,) = pins[name].specifier
        assert pin.operator == "=="
        assert pin.version in wanted.specifier, name


def test_old_systems_keep_the_qt_whose_wheels_ask_for_glibc_2_28() -> None:
    assert str(requirements("build/old-systems.txt")["pyside6-essentials"].specifier) == "==6.7.3"


# Licences


def listed(text: str | None = None) -> set[str]:
    """The names in the list at the head of the file of licences."""
    head, _, _ = (text or licences.FILE.read_text(encoding="utf-8")).partition("=" * 78)
    return {canonicalize_name(name) for name in re.findall(r"^- (.+?)：", head, re.MULTILINE)}


def test_every_package_of_the_program_has_its_licence() -> None:
    assert {*requirements("requirements.txt"), "markupsafe", "shiboken6", "python", "qt"} <= listed()
    assert {canonicalize_name(package.name) for package in licences.packages()} <= listed()


@pytest.mark.skipif(sys.platform == "win32", reason="click brings colorama there")
def test_the_list_of_licences_was_written_anew_since_the_packages_changed() -> None:
    assert listed() == listed(licences.text(versions=False))


def test_libraries_whose_licence_must_travel_along_have_it() -> None:
    told = licences.FILE.read_text(encoding="utf-8")
    for library in licences.libraries():
        if library["licence"].startswith(("MIT", "OpenSSL", "Zlib", "bzip2", "Unicode")):
            assert f"\n{library['name']}：{library['licence']}，{library['home']}\n====" in told, library["name"]


def test_the_licence_texts_are_complete() -> None:
    blocks = licences.FILE.read_text(encoding="utf-8").split("=" * 78 + "\n")
    names = (canonicalize_name(head.split("：")[0]) for head in blocks[1::2])
    texts = dict(zip(names, blocks[2::2], strict=True))
    for package in licences.packages():
        assert len(texts[canonicalize_name(package.name)].strip()) >= len("（全文同“Qt”）"), package.name
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["pyside6-essentials"]


def test_every_font_has_its_licence() -> None:
    licence_of = re.findall(r"LICENSE-[\w.-]+\.txt", (ROOT / "resources/fonts/README.md").read_text(encoding="utf-8"))
    assert licence_of
    for name in set(licence_of):
        assert canonicalize_name("字体 " + PurePosixPath(name).stem.removeprefix("LICENSE-")) in listed()


def test_qt_can_be_replaced_and_the_reader_is_told_how() -> None:
    text = licences.FILE.read_text(encoding="utf-8")
    assert "LGPL-3.0" in text
    assert "替换同名文件" in text


def test_the_program_takes_along_the_licences_with_the_versions_of_the_release() -> None:
    """Of two files for one place chance would take one."""
    assert [source for source, _ in bundle.data() if Path(source).is_dir()] == [], "its files would be unseen here"
    places = [(folder, Path(source).name) for source, folder in bundle.data()]
    assert len(set(places)) == len(places)
    assert (str(product.LICENCES), "resources") in bundle.data()


def test_the_release_names_the_versions_it_holds() -> None:
    text = licences.text(versions=True)
    assert f"- Python {sys.version.split()[0]}：" in text
    assert f"- 绩评本 {VERSION}：" in text
