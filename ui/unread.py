"""Keeps PySide from reading the source of every module that is imported while the window is there."""

from __future__ import annotations

import sys


def leave_sources_unread() -> None:
    """Called before PySide is imported: a twentieth of the start, and the text of the whole program in memory, less.

    PySide looks in each source for its own name, to know where ``from __feature__`` may change Qt's names; here nobody
    asks for that.  In a frozen program there are no sources, so this is how it runs there as well.
    """
    import shiboken6  # noqa: F401  # brings the module that would look

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda module: False
