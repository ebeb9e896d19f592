"""What everything in a form file is made of."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything a form file holds: frozen, and an unknown key is refused."""
