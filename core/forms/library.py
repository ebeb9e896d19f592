"""The forms the program knows: reading form files, checking them, and choosing the one of a project.

Form files lie in the program's own folder and in that of the office, which goes first where both name the same form.
A file is read and checked when its form is asked for first; whoever asks for all of them reads all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core import toml
from core.forms.model import Form
from core.forms.numbering import numbered
from core.forms.phrases import expanded, phrase_faults
from core.forms.proven import FOLDER, is_proven
from core.paths import form_folder
from core.trouble import FormTrouble, disk_words

if TYPE_CHECKING:
    from core.model import Project, Unit

DEFAULT_FORM = "national-2020"

_SHAPES = (
    (r"Object missing required field `(.+)`", "缺少“{0}”"),
    (r"Object contains unknown field `(.+)`", "有程序不认识的“{0}”"),
    (r"Invalid enum value '?(.*?)'?", "“{0}”不在允许的取值里"),
    (r"Expected `(.+)`, got `(.+)`", "应当是{0}，写的是{1}"),
)
_TYPES = {"str": "文字", "int": "整数", "float": "小数", "decimal": "数", "bool": "true 或 false", "array": "列表 [ ]",
          "object": "一组键值", "null": "空"}  # fmt: skip


def read_form(path: Path, *, trusting: bool = True) -> Form:
    """Read and check one form file (TOML, UTF-8); the numbers of its headings are written out.

    ``trusting`` takes a form of the program's own, as it was given away, for sound without checking it.

    :raises FormTrouble: the file cannot be read, is no form, or contradicts itself; says where and what to mend.
    """
    as_written = _shaped(path, _with_sheet(path, _parsed(path)))
    form = expanded(as_written)
    if not (trusting and _is_proven(path, as_written)):
        from core.forms.checks import faults

        for fault in chain(phrase_faults(as_written), faults(form)):
            raise FormTrouble(f"表样文件“{path.name}”：{fault}请改正后再试。")
    if form.id != path.stem:
        raise FormTrouble(f"表样文件“{path.name}”里的 id 是“{form.id}”，应当与文件名相同，请改成“{path.stem}”。")
    return numbered(form)


def _is_proven(path: Path, form: Form) -> bool:
    """Whether a file is sound for certain; one that takes a sheet from another file depends on that as well."""
    return not form.scores_from and is_proven(path.read_bytes())


def add(path: Path) -> Form:
    """Take a form file into the office's folder, where every start finds it; one of the same name is replaced.

    :raises FormTrouble: the file is no sound form, or cannot be copied; nothing has changed then.
    """
    form = read_form(path)
    target = form_folder() / f"{form.id}.toml"  # whatever the file was called: every start looks for this name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        beside = target.with_suffix(".part")
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        raise FormTrouble(f"无法把表样文件“{path.name}”存到“{target.parent}”：{disk_words(error)}。") from error
    _shelf.cache_clear()
    return form


class Shelf:
    """Form files of some folders, later ones first where names are equal.  Exports and the window may ask at once."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._unread: dict[str, list[Path]] = {}
        self._sound: dict[str, Form] = {}
        self._broken: list[FormTrouble] = []
        self._all: tuple[Mapping[str, Form], tuple[FormTrouble, ...]] | None = None
        self._lock = RLock()
        for folder in folders:
            for path in sorted(folder.glob("*.toml")):
                self._unread.setdefault(path.stem, []).append(path)

    def find(self, name: str) -> Form | None:
        """The sound form of a name, if there is one."""
        with self._lock:
            for path in self._unread.pop(name, ()):
                try:
                    self._sound[name] = read_form(path)
                except FormTrouble as trouble:
                    self._broken.append(trouble)
            return self._sound.get(name)

    def all(self) -> tuple[Mapping[str, Form], tuple[FormTrouble, ...]]:
        """The sound forms, the default and newest editions first; and what is wrong with the others."""
        with self._lock:
            if self._all is None:
                for name in tuple(self._unread):
                    self.find(name)
                found = sorted(self._sound.values(), key=lambda form: (form.id != DEFAULT_FORM, -form.edition, form.id))
                self._all = MappingProxyType({form.id: form for form in found}), tuple(self._broken)
            return self._all


