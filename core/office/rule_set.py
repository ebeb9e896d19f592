"""By which rules a project was checked: what the protocol prints and the export log remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from core.checking import rules_of
from core.forms.library import as_known
from core.forms.model import Form
from core.kinds import trimmed
from core.model import Book
from core.office.adapted import Settings, adapted, settings_of
from core.office.rule_settings import WORDS, RuleSetting, settings_under
from core.remembered import by_identity
from core.rules.finding import BOTH, Parameter
from core.version import VERSION


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one form in one book.

    ``by_form`` and ``by_office`` say what each changes, ``off`` names the rules switched off by either.  Of two files
    with the same ``fingerprint`` were checked by the same program, form edition, rules, levels and parameters.
    """

    version: str  # of the program
    on: int  # rules that were applied
    by_form: tuple[str, ...]
    by_office: tuple[str, ...]
    off: tuple[str, ...]
    fingerprint: str


def rule_set(book: Book, form: Form) -> RuleSet:
    """The rule set under a form, with the settings of a book."""
    return _reader(settings_of(book.answers))(as_known(form))


@by_identity
def fingerprint_of(form: Form) -> str:
    """The fingerprint of the rules that a form applies, the office's settings merged into it."""
    said = [VERSION, form.id, str(form.edition)]
    for of in BOTH:
        for rule, level in rules_of(form, of):
            values = (trimmed(form.parameter(rule.id, one.key, one.default)) for one in rule.parameters)
            said.append(" ".join((of, rule.id, level, *values)))
    return blake2b("\n".join(said).encode(), digest_size=6).hexdigest()


@lru_cache(64)
def _reader(settings: Settings) -> Callable[[Form], RuleSet]:
    return by_identity(lambda form: _read(form, settings))


def _read(form: Form, settings: Settings) -> RuleSet:
    rules = [one for one in settings_under(form, dict(settings)) if one.applies]
    return RuleSet(
        VERSION,
        sum(one.on for one in rules),
        tuple(said for one in rules for said in _by_form(one)),
        tuple(said for one in rules for said in _by_office(one)),
        tuple(one.rule.title for one in rules if not one.on),
        fingerprint_of(adapted(form, settings)),
    )


def _by_form(setting: RuleSetting) -> Iterator[str]:
    title, before = setting.rule.title, setting.rule.level.value
    if setting.by_form and setting.by_form != before:
        yield f"{title}：{WORDS[before]}改为{WORDS[setting.by_form]}"
    for one in setting.parameters:
        if one.by_form is not None and one.by_form != one.parameter.default:
            yield f"{title}：{_changed(one.parameter, one.parameter.default, one.by_form)}"


def _by_office(setting: RuleSetting) -> Iterator[str]:
    title, before = setting.rule.title, setting.by_form or setting.rule.level.value
    if setting.by_office and setting.by_office != before:
        yield f"{title}：{WORDS[before]}改为{WORDS[setting.by_office]}"
    for one in setting.parameters:
        known = one.parameter.default if one.by_form is None else one.by_form
        if one.by_office is not None and one.by_office != known:
            yield f"{title}：{_changed(one.parameter, known, one.by_office)}"


def _changed(parameter: Parameter, before: Decimal, after: Decimal) -> str:
    old, new = (f"{trimmed(value)} {parameter.unit}".rstrip() for value in (before, after))
    return f"{parameter.caption} {old}改为 {new}"
