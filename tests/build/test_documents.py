"""The documents around the program: the ones there are to be, the page to pin to the wall, the commands as written."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import product
import pypdfium2
import pytest
import quick_guide

from core import cli, dump
from core.checking import RULES
from core.edits import AddRow
from core.model import Book, Project, Unit
from core.workbook import Workbook

ROOT = product.ROOT
A4 = (595, 842)  # points
PAGES = tuple(sorted((ROOT / "docs").rglob("*.md")))
_OWN = ("jipingben", "python main.py")
_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


# What there is to read


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "CHANGELOG.md", "LICENSE", "ARCHITECTURE.md", "docs/build.md", "docs/quick.pdf", "docs/checks.md",
        "docs/forms.md", "docs/subjects.md", "docs/exchange.md", "docs/exchange.schema.json",
        "docs/manual/01-first-ten-minutes.md", "docs/manual/02-screens.md", "docs/manual/03-checks.md",
        "docs/manual/04-forms.md", "docs/manual/05-next-year.md", "docs/manual/06-backup-and-new-pc.md",
        "docs/manual/07-what-to-do-when.md", "docs/manual/it.md", "docs/manual/quick.md",
    ],
)  # fmt: skip
def test_every_document_is_there_and_says_something(name: str) -> None:
    assert (ROOT / name).stat().st_size > 1000


def test_the_readme_leads_to_the_manual_the_guide_and_the_page_for_it_people() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    led_to = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)}
    wanted = {"docs/manual/README.md", "docs/quick.pdf", "docs/manual/it.md", "docs/build.md", "CHANGELOG.md"}
    assert wanted <= led_to
    assert any(link.startswith("docs/images/") for link in led_to)


def test_each_promise_of_reliability_names_tests_that_are_there() -> None:
    named = set(re.findall(r"`((?:core|ui)/[\w/]+)`", (ROOT / "docs/reliability.md").read_text(encoding="utf-8")))
    assert len(named) > 20
    tests = ROOT / "tests"
    assert [name for name in sorted(named) if not ((tests / name).is_dir() or (tests / f"{name}.py").is_file())] == []


def test_each_library_of_the_program_stands_among_the_dependencies() -> None:
    _, _, told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dependencies")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [name for line in lines if (name := re.split("[^A-Za-z0-9-]", line)[0]) and name not in told] == []


@pytest.mark.parametrize("page", ["README.md", "docs/manual/README.md", "docs/manual/04-forms.md"])
def test_a_page_that_counts_the_forms_counts_them_right(page: str) -> None:
    forms = len(list((ROOT / "resources/forms").glob("*.toml")))
    counted = {"十五": 15, "十六": 16, "十七": 17, "十八": 18}
    said = re.findall(r"(十.)种", (ROOT / page).read_text(encoding="utf-8"))
    assert said
    assert {counted[words] for words in said} == {forms}


def test_the_page_of_the_checks_says_how_many_rules_there_are() -> None:
    tens = {7: "七十", 8: "八十", 9: "九十", 10: "一百", 11: "一百一十", 12: "一百二十", 13: "一百三十", 14: "一百四十"}
    page = (ROOT / "docs/manual/03-checks.md").read_text(encoding="utf-8")
    assert f"，该写的写了没有。{tens[len(RULES) // 10]}多条规则" in page


def test_the_page_of_the_checks_lists_every_bound_there_is() -> None:
    page = (ROOT / "docs/manual/03-checks.md").read_text(encoding="utf-8")
    _, _, table = page.partition("| 规则 | 界限 | 原来 |\n|---|---|---|\n")
    listed = [
        tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.split("\n\n")[0].splitlines()
    ]
    bounds = [(rule, bound) for rule in RULES for bound in rule.parameters]
    assert sorted(row[:2] for row in listed) == sorted((rule.title, bound.caption) for rule, bound in bounds)
    said = {row[:2]: row[2].replace(" ", "") for row in listed}
    assert [said[rule.title, b.caption] for rule, b in bounds] == [f"{b.default}{b.unit}" for _, b in bounds]


def test_the_manual_says_where_the_first_book_lies() -> None:
    """As ``App._greet`` and the page of the first start have it: 文档/绩评本, by the name of the unit."""
    page = (ROOT / "docs/manual/06-backup-and-new-pc.md").read_text(encoding="utf-8")
    assert "“文档”里的“绩评本”文件夹，名字就是单位名称" in page
    told = (ROOT / "docs/manual/it.md").read_text(encoding="utf-8")
    assert "账套不在这里：第一次打开时建在使用人“文档”的 `绩评本` 文件夹，文件名是单位名称" in told
    assert '_folder() / "绩评本"' in (ROOT / "ui/app.py").read_text(encoding="utf-8")
    assert "{name}.jpb" in (ROOT / "ui/pages/welcome.py").read_text(encoding="utf-8")


def test_every_cause_of_a_backup_is_in_the_manual() -> None:
    sources = [file for folder in ("ui", "core") for file in (ROOT / folder).rglob("*.py")]
    causes = {
        word for f in sources for word in re.findall(r"\"(打开时|\w{2}前|手动)\"\)", f.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs/manual/06-backup-and-new-pc.md").read_text(encoding="utf-8")
    assert {"手动", "导入前", "恢复前", "打开时"} <= causes
    assert [cause for cause in sorted(causes) if f"| {cause} |" not in page] == []


NOT_ON_THE_SCREEN = {  # examples with figures and names of their own, and what others say
    "本项目（医保政策宣传经费）", "群众政策知晓率", "＋ 指标", "2 − 0.5 × 3 处 = 0.5", "填报中 1", "已停用几条校验",
    "目标改为 2 万张", "带入几个项目", "开始填 2022 年度", "账套名_恢复前_日期_时间.jpb", "账套名_抢救_日期_时间.jpb",
    "账套名_日期_时间_缘由.jpb", "未知发布者", "遇到问题时",
}  # fmt: skip


def test_what_the_manual_quotes_stands_on_the_screen() -> None:
    """Names of buttons, pages and states, and sentences: a word changed in the program is changed there as well."""
    sources = [file for folder in ("ui", "core") for file in (ROOT / folder).rglob("*.py")]
    sources += (ROOT / "resources").rglob("*.toml")
    program = "".join(file.read_text(encoding="utf-8") for file in sources)
    quoted = {
        (page.name, words.rstrip("…"))  # behind it comes what the clerk has typed
        for page in (ROOT / "docs/manual").glob("*.md")
        for words in re.findall(r"“([^”\n]{2,30})”", page.read_text(encoding="utf-8"))
    }
    assert {words for _, words in quoted} > NOT_ON_THE_SCREEN, "what is quoted no longer need not be listed"
    assert {one for one in quoted if one[1] not in program and one[1] not in NOT_ON_THE_SCREEN} == set()


# The page to pin to the wall


def text_of(data: bytes) -> tuple[str, ...]:
    """The words of each page of a pdf, without blanks and breaks."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def test_the_quick_guide_is_one_page_of_paper() -> None:
    document = pypdfium2.PdfDocument(quick_guide.TARGET)
    sizes = [tuple(round(side) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [A4]


def test_the_quick_guide_says_what_its_source_says_now() -> None:
    """After a change of quick.md: ``python build/quick_guide.py``."""
    (printed,) = text_of(quick_guide.TARGET.read_bytes())
    assert (printed,) == text_of(quick_guide.written())
    source = quick_guide.SOURCE.read_text(encoding="utf-8")
    words = [word for line in source.splitlines() if "---" not in line for word in re.split(r"\||^#+ ", line)]
    assert [word for word in map(str.strip, words) if "".join(word.split()) not in printed] == []


# The commands a page tells to type


def commands() -> Iterator[str]:
    """The commands of the program in all pages, with what stands in brackets, without what is said behind them."""
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                own = next((start for start in _OWN if line.startswith(start)), None)
                if own is not None:
                    yield re.split(r"\s{2,}", line.removeprefix(own).strip())[0].replace("[", "").replace("]", "")


COMMANDS = tuple(dict.fromkeys(commands()))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the book and the data file the commands speak of."""
    book = Book(unit=Unit(name="示例县医疗保障局", reported_on="2022-03-15"))
    project = AddRow(Project(1, 2021, 1024, name="名称"))
    workbook = Workbook.create(tmp_path / "账套.jpb", project.apply(book))
    dump.write(workbook.book, tmp_path / "数据.json")
    workbook.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pages_name_every_command() -> None:
    assert {line.split()[0] for line in COMMANDS} == {*cli.COMMANDS, "--version"}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_a_page_works_as_it_is_written(desk: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = shlex.split(line)
    for made in {"sample": ("账套.jpb",), "dump": ("数据.json",)}.get(arguments[0], ()):
        (desk / made).unlink()  # nothing is ever written over
    done = cli.run(arguments)
    said = capsys.readouterr()
    assert done == 0, said.err
    assert said.out


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_explains_itself_and_speaks_json_where_the_page_says_so(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([command, "--help"]) == 0
    speaks = "--json" in capsys.readouterr().out
    page = (ROOT / "docs/manual/it.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if "加 `--json`" in line]
    assert (f"`{command}`" in line) is speaks


def test_the_commands_of_the_readme_are_those_of_the_script() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"run", "test"} <= set(re.findall(r"^python build/dev\.py (\w+)", text, re.MULTILINE))
    done = subprocess.run(
        [sys.executable, ROOT / "build/dev.py", "nothing"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 2
    assert all(word in done.stderr for word in ("run", "test", "bench"))
