"""The program's own forms are checked before it is given away; what somebody has changed is checked when it is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.forms import proven
from core.forms.library import read_form
from core.forms.proven import FOLDER, LIST, is_proven, listed
from core.trouble import FormTrouble

OURS = tuple(sorted(FOLDER.glob("*.toml")))
ASKS = "accounts-2021.toml"  # its sentences take the longest


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_every_form_of_ours_is_sound(path: Path) -> None:
    assert read_form(path, trusting=False).id == path.stem


def test_the_list_holds_every_form_of_ours_as_it_is() -> None:
    assert LIST.read_text(encoding="ascii") == listed(OURS), "run python build/proven_forms.py"


def test_line_ends_of_another_system_change_nothing() -> None:
    content = (FOLDER / ASKS).read_bytes()
    assert is_proven(content)
    assert is_proven(content.replace(b"\n", b"\r\n"))
    assert not is_proven(content + b" ")


def test_a_form_of_ours_that_was_changed_is_checked(tmp_path: Path) -> None:
    copy = tmp_path / ASKS
    shutil.copy(FOLDER / ASKS, copy)
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("{% endif %}", "", 1), encoding="utf-8")
    with pytest.raises(FormTrouble, match="的模板的写法不合规则"):
        read_form(copy)


def test_without_the_list_every_form_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(proven, "LIST", tmp_path / "proven.txt")
    proven._proven.cache_clear()
    try:
        assert not is_proven((FOLDER / ASKS).read_bytes())
    finally:
        proven._proven.cache_clear()
