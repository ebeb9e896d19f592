"""Reads a TOML file the office may have written, whatever is in it: bounded in size, depth and time."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.trouble import disk_words

LARGEST_FILE = 1_000_000  # bytes; the largest of ours needs some 60,000
_MOST_DOTS = 200  # in a line; a key of thousands of parts takes tomllib memory by the square of their number


class Unread(ValueError):
    """A file that cannot be read: ``str(unread)`` is the rest of a sentence that names it, without its 。."""


def read(path: Path) -> dict[str, Any]:
    """What a TOML file (UTF-8) says; a number with a point is a Decimal.

    :raises Unread: it cannot be read, is too large, or is no TOML; says where and what to mend.
    """
    import tomllib

    text = _text(path)
    if max((line.count(".") for line in text.splitlines()), default=0) > _MOST_DOTS:
        raise Unread("里有一行的小数点多得不合常理，请换一个文件")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        raise Unread(f"{where}的写法不合 TOML 规则，请改正") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise Unread("里有一个位数太多的数，请改正") from error
    except RecursionError as error:
        raise Unread("嵌套太深，请换一个文件") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unread("太大（超过 1 MB），请换一个文件")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Unread("找不到，请核对位置") from error
    except OSError as error:
        raise Unread(f"无法读取：{disk_words(error)}") from error
    except UnicodeDecodeError as error:
        raise Unread("不是 UTF-8 编码，请用 UTF-8 重新保存") from error
