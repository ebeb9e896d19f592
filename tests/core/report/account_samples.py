"""The unit's year of the fictional 示例县医疗保障局 from a few amounts, and what the sentences of a form say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.forms.library import known
from core.model import Dossier, Project, Unit
from core.reading import Values, read
from core.report.figures import Figures
from core.report.wording import fill, worded
from core.scoring.scores import score

UNIT = Unit(name="示例县医疗保障局")
WHOLE = 900  # the number of the unit's dossier


def item(number: int, names: str, outturn: str = "", **texts: str) -> FunctionLine:
    """A 项 by its 类, 款 and 项 in one word each: 卫生健康支出/医疗救助/城乡医疗救助."""
    category, section, name = names.split("/")
    own = {"category": category, "section": section, "item": name, "outturn": outturn}
    return FunctionLine(number, WHOLE, number, **(own | texts))


def unit_year(
    accounts: Mapping[str, Account] | None = None,
    function: Iterable[FunctionLine] = (),
    economic: Iterable[EconomicLine] = (),
    members: tuple[Values, ...] = (),
    form: str = "accounts-2021",
    **answers: str,
) -> Figures:
    """The figures of the unit in 2021."""
    about = Project(WHOLE, 2021, scope="unit", form=form)
    rows = {"function": tuple(function), "economic": tuple(economic)}
    dossier = Dossier(about, answers=answers, accounts=accounts or {}, **rows)  # type: ignore[arg-type]
    values = read(known()[form], UNIT, dossier, members)
    return Figures(values, score(values))


def said(key: str, figures: Figures) -> str:
    """What a sentence of the form says, paragraphs one a line."""
    sentence = figures.form.sentence(key)
    assert sentence is not None
    return fill(worded(sentence, figures), figures.find)
