"""What this computer remembers beside the books: the second place for backups, and the window's password as a hash.

It lies in one small file in the data folder.  A file that is broken counts as none: nothing in it is a fact.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from core.paths import data_folder
from core.trouble import Trouble, disk_words

FILE_NAME = "settings.json"
_LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings; blank texts are not set.

    ``second_place`` is a folder on another disk, ``remind_after`` the days without a backup there after which the clerk
    is reminded (0: never), ``second_made`` the day of the newest backup there by book number, ``password`` as of
    :func:`core.keeping.password.hashed`.
    """

    second_place: str = ""
    second_made: dict[str, str] = field(default_factory=dict)
    password: str = ""
    remind_after: int = 30


def file() -> Path:
    """Where the settings lie."""
    return data_folder() / FILE_NAME


def read() -> Preferences:
    """The settings; those of a new computer when there are none that can be read."""
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        if file().stat().st_size <= _LARGEST:
            return msgspec.json.decode(file().read_bytes(), type=Preferences)
    return Preferences()


def write(settings: Preferences) -> None:
    """Keep the settings.  Trouble when the disk refuses; the old ones are still there then."""
    path = file()
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Trouble(f"设置没有保存：{disk_words(error)}。") from error