@cache
def _shelf() -> Shelf:
    return Shelf((FOLDER, form_folder()))


def known() -> Mapping[str, Form]:
    """All sound forms by id, in the order they are offered: the default, then newest edition first.

    :raises FormTrouble: the form everybody falls back to is missing or broken.
    """
    forms, troubles = _shelf().all()
    if DEFAULT_FORM not in forms:
        reason = next((str(t) for t in troubles if DEFAULT_FORM in str(t)), "文件不在。")
        raise FormTrouble(f"默认表样“{DEFAULT_FORM}”不能用，请重新安装程序。{reason}")
    return forms


def troubles() -> tuple[FormTrouble, ...]:
    """What is wrong with the form files that :func:`known` leaves out."""
    return _shelf().all()[1]


def form_of(unit: Unit, project: Project) -> Form:
    """The form a project is filed under: its own, else the unit's, else the default; unknown ones count as none."""
    shelf = _shelf()
    found = (shelf.find(name) for name in (project.form, unit.form, DEFAULT_FORM))
    return next((form for form in found if form is not None), None) or known()[DEFAULT_FORM]


def find(name: str) -> Form | None:
    """The sound form of an id, if there is one; no other file is read."""
    return _shelf().find(name)


def as_known(form: Form) -> Form:
    """A form as its file says, without what an office changed in it; one the program does not know stays as it is."""
    return find(form.id) or form


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return toml.read(path)
    except toml.Unread as error:
        raise FormTrouble(f"表样文件“{path.name}”{error}。") from error


def _with_sheet(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """What a form file says, with the score sheet of the form it names in ``scores_from``; the office's goes first."""
    name = data.get("scores_from")
    if not isinstance(name, str) or not name:
        return data
    if "scores" in data:
        raise FormTrouble(f"表样文件“{path.name}”有 scores_from，就不能再写 scores，请删去其中一样。")
    folders = (form_folder(), path.parent, FOLDER) if re.fullmatch(r"[\w-]+", name) else ()
    found = next((one for folder in folders if (one := folder / f"{name}.toml").is_file()), None)
    sheet = _parsed(found).get("scores") if found else None
    if sheet is None:
        raise FormTrouble(f"表样文件“{path.name}”的 scores_from“{name}”不是有评分表（scores）的表样，请改正。")
    return {**data, "scores": sheet}


def _shaped(path: Path, data: dict[str, Any]) -> Form:
    import msgspec

    try:
        return msgspec.convert(data, Form, strict=True)
    except msgspec.ValidationError as error:
        what, where = _in_words(str(error))
        raise FormTrouble(f"表样文件“{path.name}”{where}{what}，请对照 docs/forms.md 改正。") from error


def _in_words(message: str) -> tuple[str, str]:
    """A message of the reader in Chinese: what is wrong, and where."""
    said, _, path = message.partition(" - at `$")
    where = _place(path.rstrip("`"))
    for pattern, words in _SHAPES:
        if found := re.fullmatch(pattern, said):
            return words.format(*(_typed(part) for part in found.groups())), where
    return f"写法不对（{said}）", where


def _typed(word: str) -> str:
    return "或".join(_TYPES.get(part, part) for part in word.split(" | "))


def _place(path: str) -> str:
    """``.fund.lines[0].caption`` → 的 fund › lines 第 1 项 › caption 处."""
    steps = re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path)
    if not steps:
        return "最外层"
    words = [f"› {name}" if name else f"第 {int(number) + 1} 项" for name, number in steps]
    return f"的 {' '.join(words).removeprefix('› ')} 处"
