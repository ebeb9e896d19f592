"""Encrypted backups (.jpbx): AES-256-GCM under a key that scrypt makes from a password.

The file: ``JPBSEAL1``, 16 bytes salt, 12 bytes nonce, 32 bytes with the book's own number, then the encrypted book.
Everything before it is authenticated with it, so a file that was changed anywhere does not open.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from core.keeping.password import key_of
from core.trouble import BookTrouble, disk_words

EXTENSION = ".jpbx"
MAGIC = b"JPBSEAL1"
_SALT, _NONCE, _NUMBER, _TAG = 16, 12, 32, 16  # bytes
_HEAD = len(MAGIC) + _SALT + _NONCE + _NUMBER
LARGEST = 200 * 1024 * 1024 + _HEAD + _TAG  # bytes, as core.store.file.LARGEST_BOOK


def seal(book: Path, number: str, target: Path, password: str) -> None:
    """Encrypt a backup into ``target``, which appears only when it has been decrypted again and is the same.

    ``number`` is the book's own, by which its backups are known.  BookTrouble without a password, or when the disk
    refuses.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not password:
        raise BookTrouble("没有加密：密码不能为空；请输入密码。")
    if target.exists():
        raise BookTrouble(f"没有加密：“{target.name}”已经存在，没有改动它；请换一个名称。")
    beside = target.with_name(f"{target.name}.new")
    try:
        plain = book.read_bytes()
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        head = MAGIC + salt + nonce + number.encode("ascii", "replace")[:_NUMBER].ljust(_NUMBER)
        beside.write_bytes(head + AESGCM(key_of(password, salt)).encrypt(nonce, plain, head))
        if _opened(beside, password) != plain:
            raise BookTrouble(f"没有加密：“{target.name}”写出后读回不符；请检查磁盘后再试。")
        beside.rename(target)
    except OSError as error:
        raise BookTrouble(f"没有写出加密备份“{target.name}”：{disk_words(error)}。") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def unseal(sealed: Path, target: Path, password: str) -> None:
    """Decrypt a backup into ``target``, which must not exist yet.

    BookTrouble when the password is wrong, the file was changed or is no encrypted backup, or the disk refuses.
    """
    try:
        plain = _opened(sealed, password)
        with target.open("xb") as file:
            file.write(plain)
    except OSError as error:
        raise BookTrouble(f"没有解开加密备份“{sealed.name}”：{disk_words(error)}。") from error


def number_of(sealed: Path) -> str | None:
    """The number of the book in an encrypted backup; None when the file is none.  OSError when it cannot be read."""
    with sealed.open("rb") as file:
        head = file.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(MAGIC):
        return None
    return head[-_NUMBER:].decode("ascii", "replace").strip()


def _opened(sealed: Path, password: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    size = sealed.stat().st_size
    content = sealed.read_bytes() if _HEAD + _TAG <= size <= LARGEST else b""
    if not content.startswith(MAGIC):
        raise BookTrouble(f"“{sealed.name}”不是绩评本的加密备份；请换一个文件。")
    head, start = content[:_HEAD], len(MAGIC) + _SALT
    salt, nonce = head[len(MAGIC) : start], head[start : start + _NONCE]
    try:
        return AESGCM(key_of(password, salt)).decrypt(nonce, memoryview(content)[_HEAD:], head)
    except InvalidTag as error:
        raise BookTrouble(f"“{sealed.name}”解不开：密码不对，或者文件已经损坏；请核对密码，或者换一份备份。") from error
