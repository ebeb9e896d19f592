"""Which figures the clerk may put into running text, in the order they are offered: path and spec."""

from __future__ import annotations

from collections.abc import Iterator

from core.accounts.lines import SECTIONS
from core.forms.model import Form
from core.model import SOURCES, STAGES
from core.reading import Values
from core.report.account_figures import NEEDS
from core.report.account_paths import AMOUNTS, RATES
from core.report.paths import GAPS, MEASURES

Offer = tuple[str, str]

_INDICATOR = ("target", "actual", "completion", "score")
_LEVEL = ("quota", "score", "lost", "count")
_SET_AMOUNTS = ("initial", "annual", "executed")
_SETS = (
    "initial_budget", "carried", "supplement", "allotted", "county_level", "upper_level", "adjusted_up",
    "adjusted_down", "carried_over", "nothing_executed",
)  # fmt: skip


def offered(values: Values, agencies: int) -> Iterator[Offer]:
    """The paths for a project, or for the unit with so many agencies; whether they have a value is not asked here."""
    yield from (("year", ""), ("last_year", ""), ("unit.name", ""))
    if values.dossier.is_unit:
        yield from _over_projects(values.form, agencies)
        yield from _of_accounts(values)
    else:
        yield "project.name", ""
    lines = dict.fromkeys((*(line.key for line in values.form.fund.lines), *SOURCES))
    yield from ((f"fund.{line}.{measure}", _spec(values.form, measure)) for line in lines for measure in MEASURES)
    for found in values.indicators:
        yield from ((f"indicator.{found.row.id}.{part}", "") for part in _INDICATOR)
    if values.indicators:
        yield from ((f"level.{level.name}.{part}", "") for level in values.form.indicators.levels for part in _LEVEL)
    yield from ((path, "") for path in ("score.total", "grade", "count.indicators", "count.evidence"))
    yield from ((path, "") for path in _of_sheet(values.form, values.dossier.is_unit))
    for member in values.members:
        yield from _of_member(values.form, member.dossier.id)


def _of_sheet(form: Form, unit: bool) -> Iterator[str]:
    """The points of the score sheet and of its groups."""
    sheet = form.scores
    if sheet is not None and (sheet.of == "unit") == unit:
        yield "sheet.total"
        yield from (f"sheet.{group.name}.{part}" for group in sheet.groups for part in ("score", "lost"))


def _of_accounts(values: Values) -> Iterator[Offer]:
    """What the form asks of the unit's year: each line with its measures, typed and computed, and the rows."""
    asked = [section for section in SECTIONS if section.key in values.form.accounts]
    for section in asked:
        measures = [m for m in (*AMOUNTS, *RATES) if all(need in section.measures for need in NEEDS.get(m, (m,)))]
        for line in section.lines:
            unit = values.form.prose_unit if line.kind == "money" else ""
            yield from ((f"account.{line.key}.{m}", unit if m in AMOUNTS else "") for m in measures)
    if values.accounts is None:
        return
    for row in (*values.accounts.function, *values.accounts.economic):
        yield f"{row.table}.{row.row.id}.outturn", values.form.prose_unit


def _over_projects(form: Form, agencies: int) -> Iterator[Offer]:
    """Counts, sums and rates over the projects."""
    yield from (("projects.count", ""), ("projects.names", ""), ("projects.average", ""), ("count.agencies", ""))
    sets = [f"projects.{name}" for name in _SETS]
    sets += [f"agencies.{number}" for number in range(1, agencies + 1)] if agencies > 1 else []
    for name in sets:
        yield f"{name}.count", ""
        yield from ((f"{name}.{measure}", _spec(form, measure)) for measure in (*_SET_AMOUNTS, "execution_rate"))
    for grade in form.grades:
        yield from ((f"graded.{grade.word}.count", ""), (f"graded.{grade.word}.share", ""))


def _of_member(form: Form, number: int) -> Iterator[Offer]:
    """The main figures of one project."""
    yield f"of.{number}.project.name", ""
    for measure in ("annual", "in_place", "executed", "execution_rate"):
        yield f"of.{number}.fund.total.{measure}", _spec(form, measure)
    yield from ((f"of.{number}.{path}", "") for path in ("score.total", "grade"))


def _spec(form: Form, measure: str) -> str:
    """Amounts are written with the unit of running text; rates and points have none."""
    return form.prose_unit if measure in STAGES or measure in ("balance", *GAPS) else ""
