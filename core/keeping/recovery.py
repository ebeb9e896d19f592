"""The ways out when a book cannot be opened: its newest good backup, with what is in it and what would differ, and
what can be salvaged.  Nothing here changes the damaged file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.backup import Backup, listed
from core.keeping.difference import Difference, difference
from core.store.file import EXTENSION
from core.store.preview import Preview, preview
from core.store.salvage import Salvaged, salvage
from core.trouble import BookTrouble


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup that opens, and what is in it."""

    backup: Backup
    preview: Preview


def newest_good(book: Path, folders: Iterable[Path]) -> Offer | None:
    """The newest backup of a book that opens, of all folders; encrypted ones are left out, nobody knows their word."""
    found = [backup for folder in folders for backup in listed(folder, book) if not backup.is_sealed]
    for backup in sorted(found, key=lambda backup: backup.at, reverse=True):
        try:
            return Offer(backup, preview(backup.path))
        except BookTrouble:
            continue
    return None


def would_differ(damaged: Path, offer: Offer) -> Difference | None:
    """What would be other than in the damaged book, as far as that can still be read; None when it cannot at all."""
    with TemporaryDirectory() as folder:
        try:
            left = salvage(damaged, Path(folder) / f"left{EXTENSION}", offer.backup.path)
            return difference(preview(left.path).book, offer.preview.book)
        except BookTrouble:
            return None


def salvage_beside(damaged: Path, offer: Offer | None) -> Salvaged:
    """Bring what can be read into a new book beside the damaged one (账套_抢救_时间.jpb).  BookTrouble."""
    at = datetime.now().strftime("%Y-%m-%d_%H%M%S")
    target = damaged.with_name(f"{damaged.stem}_抢救_{at}{EXTENSION}")
    return salvage(damaged, target, offer.backup.path if offer else None)
