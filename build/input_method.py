"""Runs before ``main`` in the released program: Qt for Python brings no input method for fcitx.

fcitx 5 answers as ibus too, so a desktop that asks for fcitx gets that way, unless its plugin was put beside the others
(docs/build.md).
"""

from __future__ import annotations

import os
from pathlib import Path

_PLUGINS = Path(__file__).resolve().parent / "PySide6/Qt/plugins/platforminputcontexts"

if os.environ.get("QT_IM_MODULE", "").startswith("fcitx") and not any(_PLUGINS.glob("*fcitx*")):
    os.environ["QT_IM_MODULE"] = "ibus"
