"""The rules as an office sees and changes them: what program, form and office say about each, and the step that changes
it.  The settings themselves are merged into the forms by :mod:`core.office.adapted`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from core.edits import Batch, Edit, set_text
from core.forms.library import as_known, form_of
from core.forms.model import Form
from core.model import UNIT_ROW, Book, Place, Project
from core.office.adapted import LEVEL, LEVELS, PREFIX, key_of, level_in, number_in, parts_of, settings_of, value_by_form
from core.rules.finding import LEVEL_NAMES, Parameter, Rule

Word = Literal["", "error", "warning", "hint", "off"]
"""A level as it is set; blank where nothing is said."""

WORDS: Mapping[str, str] = {**{level.value: name for level, name in LEVEL_NAMES.items()}, "off": "停用"}
"""What a level that is set is called."""


@dataclass(frozen=True, slots=True)
class ParameterSetting:
    """A parameter of a rule: its default, and what form and office say, where they say something."""

    parameter: Parameter
    by_form: Decimal | None
    by_office: Decimal | None
    typed: str  # what the office typed, readable or not

    @property
    def value(self) -> Decimal:
        """The value that counts."""
        told = (self.by_office, self.by_form)
        return next((value for value in told if value is not None), self.parameter.default)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule with its levels by program (``rule.level``), form and office, and its parameters.

    ``applies`` is False where forms of this stage do not ask for what the rule looks at.
    """

    rule: Rule
    by_form: Word
    by_office: Word
    parameters: tuple[ParameterSetting, ...]
    applies: bool

    @property
    def word(self) -> Word:
        """The level that counts, or ``off``."""
        return self.by_office or self.by_form or self.rule.level.value

    @property
    def on(self) -> bool:
        """Whether projects under the form are checked by the rule."""
        return self.applies and self.word != "off"

    @property
    def changed(self) -> bool:
        """Whether the office says anything about it, be it a text that does nothing."""
        return bool(self.by_office) or any(one.typed for one in self.parameters)


# ---- reading


def _rules() -> tuple[Rule, ...]:
    """Every rule of the program; the window is there before they are loaded."""
    from core.checking import RULES

    return RULES


def rule_settings(book: Book, form: Form | None = None) -> tuple[RuleSetting, ...]:
    """Every rule of the program as it counts under a form (default: that of new projects)."""
    chosen = as_known(form) if form else form_of(book.unit, Project(UNIT_ROW, 0))
    return settings_under(chosen, book.answers)


def settings_under(form: Form, answers: Mapping[str, str]) -> tuple[RuleSetting, ...]:
    """Every rule under a form as the program knows it, with the settings among the answers of a unit."""
    return tuple(_setting(rule, form, answers) for rule in _rules())


def ineffective(answers: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for every setting among a unit's answers that changes nothing: unknown, or unreadable."""
    known = {rule.id: rule for rule in _rules()}
    return tuple(said for key, text in settings_of(answers) if (said := _fault(known, key, text)))


def unknown(form: Form) -> tuple[str, ...]:
    """What a form calls rules, or their parameters, and the program has not: such a change does nothing, and its
    writer must hear of it."""
    known = {rule.id: {one.key for one in rule.parameters} for rule in _rules()}
    told = []
    for change in form.rules:
        if change.rule not in known:
            told.append(f"“{change.rule}”，程序没有这条校验")
        else:
            missing = (key for key in change.values if key not in known[change.rule])
            told += [f"“{change.rule}”的“{key}”，程序没有这个参数" for key in missing]
    return tuple(dict.fromkeys(told))


def setting_words(key: str) -> str:
    """What a setting is called: the rule's title and 级别 or the parameter; blank where the program knows none such."""
    if not key.startswith(PREFIX):
        return ""
    rule, name = parts_of(key)
    known = next((one for one in _rules() if one.id == rule), None)
    captions = {LEVEL: "级别", **{one.key: one.caption for one in (known.parameters if known else ())}}
    return f"{known.title}：{captions[name]}" if known and name in captions else ""


# ---- changing


def set_level(book: Book, rule: str, word: Word) -> Edit:
    """The step that sets a rule's level for all forms of the office; blank: as form and program say."""
    return _typed(book, key_of(rule), word)


def set_parameter(book: Book, rule: str, key: str, text: str) -> Edit:
    """The step that types a parameter's value for all forms of the office; blank: as form and program say."""
    return _typed(book, key_of(rule, key), text.strip())


def reset(book: Book, rule: str | None = None) -> Edit:
    """The step that takes back all settings of a rule, or of every rule, those that change nothing included."""
    keys = [key for key, _ in settings_of(book.answers) if rule is None or parts_of(key)[0] == rule]
    return Batch(tuple(set_text(book, Place("answer", UNIT_ROW, key), "") for key in keys))


# ---- inside


def _setting(rule: Rule, form: Form, answers: Mapping[str, str]) -> RuleSetting:
    levels = [change.level for change in form.rules if change.rule == rule.id and change.level]
    by_office = level_in(answers.get(key_of(rule.id), ""))
    parameters = tuple(_parameter(rule, parameter, form, answers) for parameter in rule.parameters)
    return RuleSetting(rule, levels[-1] if levels else "", by_office, parameters, form.stage in rule.stages)


def _parameter(rule: Rule, parameter: Parameter, form: Form, answers: Mapping[str, str]) -> ParameterSetting:
    typed = answers.get(key_of(rule.id, parameter.key), "")
    return ParameterSetting(parameter, value_by_form(form, rule.id, parameter.key), number_in(typed), typed)


def _typed(book: Book, key: str, text: str) -> Edit:
    step = set_text(book, Place("answer", UNIT_ROW, key), text)
    return step if step.old != step.new else Batch(())


def _fault(known: Mapping[str, Rule], key: str, text: str) -> str:
    """Why a setting changes nothing; blank when it does."""
    rule, name = parts_of(key)
    if rule not in known:
        return f"校验设置“{key}”不起作用：程序没有“{rule}”这条校验。"
    title = known[rule].title
    if name == LEVEL:
        allowed = "、".join(LEVELS)
        return "" if level_in(text) else f"校验“{title}”的级别写的是“{text}”，不起作用，应为 {allowed} 之一。"
    parameter = next((one for one in known[rule].parameters if one.key == name), None)
    if parameter is None:
        return f"校验设置“{key}”不起作用：“{title}”没有“{name}”这个参数。"
    if number_in(text) is None:
        return f"校验“{title}”的参数“{parameter.caption}”写的是“{text}”，不起作用，应为不小于 0 的数。"
    return ""
