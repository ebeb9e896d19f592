"""The version of the program, as 关于 and the files it writes name it."""

from __future__ import annotations

VERSION = "0.1.0"
