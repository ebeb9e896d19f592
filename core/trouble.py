"""Faults of the machine, each told to the clerk in one sentence.

Three kinds of trouble have three homes: what is wrong with the clerk's figures is a finding (``core.rules``), what
the machine cannot do is a :class:`Trouble`, and a bug reaches the crash net of ``main`` as an ordinary exception.
"""

from __future__ import annotations


class Trouble(Exception):
    """Base: ``str(trouble)`` is a Chinese sentence with what is so and what to do."""


class BookTrouble(Trouble):
    """A book cannot be opened, read or written."""


class FormTrouble(Trouble):
    """A form file is broken; the sentence names file, place and mend."""


class ImportTrouble(Trouble):
    """A file from outside cannot be read."""


class ExportTrouble(Trouble):
    """A file cannot be written or does not hold what it should."""
