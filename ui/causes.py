"""Findings in the order in which the window goes through them: by level, and what has one cause together."""

from __future__ import annotations

from collections.abc import Iterable

from core.rules.finding import Finding, Level

_LEVELS = tuple(Level)


def by_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by level; within one, those of a rule follow its first one, else as they were."""
    given = tuple(findings)
    first: dict[tuple[Level, str], int] = {}
    for number, finding in enumerate(given):
        first.setdefault((finding.level, finding.rule), number)
    return tuple(sorted(given, key=lambda f: (_LEVELS.index(f.level), first[f.level, f.rule])))
