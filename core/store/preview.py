"""What is in a book that is not open, so that the clerk can look before it takes the place of another."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.headers import called
from core.model import Book
from core.store.file import examine
from core.store.store import Store
from core.store.told import told

LAST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """A sound book as it lies there: its version, its facts, and the newest steps with their times, newest first."""

    path: Path
    version: int
    book: Book
    steps: tuple[tuple[str, str], ...]  # (2026-11-22T14:03:01, 填写“单位名称”)

    @property
    def projects(self) -> tuple[tuple[int, str], ...]:
        """Year and name of every project, newest year first."""
        years = self.book.years()
        return tuple((year, called(d.project) or "未命名项目") for year in years for d in self.book.of_year(year))

    def sentence(self) -> str:
        """Unit, projects and last step in one sentence for the clerk."""
        counted = "、".join(f"{year} 年 {len(self.book.of_year(year))} 个项目" for year in self.book.years())
        last = f"；最后一步是 {self.steps[0][0].replace('T', ' ')[:16]} {self.steps[0][1]}" if self.steps else ""
        return f"{self.book.unit.name or '（没有填单位名称）'}，{counted or '没有项目'}{last}。"


def preview(path: Path) -> Preview:
    """Read a book without touching it.  BookTrouble when it is no sound book."""
    version = examine(path)
    with closing(Store.open(path, read_only=True)) as store:
        book = store.load()
        with told(path):
            found = store.connection.execute(
                "SELECT at, name FROM change WHERE done = 1 ORDER BY id DESC LIMIT ?", (LAST_STEPS,)
            ).fetchall()
    return Preview(path, version, book, tuple((str(at), str(name)) for at, name in found))
