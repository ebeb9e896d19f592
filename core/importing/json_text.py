"""JSON as it was written: numbers as their letters, keys that stand twice, and faults in Chinese with their place."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from core.trouble import ImportTrouble, disk_words

LARGEST_FILE = 50 * 1024 * 1024  # bytes; a book of 200 full projects takes about 4 MB
_JSON_FAULTS = (  # the beginning of the json module's words -> ours
    ("Expecting ',' delimiter", "这里缺一个逗号，或前面的引号没有成对"),
    ("Expecting ':' delimiter", "键名后面缺冒号"),
    ("Expecting property name", "这里应是带英文双引号的键名；常见原因是多了一个逗号，或用了中文引号"),
    ("Expecting value", "这里缺一个值；常见原因是多了一个逗号，或文字没有加英文双引号"),
    ("Illegal trailing comma", "这里多了一个逗号"),
    ("Unterminated string", "从这里开始的文字没有结束的双引号"),
    ("Invalid control character", "文字中有直接的换行或制表符，请写成 \\n 或 \\t"),
    ("Invalid \\", "反斜杠写法不对，反斜杠本身请写成 \\\\"),
    ("Extra data", "文件在前面已经结束，从这里起是多余的内容"),
)


def file_text(path: Path) -> str:
    """The text of a file.

    :raises ImportTrouble: no file, larger than 50 MB, not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportTrouble(f"“{path.name}”超过 {LARGEST_FILE >> 20} MB，不像交换文件，请检查选的是否是这个文件。")
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ImportTrouble(f"找不到文件“{path}”，请检查文件名和所在文件夹。") from error
    except OSError as error:
        raise ImportTrouble(f"无法读取“{path}”：{disk_words(error)}。") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        looks = "UTF-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "GBK 等其他编码"
        raise ImportTrouble(
            f"“{path.name}”不是 UTF-8 编码（第 {line} 行，像是 {looks}），请用记事本打开，另存为时“编码”选 UTF-8。"
        ) from error


class Object(dict[str, Any]):
    """A JSON object that remembers which of its keys were written more than once; the last one counts."""

    twice: tuple[str, ...] = ()


class _NotANumber:
    """Stands for NaN and Infinity, which JSON does not have."""


def _object(pairs: list[tuple[str, Any]]) -> Object:
    made = Object(pairs)
    if len(made) < len(pairs):
        made.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return made


def parsed(text: str) -> Any:
    """What a text holds: objects as :class:`Object`, numbers as they were written.

    :raises ImportTrouble: it is larger than any exchange file, or no JSON.
    """
    if len(text) > LARGEST_FILE:
        raise ImportTrouble(f"文件超过 {LARGEST_FILE >> 20} MB，不像交换文件，请检查选的是否是这个文件。")
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=lambda _: _NotANumber(),
        )
    except json.JSONDecodeError as error:
        why = next((ours for theirs, ours in _JSON_FAULTS if error.msg.startswith(theirs)), "这里不是 JSON 的写法")
        raise ImportTrouble(f"文件第 {error.lineno} 行第 {error.colno} 个字符处读不下去：{why}。") from error
    except RecursionError as error:
        raise ImportTrouble("文件里的括号套得太深，不是绩评本的交换文件。") from error


def named(value: Any) -> str:
    """The JSON kind of a value, in the words of a sentence."""
    kinds = ((bool, "true 或 false"), (_NotANumber, "NaN 或 Infinity"), (dict, "一个对象 {…}"), (list, "一个列表 […]"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "数字或文字")
