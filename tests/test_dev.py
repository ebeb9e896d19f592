"""The two commands on a fresh machine: what can be proved without installing anything."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

DEV_FILE = Path(__file__).resolve().parent.parent / "build" / "dev.py"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, set to an empty checkout with a Chinese name and a space."""
    spec = importlib.util.spec_from_file_location("dev", DEV_FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "绩评本 副本"
    (root / ".venv").mkdir(parents=True)
    (root / "requirements.txt").write_text("alpha>=1\n", encoding="utf-8")
    (root / "requirements-dev.txt").write_text("# 测试\n-r requirements.txt\nbeta>=1\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(module, "VENV", root / ".venv")
    monkeypatch.setattr(module, "UNFINISHED", root / ".venv" / "unfinished")
    return module


@pytest.fixture
def work(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the set-up does to the machine, written down instead of done; pip always succeeds."""
    done: list[str] = []

    def note(what: str, answer: object) -> Callable[..., object]:
        def step(*arguments: str) -> object:
            done.append(" ".join([what, *arguments]))
            return answer

        return step

    monkeypatch.setattr(dev, "venv_version", lambda: "3.11.7")
    monkeypatch.setattr(dev, "has_pip", lambda: True)
    monkeypatch.setattr(dev, "make_venv", note("venv", None))
    monkeypatch.setattr(dev, "pip_install", note("pip", 0))
    return done


def test_the_second_start_installs_nothing(dev: ModuleType, work: list[str]) -> None:
    dev.set_up(dev.RUNTIME)
    dev.set_up(dev.RUNTIME)
    assert work == ["pip requirements.txt"]


def test_after_the_tests_the_program_starts_without_installing(dev: ModuleType, work: list[str]) -> None:
    dev.set_up(dev.DEVELOPMENT)
    dev.set_up(dev.RUNTIME)
    assert work == ["pip requirements-dev.txt"]


def test_after_the_program_the_tests_install_what_they_need_on_top(dev: ModuleType, work: list[str]) -> None:
    dev.set_up(dev.RUNTIME)
    dev.set_up(dev.DEVELOPMENT)
    assert work == ["pip requirements.txt", "pip requirements-dev.txt"]


def test_a_changed_requirement_is_installed_for_the_tests_too(dev: ModuleType, work: list[str]) -> None:
    dev.set_up(dev.DEVELOPMENT)
    (dev.ROOT / "requirements.txt").write_text("alpha>=2\n", encoding="utf-8")
    dev.set_up(dev.DEVELOPMENT)
    assert work == ["pip requirements-dev.txt"] * 2


def test_another_python_installs_again(dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    dev.set_up(dev.RUNTIME)
    monkeypatch.setattr(dev, "venv_version", lambda: "3.12.1")
    dev.set_up(dev.RUNTIME)
    assert work == ["pip requirements.txt"] * 2


def test_an_environment_that_does_not_start_is_made_anew(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["", "3.11.7"])
    monkeypatch.setattr(dev, "venv_version", lambda: next(answers))
    dev.set_up(dev.RUNTIME)
    assert work == ["venv", "pip requirements.txt"]


def test_an_environment_without_pip_is_made_anew(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_pip", lambda: False)
    dev.set_up(dev.RUNTIME)
    assert work == ["venv", "pip requirements.txt"]


def test_an_interrupted_set_up_begins_from_scratch(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as machine:
        machine.setattr(dev, "pip_install", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up(dev.RUNTIME)
    dev.set_up(dev.RUNTIME)
    assert work == ["venv", "pip requirements.txt"]
    assert not dev.UNFINISHED.exists()


def test_a_failing_pip_is_told_in_a_sentence_and_tried_again_without_a_new_environment(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as machine:
        machine.setattr(dev, "pip_install", lambda _file: 1)
        with pytest.raises(dev.Halt, match="请检查网络后再运行一次"):
            dev.set_up(dev.RUNTIME)
    dev.set_up(dev.RUNTIME)
    assert work == ["pip requirements.txt"]


def test_a_python_that_is_not_there_has_no_version(dev: ModuleType) -> None:
    assert dev.venv_version() == ""


def test_missing_libraries_are_named_by_their_debian_packages(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(library: str) -> None:
        if library in ("libEGL.so.1", "libxcb-cursor.so.0"):
            raise OSError(library)

    monkeypatch.setattr(sys, "platform", "linux")
    assert dev.missing_packages(load) == ["libegl1", "libxcb-cursor0"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.missing_packages(load) == []


def test_the_sentence_about_missing_packages_holds_the_exact_command(dev: ModuleType) -> None:
    assert dev.missing_sentence(["libegl1", "libxcb-cursor0"], has_apt=True) == (
        "系统缺少 2 个软件包，窗口可能打不开；请管理员运行：sudo apt-get install -y libegl1 libxcb-cursor0"
    )
    assert "apt-get" not in dev.missing_sentence(["libegl1"], has_apt=False)


def test_without_rights_nothing_is_installed_and_the_start_goes_on(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev, "apt_install", _power_cut)
    dev.provide_qt_packages(["libegl1"])
    assert "libegl1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("platform", "environment", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
    ],
)
def test_a_linux_without_x_and_wayland_has_no_screen(
    dev: ModuleType, platform: str, environment: dict[str, str], screen: bool
) -> None:
    assert dev.has_screen(platform, environment) is screen


def test_an_old_python_is_refused_in_one_sentence(dev: ModuleType) -> None:
    dev.refuse_old_python((3, 11, 0))
    with pytest.raises(dev.Halt, match=r"^绩评本需要 Python 3\.11 或更新版本，现在运行的是 3\.8\.18；"):
        dev.refuse_old_python((3, 8, 18))


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(DEV_FILE.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_unknown_command_is_answered_with_the_two_there_are(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["start"]) == dev.EXIT_TROUBLE
    assert "build/dev.py run" in capsys.readouterr().err


def test_the_exit_code_of_the_tests_is_that_of_the_first_failing_tool(
    dev: ModuleType, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    codes = {"ruff": 0, "mypy": 1, "pytest": 5}

    def call(command: list[str], **_options: object) -> int:
        called.append(" ".join(command[2:]))
        return codes[command[2]]

    monkeypatch.setattr(dev, "missing_packages", list)
    monkeypatch.setattr(dev, "provide_qt_packages", lambda packages: None)
    monkeypatch.setattr(dev.subprocess, "call", call)
    monkeypatch.setattr(dev.os, "cpu_count", lambda: 2)
    assert dev.run_tests(["-k", "一个"]) == 1
    assert called == ["ruff check .", "mypy --strict core", "pytest -n 2 --dist worksteal -k 一个"]
    assert work == ["pip requirements-dev.txt"]


@pytest.mark.parametrize(("cores", "workers"), [(1, None), (2, "2"), (64, "8")])
def test_the_tests_run_on_all_cores(dev: ModuleType, cores: int, workers: str | None) -> None:
    assert dev.on_all_cores(cores)[1:2] == ([workers] if workers else [])


def _power_cut(*_arguments: object) -> None:
    raise KeyboardInterrupt
