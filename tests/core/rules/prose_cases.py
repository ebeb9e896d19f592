"""Cases of a project whose clerk wrote something: the text as typed, line feeds and all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.edits import SetField
from core.forms.model import Form
from core.model import Project
from core.reading import read
from core.rules.finding import Case
from core.scoring.scores import score
from tests.core.cases import FORM, UNIT, dossier, only

GRID = "资金 县区级 年初 1500000元 全年 1500000元 到位 1500000元 执行 484443.84元"


def telling(text: str, table: str = GRID, key: str = "use", form: Form = FORM, neighbours: Iterable[str] = ()) -> Case:
    """A project of 2021 with the rows of a table and one answer."""
    rows = dossier(table)
    rows = replace(rows, answers={**rows.answers, key: text})
    values = read(form, UNIT, rows)
    others = tuple(Project(id=100 + n, year=2021, name=name) for n, name in enumerate(neighbours))
    return Case(values, score(values), others)


def mended(told: Case, rule: str, number: int = 0) -> str:
    """What stands in the text after a click on a way out of the one finding of a rule."""
    edit = only(told, rule).fixes[number].edit
    assert isinstance(edit, SetField)
    return edit.new
