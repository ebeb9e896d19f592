"""The forms the program knows: reading form files, checking them, and choosing the one of a project.

Form files lie in the program's own folder and in that of the office, which goes first where both name the same form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core.forms.model import Form
from core.forms.numbering import numbered
from core.paths import RESOURCES, form_folder
from core.trouble import FormTrouble, disk_words

if TYPE_CHECKING:
    from core.model import Project, Unit

DEFAULT_FORM = "national-2020"
FOLDER = RESOURCES / "forms"
LARGEST_FILE = 1_000_000  # bytes; the official formats need some 20,000
_MOST_DOTS = 200  # in a line; a key of thousands of parts takes tomllib memory by the square of their number

_SHAPES = (
    (r"Object missing required field `(.+)`", "缺少“{0}”"),
    (r"Object contains unknown field `(.+)`", "有程序不认识的“{0}”"),
    (r"Invalid enum value '?(.*?)'?", "“{0}”不在允许的取值里"),
    (r"Expected `(.+)`, got `(.+)`", "应当是{0}，写的是{1}"),
)
_TYPES = {"str": "文字", "int": "整数", "float": "小数", "decimal": "数", "bool": "true 或 false", "array": "列表 [ ]",
          "object": "一组键值", "null": "空"}  # fmt: skip


def read_form(path: Path) -> Form:
    """Read and check one form file (TOML, UTF-8); the numbers of its headings are written out.

    :raises FormTrouble: the file cannot be read, is no form, or contradicts itself; says where and what to mend.
    """
    from core.forms.checks import faults

    form = _shaped(path, _parsed(path))
    for fault in faults(form):
        raise FormTrouble(f"表样文件“{path.name}”：{fault}请改正后再试。")
    if form.id != path.stem:
        raise FormTrouble(f"表样文件“{path.name}”里的 id 是“{form.id}”，应当与文件名相同，请改成“{path.stem}”。")
    return numbered(form)


def add(path: Path) -> Form:
    """Take a form file into the office's folder, where every start finds it; one of the same name is replaced.

    :raises FormTrouble: the file is no sound form, or cannot be copied; nothing has changed then.
    """
    form = read_form(path)
    target = form_folder() / path.name
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


def known() -> Mapping[str, Form]:
    """All sound forms by id, in the order they are offered: the default, then newest edition first.

    :raises FormTrouble: the form everybody falls back to is missing or broken.
    """
    forms, troubles = _shelf()
    if DEFAULT_FORM not in forms:
        reason = next((str(t) for t in troubles if DEFAULT_FORM in str(t)), "文件不在。")
        raise FormTrouble(f"默认表样“{DEFAULT_FORM}”不能用，请重新安装程序。{reason}")
    return forms


def troubles() -> tuple[FormTrouble, ...]:
    """What is wrong with the form files that :func:`known` leaves out."""
    return _shelf()[1]


def form_of(unit: Unit, project: Project) -> Form:
    """The form a project is filed under: its own, else the unit's, else the default; unknown ones count as none."""
    forms = known()
    return next((forms[name] for name in (project.form, unit.form) if name in forms), forms[DEFAULT_FORM])


def as_known(form: Form) -> Form:
    """A form as its file says, without what an office changed in it; one the program does not know stays as it is."""
    return known().get(form.id, form)


@cache
def _shelf() -> tuple[Mapping[str, Form], tuple[FormTrouble, ...]]:
    read: dict[str, Form] = {}
    broken: list[FormTrouble] = []
    for folder in (FOLDER, form_folder()):
        for path in sorted(folder.glob("*.toml")):
            try:
                read[path.stem] = read_form(path)
            except FormTrouble as trouble:
                broken.append(trouble)
    found = sorted(read.values(), key=lambda form: (form.id != DEFAULT_FORM, -form.edition, form.id))
    return MappingProxyType({form.id: form for form in found}), tuple(broken)


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib
    from decimal import Decimal

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FormTrouble(f"“{path.name}”太大（超过 1 MB），不像表样文件，请换一个文件。")
        text = path.read_bytes().decode("utf-8-sig")
        if max((line.count(".") for line in text.splitlines()), default=0) > _MOST_DOTS:
            raise FormTrouble(f"表样文件“{path.name}”里有一行的小数点多得不合常理，不像表样文件，请换一个文件。")
        return tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError as error:
        raise FormTrouble(f"找不到表样文件“{path.name}”，请核对位置。") from error
    except OSError as error:
        raise FormTrouble(f"无法读取表样文件“{path.name}”：{disk_words(error)}。") from error
    except UnicodeDecodeError as error:
        raise FormTrouble(f"表样文件“{path.name}”不是 UTF-8 编码，请用 UTF-8 重新保存。") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        raise FormTrouble(f"表样文件“{path.name}”{where}的写法不合 TOML 规则，请改正。") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise FormTrouble(f"表样文件“{path.name}”里有一个位数太多的数，请改正。") from error
    except RecursionError as error:
        raise FormTrouble(f"表样文件“{path.name}”嵌套太深，不像表样文件，请换一个文件。") from error


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
