"""Runs every rule over a project or the unit and makes findings of what they say; keeps the clerk's reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

from core.edits import AddRow, Batch, Edit, RemoveRow, SetField, next_position
from core.forms.model import Form
from core.model import Book, Dossier, Place, Reason
from core.reading import Values
from core.remembered import by_identity
from core.rules import (
    achieved,
    basics,
    claims,
    compared,
    copied,
    coverage,
    figures,
    funds,
    judged,
    levels,
    lists,
    magnitudes,
    names,
    pasted,
    quantities,
    rates,
    reasons,
    scores,
    spelling,
    text,
    values,
    weights,
)
from core.rules.finding import Case, Finding, Level, Rule, Said
from core.rules.stamp import stamp_of

RULES: tuple[Rule, ...] = (
    *basics.RULES,
    *funds.RULES,
    *magnitudes.RULES,
    *rates.RULES,
    *coverage.RULES,
    *reasons.RULES,
    *weights.RULES,
    *levels.RULES,
    *names.RULES,
    *values.RULES,
    *compared.RULES,
    *achieved.RULES,
    *scores.RULES,
    *judged.RULES,
    *copied.RULES,
    *quantities.RULES,
    *text.RULES,
    *claims.RULES,
    *figures.RULES,
    *lists.RULES,
    *pasted.RULES,
    *spelling.RULES,
)
TOPICS = ("基本信息", "资金", "目标", "指标", "正文", "佐证材料")  # in the order of the window's pages
_LEVELS = tuple(Level)


def check(case: Case) -> tuple[Finding, ...]:
    """Everything the rules have to say on a project: errors first, then by page, then from top to bottom.

    The form may change a rule's level or turn it off.  A reason is attached while it stands for the same values.
    """
    rules = _rules_of_unit(case.form) if case.dossier.is_unit else _rules_of_project(case.form)
    found = [_finding(case.values, rule, level, said) for rule, level in rules for said in rule.check(case)]
    return tuple(sorted(found, key=_Order(case.dossier))) if len(found) > 1 else tuple(found)


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


def unknown_rules(form: Form) -> tuple[str, ...]:
    """What a form calls rules, or their parameters, and this program has not: such a change does nothing, and its
    writer must hear of it."""
    known = {rule.id: {parameter.key for parameter in rule.parameters} for rule in RULES}
    told = [change.rule for change in form.rules if change.rule not in known]
    told += [
        f"{change.rule} 的参数 {key}"
        for change in form.rules
        for key in change.values
        if change.rule in known and key not in known[change.rule]
    ]
    return tuple(dict.fromkeys(told))


def counts(findings: Iterable[Finding]) -> Mapping[Level, int]:
    """How many findings of each level still wait for the clerk."""
    waiting = Counter(finding.level for finding in findings if finding.open)
    return {level: waiting[level] for level in Level}


def reason_edit(book: Book, finding: Finding, text: str) -> Edit:
    """The step that writes ``text`` as the reason for a finding, replaces an earlier one, or, blank, takes it back."""
    dossier = book.dossiers[finding.project]
    old = next((reason for reason in dossier.reason if reason.subject == finding.subject), None)
    if not text.strip():
        return RemoveRow(old) if old else Batch(())
    if old is None:
        position = next_position(dossier.reason)
        return AddRow(Reason(book.next_id, finding.project, position, finding.subject, finding.stamp, text))
    return Batch(
        (
            SetField(Place("reason", finding.project, "stamp", old.id), old.stamp, finding.stamp),
            SetField(Place("reason", finding.project, "text", old.id), old.text, text),
        )
    )


def _finding(values: Values, rule: Rule, level: Level, said: Said) -> Finding:
    dossier = values.dossier
    answerable = said.answerable or level is not Level.ERROR
    subject, stamp = _subject(rule, said), stamp_of(values, said)
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
        stamp,
        _reason(dossier, subject, stamp) if answerable else "",
    )


def _subject(rule: Rule, said: Said) -> str:
    """What a finding is about, in words that survive a restart."""
    place = said.places[0]
    return f"{rule.id} {place.table}.{place.field} {place.row} {said.detail}".rstrip()


def _reason(dossier: Dossier, subject: str, stamp: str) -> str:
    """The clerk's reason, while it was written for these very values."""
    return next((r.text.strip() for r in dossier.reason if r.subject == subject and r.stamp == stamp), "")


def _topic(rule: Rule, place: Place) -> str:
    """The page a finding belongs to: the rule's own, but for what may lie on any page the one of its first cell."""
    if rule.id != "text-readable":
        return rule.topic
    return "指标" if place.table == "indicator" or place.field.startswith("typed.score") else "资金"


class _Order:
    """The order of the list: by level, page, and the row of the first cell; else as the rules spoke."""

    def __init__(self, dossier: Dossier) -> None:
        rows = [row for table in ("goal", "indicator", "evidence") for row in dossier.rows(table)]
        self._rows = {row.id: number for number, row in enumerate(rows, start=1)}

    def __call__(self, finding: Finding) -> tuple[int, int, int]:
        row = self._rows.get(finding.places[0].row, 0)
        return _LEVELS.index(finding.level), TOPICS.index(finding.topic), row
