"""Rules per office: levels and parameter values that the office set for all its forms, kept in the book.

A setting is an answer of the unit, ``rule.<rule id>.level`` or ``rule.<rule id>.<parameter>``, a number as typed.  It
goes before what a form says, which goes before what the program says.  :mod:`core.office.rule_settings` says which
settings of a book name something the program does not know; here they do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

import msgspec

from core.forms.library import form_of
from core.forms.model import Form, RuleChange
from core.kinds import read_number
from core.model import Book, Project
from core.remembered import by_identity

PREFIX = "rule."  # of the unit's answers that are settings
LEVEL = "level"  # the last part of the key of a level
LEVELS = ("error", "warning", "hint", "off")

Settings = tuple[tuple[str, str], ...]
"""The settings of a book, key and text as typed, in the order of their keys."""

_Level = Literal["", "error", "warning", "hint", "off"]


def key_of(rule: str, name: str = LEVEL) -> str:
    """The key of the answer that holds a rule's level, or a parameter."""
    return f"{PREFIX}{rule}.{name}"


def parts_of(key: str) -> tuple[str, str]:
    """The rule and the parameter (or ``level``) that a key names."""
    rule, _, name = key.removeprefix(PREFIX).rpartition(".")
    return rule, name


@by_identity
def settings_of(answers: Mapping[str, str]) -> Settings:
    """The settings among the answers of a unit, unreadable ones included."""
    return tuple(sorted((key, text) for key, text in answers.items() if key.startswith(PREFIX)))


def level_in(text: str) -> _Level:
    """The level a text names; blank when it names none."""
    return cast("_Level", text) if text in LEVELS else ""


def number_in(text: str) -> Decimal | None:
    """The parameter value a text holds; None when it is blank, no number, or below zero."""
    number = read_number(text)
    return number if isinstance(number, Decimal) and number >= 0 else None


def adapted(form: Form, settings: Settings) -> Form:
    """A form with the office's settings merged into its ``rules``; the form itself where none says anything."""
    office = _changes(settings)
    if not office:
        return form
    own = {change.rule: change for change in _merged(form.rules)}
    merged = (_over(own.get(rule), office.get(rule)) for rule in dict.fromkeys((*own, *office)))
    return msgspec.structs.replace(form, rules=tuple(merged))


def value_by_form(form: Form, rule: str, key: str) -> Decimal | None:
    """The value a form as the program knows it gives to a rule's parameter; None when it says nothing."""
    return next((change.values[key] for change in form.rules if change.rule == rule and key in change.values), None)


def under(book: Book, form: Form) -> Form:
    """A form as it counts in a book; the same object for the same settings, so that caches may compare by identity."""
    settings = settings_of(book.answers)
    return _adapter(settings)(form) if settings else form


def form_in(book: Book, project: Project) -> Form:
    """The form a project of a book is filed under, with the office's settings."""
    return under(book, form_of(book.unit, project))


@lru_cache(64)
def _adapter(settings: Settings) -> Callable[[Form], Form]:
    return by_identity(lambda form: adapted(form, settings))


def _changes(settings: Settings) -> Mapping[str, RuleChange]:
    """The changes that settings ask for, by rule; what cannot be read changes nothing."""
    levels: dict[str, _Level] = {}
    values: dict[str, dict[str, Decimal]] = {}
    for key, text in settings:
        rule, name = parts_of(key)
        number = number_in(text)
        if name == LEVEL and level_in(text):
            levels[rule] = level_in(text)
        elif name != LEVEL and number is not None:
            values.setdefault(rule, {})[name] = number
    return {
        rule: RuleChange(rule, levels.get(rule, ""), values.get(rule, {})) for rule in dict.fromkeys((*levels, *values))
    }


def _merged(changes: tuple[RuleChange, ...]) -> tuple[RuleChange, ...]:
    """One change a rule: of several the first value counts, and the last level, as everywhere."""
    found: dict[str, RuleChange] = {}
    for change in changes:
        before = found.get(change.rule, RuleChange(change.rule))
        values = {**change.values, **before.values}
        found[change.rule] = RuleChange(change.rule, change.level or before.level, values)
    return tuple(found.values())


def _over(own: RuleChange | None, office: RuleChange | None) -> RuleChange:
    """What the office says about a rule over what the form says."""
    if own is None or office is None:
        return cast("RuleChange", own or office)
    return RuleChange(own.rule, office.level or own.level, {**own.values, **office.values})
