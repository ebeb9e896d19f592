"""What the tests of several commands speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.edits import SetField
from core.model import Place
from core.workbook import Workbook

Run = Callable[..., tuple[int, str, str]]

SUM = "共计10万元，其中甲3万元、乙4万元。"

UNIT_TOLD = ["project-outturn"]  # what the unit of the sample is asked to look at


def mended(path: Path) -> None:
    """Take the three planted errors out of the sample."""
    with Workbook.open(path) as workbook:
        number = workbook.book.of_year(2021)[0].id
        dossier = workbook.book.dossiers[number]
        row = {r.name: r.id for r in dossier.indicator}
        typed = Place("answer", number, "typed.total.execution_rate")
        target = Place("indicator", number, "target", row["救助政策宣传资料印发量"])
        weight = Place("indicator", number, "weight", row["与民政部门的信息比对机制"])
        for place, text in ((typed, ""), (target, "1万张"), (weight, "15")):
            workbook.submit(SetField(place, dossier.text(place), text), "改正")
