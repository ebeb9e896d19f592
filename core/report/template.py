"""Sentences of forms as templates: Jinja chooses and repeats in a locked sandbox, the figures in braces stay live.

Nothing of the clerk's text is ever put in here, only paths in braces, so no text can be read again as a template.
:mod:`core.forms.check_sentences` refuses a template that uses more than :func:`parsed` and :mod:`core.report.spots`
know; what it accepts renders without trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.report.conditions import holds
from core.report.listing import listed
from core.report.paths import SPECS, written
from core.report.spots import Spot, step
from core.trouble import FormTrouble

if TYPE_CHECKING:
    from core.report.figures import Figures

LONGEST = 20_000  # characters of a template
LONGEST_TEXT = 2_000_000  # characters of what it gives
MOST_STEPS = 100_000  # turns of all its loops together
TOO_LONG = "（此处文字过长，以下从略）"

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)

# What Jinja says of a text that is no template.
_SHAPES = (
    (r"Unexpected end of template\. .* to be closed is '(\w+)'\.", "“{0}”没有结束，缺少 end{0}"),
    (r"Encountered unknown tag '(\w+)'\..*", "“{0}”不该写在这里，或程序不认识"),
    (r"[Ee]xpected token '(.+)', got '(.+)'", "应当是 {0}，写的是 {1}"),
    (r"[Uu]nexpected (?:char )?'(.+?)'.*", "“{0}”不该写在这里"),
)


def parsed(text: str) -> nodes.Template:
    """The tree of a template.

    :raises FormTrouble: the text is no template, or larger or deeper than one may be; says what is so.
    """
    if len(text) > LONGEST:
        raise FormTrouble(f"模板有 {len(text)} 个字符，最多 {LONGEST} 个。")
    try:
        return _SANDBOX.parse(_one_line(text))
    except TemplateSyntaxError as error:
        raise FormTrouble(f"模板的写法不合规则：{_in_words(error.message or '')}。") from error
    except (RecursionError, UnicodeDecodeError, ValueError) as error:  # nested too deep; broken escapes in quotes
        raise FormTrouble("模板的写法不合规则：嵌套太深，或引号里有不能用的字符。") from error


def _in_words(message: str) -> str:
    """What Jinja says of a text that is no template, in Chinese."""
    for pattern, words in _SHAPES:
        if found := re.fullmatch(pattern, message):
            return words.format(*found.groups())
    return f"标签要写成 {{% if … %}}、{{% endif %}} 的样子（{message}）"


def rendered(text: str, figures: Figures) -> str:
    """What a template says of a project, or of the unit's projects: live figures in braces, a line feed a paragraph.

    A text without end is cut off and says so.
    """
    template, names = _compiled(text)
    root = _root(figures)
    root.turns.taken = 0
    said: list[str] = []
    length = 0
    try:
        for piece in template.generate({name: root.step(name) for name in names}):
            said.append(piece)
            length += len(piece)
            if length > LONGEST_TEXT:
                raise _TooLongError
    except _TooLongError:
        said.append(TOO_LONG)
    paragraphs = "".join(said).split("\n")
    return "\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


def _one_line(text: str) -> str:
    """Lines are joined without a space, but inside of tags; an empty line becomes the only kind of line feed."""
    whole = _TAG.sub(lambda tag: " ".join(line.strip() for line in tag[0].split("\n")), text)
    lines = (line.strip(" \t\r") for line in whole.strip(" \t\r\n").split("\n"))
    return "".join(line or "\n" for line in lines)


class _TooLongError(Exception):
    """The text exceeds what any document holds."""


class _Turns:
    """How many turns the loops of a rendering took."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self, turns: int) -> None:
        self.taken += turns
        if self.taken > MOST_STEPS:
            raise _TooLongError


class _View:
    """A name of the template while it is rendered: it leads on, holds or not, can be listed, is written as a figure.

    What it has said once it keeps, for a template asks each row again in every loop.  It holds what it leads to, and
    nothing leads back to it, so that all is gone with the root.
    """

    __slots__ = ("_figures", "_names", "_rows", "_spot", "_text", "_true", "steps", "turns")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, turns: _Turns, figures: Figures, spot: Spot) -> None:
        self.turns = turns
        self._figures = figures
        self._spot = spot
        self.steps: Mapping[str, _View] = _NO_STEPS
        self._text: str | None = None
        self._names: tuple[str | None, ...] | None = None
        self._true: bool | None = None
        self._rows: tuple[_View, ...] | None = None

    def step(self, word: str) -> _View:
        found = self.steps.get(word)
        if found is None:
            found = _View(self.turns, self._figures, step(self._spot, word))
            self.steps = {**self.steps, word: found}
        return found

    def written(self, spec: str = "") -> str:
        return written(self._spot.full, spec)

    def __str__(self) -> str:
        return self.written()

    def __bool__(self) -> bool:
        if self._true is None:
            self._true = self._holds()
        return self._true

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _View):
            return self.text() == other.text()
        if self._names is None:
            self._names = self.text(), _canonical(self._figures, self._spot.path.split("."))
        return other in self._names

    def __len__(self) -> int:
        return len(self.rows())

    def __iter__(self) -> Iterator[_View]:
        rows = self.rows()
        self.turns.take(len(rows))
        return iter(rows)

    def text(self) -> str:
        if self._text is None:
            self._text = self._figures.find(self._spot.path).text
        return self._text

    def rows(self) -> tuple[_View, ...]:
        if self._rows is None:
            found = listed(self._figures, self._spot)
            self._rows = tuple(_View(self.turns, figures, spot) for figures, spot in found)
        return self._rows

    def _holds(self) -> bool:
        if self._spot.row:
            return bool(self.rows())
        if self._spot.kind != "condition":
            return bool(self.text())
        return holds(self._spot.path, self._figures)


_NO_STEPS: Mapping[str, _View] = MappingProxyType({})  # shared: most views lead nowhere


@lru_cache(1)  # a document asks for the sentences of one project, one after the other
def _root(figures: Figures) -> _View:
    return _View(_Turns(), figures, Spot("unit"))  # a project has no projects to list


def _canonical(figures: Figures, path: list[str]) -> str | None:
    """The name of a level, which a template may compare whatever the form prints for it."""
    match path:
        case ["level", *names, "caption"]:
            return names[-1]
        case ["indicator", number, "level1" | "level2" as part]:
            place = figures.numbered.get(number)
            level = None if place is None else figures.level_of(place)
            return level[part == "level2"].name if level else None
    return None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but lengths and the units behind figures; names lead through :func:`step` alone."""

    def __init__(self) -> None:
        super().__init__(keep_trailing_newline=True, cache_size=0)
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters["length"] = len
        for spec in SPECS:
            self.filters[spec] = _with(spec)

    def getattr(self, obj: object, attribute: str) -> object:
        if not isinstance(obj, _View):
            return super().getattr(obj, attribute)
        found = obj.steps.get(attribute)
        return obj.step(attribute) if found is None else found


def _with(spec: str) -> object:
    return lambda view: view.written(spec)


_SANDBOX = _Sandbox()


@lru_cache(512)
def _compiled(text: str) -> tuple[Template, frozenset[str]]:
    """A template ready to render, and the names it asks for; only texts that passed the checks of a form get here."""
    tree = parsed(text)
    return _SANDBOX.from_string(tree), frozenset(meta.find_undeclared_variables(tree))
