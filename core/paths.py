"""Where things lie: the folder with the user's data, and the files the program brings along."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "绩评本"

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Forms, fonts, icons and the sample; the same beside the sources and in the released folder."""


def data_folder() -> Path:
    """Return the folder of the user's own data; it may not exist yet.

    ``%LOCALAPPDATA%/绩评本`` on Windows, else ``$XDG_DATA_HOME/绩评本`` or ``~/.local/share/绩评本``. A relative
    ``XDG_DATA_HOME`` counts as unset (XDG Base Directory Specification).
    """
    on_windows = sys.platform == "win32"
    named = Path(os.environ.get("LOCALAPPDATA" if on_windows else "XDG_DATA_HOME", ""))
    usual = Path.home() / ("AppData/Local" if on_windows else ".local/share")
    return (named if named.is_absolute() else usual) / _NAME


def sample_book() -> Path:
    """Return where the sample book is written when no other place is named."""
    return data_folder() / "示例账套.jpb"


def backup_folder() -> Path:
    """Return the folder of the backups of every book."""
    return data_folder() / "backup"


def form_folder() -> Path:
    """Return the folder of the form files the office added; it may not exist yet."""
    return data_folder() / "forms"


def subject_folder() -> Path:
    """Return the folder of the 科目 the office added; it may not exist yet."""
    return data_folder() / "subjects"


def log_folder() -> Path:
    """Return the folder of the program's own log."""
    return data_folder() / "log"
