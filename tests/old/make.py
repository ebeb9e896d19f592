"""Write the book of the version at hand: ``python -m tests.old.make``, once, when that version is released."""

from __future__ import annotations

from pathlib import Path

from core.edits import set_text
from core.migrations import VERSION
from core.model import Place
from core.store import Export
from core.workbook import Workbook
from tests.core.books import small_book

STEPS = (("actual", "9850", "填写“实际完成值”"), ("score", "9.5", "填写“得分”"), ("evidence", "台账", "填写“备注”"))


def write(path: Path) -> None:
    """A book with every table filled, two steps to undo, one to redo, and one export."""
    with Workbook.create(path, small_book()) as workbook:
        for field, text, name in STEPS:
            workbook.submit(set_text(workbook.book, Place("indicator", 1, field, 4), text), name)
        workbook.undo()
        name = "示例县医疗保障局_2021_城乡医疗救助资金_自评表.docx"
        workbook.log_export(Export("2022-03-01T09:30:00", name, "0" * 64, "national-2020", 1, 2, 3, 1))


if __name__ == "__main__":
    write(Path(__file__).with_name(f"book-{VERSION}.jpb"))
