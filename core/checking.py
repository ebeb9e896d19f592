"""Runs every rule over a project or the unit and makes findings of what they say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from core.forms.model import Form
from core.model import STAGES, Dossier, Place
from core.reading import TOTAL, TYPED_OVER, Values
from core.remembered import by_identity
from core.rules import (
    accounts_balance,
    accounts_charts,
    accounts_counts,
    accounts_divided,
    accounts_items,
    accounts_projects,
    accounts_reasons,
    accounts_subjects,
    accounts_sums,
    accounts_text,
    achieved,
    basics,
    claims,
    compared,
    copied,
    coverage,
    figures,
    funds,
    in_yuan,
    judged,
    levels,
    lists,
    magnitudes,
    names,
    pasted,
    quantities,
    rates,
    reasons,
    results,
    score_sheets,
    scores,
    spelling,
    text,
    values,
    weights,
    years,
)
from core.rules.finding import TOPICS, Case, Finding, Level, Rule, Said
from core.rules.stamp import stamp_of

RULES: tuple[Rule, ...] = (
    *basics.RULES,
    *funds.RULES,
    *magnitudes.RULES,
    *in_yuan.RULES,
    *rates.RULES,
    *coverage.RULES,
    *accounts_sums.RULES,
    *accounts_divided.RULES,
    *accounts_balance.RULES,
    *accounts_items.RULES,
    *accounts_reasons.RULES,
    *accounts_counts.RULES,
    *accounts_projects.RULES,
    *accounts_subjects.RULES,
    *accounts_charts.RULES,
    *reasons.RULES,
    *weights.RULES,
    *levels.RULES,
    *names.RULES,
    *values.RULES,
    *compared.RULES,
    *achieved.RULES,
    *scores.RULES,
    *judged.RULES,
    *score_sheets.RULES,
    *copied.RULES,
    *quantities.RULES,
    *text.RULES,
    *years.RULES,
    *claims.RULES,
    *figures.RULES,
    *results.RULES,
    *accounts_text.RULES,
    *lists.RULES,
    *pasted.RULES,
    *spelling.RULES,
)
_LEVELS = tuple(Level)
_LISTS = ("goal", "indicator", "evidence", "function", "economic", "score_item")  # tables of rows a finding is about


def check(case: Case) -> tuple[Finding, ...]:
    """Everything the rules have to say on a project: errors first, then by page, then from top to bottom.

    The form may change a rule's level or turn it off.  A reason is attached while it stands for the same values.
    """
    rules = _rules_of_unit(case.form) if case.dossier.is_unit else _rules_of_project(case.form)
    said = [(rule, _finding(case.values, rule, level, one)) for rule, level in rules for one in rule.check(case)]
    found = tuple(_causes(said)) if len(said) > 1 else tuple(finding for _, finding in said)
    return tuple(sorted(found, key=_Order(case.dossier))) if len(found) > 1 else found


def _causes(said: list[tuple[Rule, Finding]]) -> Iterator[Finding]:
    """The findings but for those that wait: what they rest on is itself in doubt, and may explain them."""
    causes: dict[str, list[Finding]] = {}
    for _, finding in said:
        if finding.open:
            causes.setdefault(finding.rule, []).append(finding)
    for rule, finding in said:
        beneath = (cause for name in rule.rests_on if name in causes for cause in causes[name])
        if not any(_explains(cause, finding) for cause in beneath):
            yield finding


def _explains(cause: Finding, finding: Finding) -> bool:
    """Whether one finding may be the cause of another.

    Of indicators the row counts, of the fund grid the column; what is made of all rows, or of the whole grid, rests on
    each of them.
    """
    rows, stages = _rows(finding), _stages(finding)
    if wrong := _rows(cause):
        return not wrong.isdisjoint(rows) if rows else not finding.places[0].field.startswith(f"{TYPED_OVER}{TOTAL}.")
    if wrong_stages := _stages(cause):
        return not wrong_stages.isdisjoint(stages) if stages else not rows
    if wrong_cells := _cells(cause):
        return not wrong_cells.isdisjoint(_cells(finding))
    return True


def _cells(finding: Finding) -> frozenset[Place]:
    """The cells of the unit's final accounts."""
    return frozenset(place for place in finding.places if place.table in ("account", "function", "economic"))


def _rows(finding: Finding) -> frozenset[int]:
    return frozenset(place.row for place in finding.places if place.table == "indicator")


def _stages(finding: Finding) -> frozenset[str]:
    """The columns of the fund grid in which a finding names an amount, typed or typed over."""
    typed = (place for place in finding.places if place.table == "fund" or place.field.startswith(TYPED_OVER))
    return frozenset(stage for place in typed if (stage := place.field.rpartition(".")[2]) in STAGES)


def rules_of(form: Form, of: str = "project") -> tuple[tuple[Rule, Level], ...]:
    """The rules a form applies to a project, or to the unit, each with the level it has there."""
    changed = {change.rule: change.level for change in form.rules if change.level}
    return tuple(
        (rule, Level(changed[rule.id]) if rule.id in changed else rule.level)
        for rule in RULES
        if of in rule.of and form.stage in rule.stages and changed.get(rule.id) != "off"
    )


_rules_of_project = by_identity(partial(rules_of, of="project"))
_rules_of_unit = by_identity(partial(rules_of, of="unit"))


def _finding(values: Values, rule: Rule, level: Level, said: Said) -> Finding:
    dossier = values.dossier
    answerable = said.answerable or level is not Level.ERROR
    subject = _subject(rule, said)
    return Finding(
        rule.id,
        level,
        _topic(rule, said.places[0]),
        rule.basis,
        dossier.id,
        said.message,
        said.places,
        said.sides,
        said.fixes,
        answerable,
        subject,
        _reason(values, subject, said) if answerable else "",
    )


def _subject(rule: Rule, said: Said) -> str:
    """What a finding is about, in words that survive a restart."""
    place = said.places[0]
    return f"{rule.id} {place.table}.{place.field} {place.row} {said.detail}".rstrip()


def _reason(values: Values, subject: str, said: Said) -> str:
    """The clerk's reason, while it was written for these very values."""
    written = [reason for reason in values.dossier.reason if reason.subject == subject]
    stamp = stamp_of(values, said.places, said.sides) if written else ""
    return next((reason.text.strip() for reason in written if reason.stamp == stamp), "")


def _topic(rule: Rule, place: Place) -> str:
    """The page a finding belongs to: the rule's own, but for what may lie on any page the one of its first cell."""
    if rule.id != "text-readable":
        return rule.topic
    if place.table in ("account", "function", "economic"):
        return "决算"
    return "指标" if place.table == "indicator" or place.field.startswith("typed.score") else "资金"


class _Order:
    """The order of the list: by level, page, and the row of the first cell; else as the rules spoke."""

    def __init__(self, dossier: Dossier) -> None:
        rows = [row for table in _LISTS for row in dossier.rows(table)]
        self._rows = {row.id: number for number, row in enumerate(rows, start=1)}

    def __call__(self, finding: Finding) -> tuple[int, int, int]:
        row = self._rows.get(finding.places[0].row, 0)
        return _LEVELS.index(finding.level), TOPICS.index(finding.topic), row
