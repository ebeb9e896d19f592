"""The optional password of the window: kept as a scrypt hash, so that the settings do not betray it.

It keeps a colleague from opening the window in passing; who can read the disk can read the book.  What leaves the
office is protected by :mod:`core.keeping.sealed`.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from hashlib import scrypt

COST, BLOCK, LANES = 15, 8, 1  # 2 to the 15th: 32 MB and about a tenth of a second
_SALT = 16  # bytes
_MEMORY = 64 * 1024 * 1024  # bytes; more than the hash takes


def hashed(password: str) -> str:
    """What is kept of a password: ``scrypt$15$8$1$salt$hash``, every time another text."""
    salt = secrets.token_bytes(_SALT)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${key_of(password, salt).hex()}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password that was :func:`hashed`; False for a text that is no hash."""
    try:
        kind, cost, block, lanes, salt, key = kept.split("$")
        salted, wanted = bytes.fromhex(salt), bytes.fromhex(key)
    except ValueError:
        return False
    if (kind, cost, block, lanes) != ("scrypt", str(COST), str(BLOCK), str(LANES)):
        return False
    return hmac.compare_digest(key_of(password, salted), wanted)


def key_of(password: str, salt: bytes) -> bytes:
    """32 bytes from a password; full-width and half-width spellings are the same password."""
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return scrypt(plain, salt=salt, n=1 << COST, r=BLOCK, p=LANES, maxmem=_MEMORY, dklen=32)
