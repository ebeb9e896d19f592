"""Sentences of forms as templates: Jinja chooses and repeats in a locked sandbox, the figures in braces stay live.

Nothing of the clerk's text is ever put in here, only paths in braces, so no text can be read again as a template.
:mod:`core.forms.check_sentences` refuses a template that uses more than :func:`parsed` and :func:`step` know; what it
accepts renders without trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.forms.model import Level2
from core.report.conditions import CONDITIONS, holds
from core.report.paths import SPECS, written
from core.scoring import missed
from core.trouble import FormTrouble

if TYPE_CHECKING:
    from core.report.figures import Figures

LONGEST = 20_000  # characters of a template
LONGEST_TEXT = 2_000_000  # characters of what it gives
MOST_STEPS = 100_000  # turns of all its loops together
MISSED = "missed"  # the condition of an indicator
TOO_LONG = "（此处文字过长，以下从略）"

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)

# What Jinja says of a text that is no template.
_SHAPES = (
    (r"Unexpected end of template\. .* to be closed is '(\w+)'\.", "“{0}”没有结束，缺少 end{0}"),
    (r"Encountered unknown tag '(\w+)'\..*", "“{0}”不该写在这里，或程序不认识"),
    (r"[Ee]xpected token '(.+)', got '(.+)'", "应当是 {0}，写的是 {1}"),
    (r"[Uu]nexpected (?:char )?'(.+?)'.*", "“{0}”不该写在这里"),
)
_NONE: Mapping[str, str] = MappingProxyType({})
_OF_PROJECT = MappingProxyType(
    {"indicators": "indicator", "evidence": "material", "goals": "goal", "levels": "level1"}
)  # fmt: skip
# What can be listed at each kind of place, and the kind of its rows.
ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "project": _OF_PROJECT,
        "unit": MappingProxyType({**_OF_PROJECT, "projects": "project", "agencies": "agency"}),
        "agency": MappingProxyType({"projects": "project"}),
        "level1": MappingProxyType({"parts": "level2", "indicators": "indicator"}),
        "level2": MappingProxyType({"indicators": "indicator"}),
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a name in a template stands for.

    ``kind`` is that of a place which has more names, ``rows of …`` for what can be listed, ``condition`` or ``figure``.
    ``path`` is the path of the figure for its project; ``prefix`` leads to the project from where the text will stand.
    """

    kind: str
    path: str = ""
    prefix: str = ""

    @property
    def full(self) -> str:
        """The path as it is written into the text."""
        return self.prefix + self.path

    @property
    def row(self) -> str:
        """The kind of the rows that can be listed here; blank when nothing can."""
        return self.kind.removeprefix("rows of ") if self.kind.startswith("rows of ") else ""


def step(spot: Spot, word: str) -> Spot:
    """What ``word`` behind a dot (or at the beginning, of the whole) stands for; never fails."""
    path = f"{spot.path}.{word}" if spot.path else word
    if spot.kind == "indicator":  # most rows are one; nothing is listed there
        return Spot("condition" if word == MISSED else "figure", path, spot.prefix)
    if row := ROWS.get(spot.kind, _NONE).get(word):
        path = spot.path if spot.kind == "agency" else path
        return Spot(f"rows of {row}", path, spot.prefix)
    if word in CONDITIONS and spot.row == "project" and spot.path.rpartition(".")[2] not in CONDITIONS:
        return Spot(spot.kind, path, spot.prefix)
    if word in CONDITIONS and spot.kind == "agency":
        return Spot("rows of project", path, spot.prefix)
    if word in CONDITIONS and spot.kind in ("project", "unit"):
        return Spot("condition", path, spot.prefix)
    return Spot("figure", path, spot.prefix)


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
            found = _listed(self._figures, self._spot)
            self._rows = tuple(_View(self.turns, figures, spot) for figures, spot in found)
        return self._rows

    def _holds(self) -> bool:
        if self._spot.row:
            return bool(self.rows())
        if self._spot.kind != "condition":
            return bool(self.text())
        head, _, last = self._spot.path.rpartition(".")
        if last != MISSED or not head:
            return holds(last, self._figures)
        place = self._figures.numbered.get(head.rpartition(".")[2])
        return place is not None and missed(self._figures.form.bands, self._figures.values.indicators[place])


_NO_STEPS: Mapping[str, _View] = MappingProxyType({})  # shared: most views lead nowhere


@lru_cache(1)  # a document asks for the sentences of one project, one after the other
def _root(figures: Figures) -> _View:
    return _View(_Turns(), figures, Spot("unit"))  # a project has no projects to list


def _listed(figures: Figures, spot: Spot) -> Iterator[tuple[Figures, Spot]]:
    """The rows of what can be listed, each with the figures of the project it belongs to."""
    dossier = figures.values.dossier
    match spot.row:
        case "project":
            for member in _members(figures, spot.path):
                yield member, Spot("project", "", f"of.{member.values.dossier.id}.")
            return
        case "agency":
            paths = [f"agencies.{number}" for number in range(1, len(figures.agencies) + 1)]
        case "indicator":
            paths = [f"indicator.{figures.values.indicators[number].row.id}" for number in _indicators(figures, spot)]
        case "level1":
            paths = [f"level.{outer.name}" for outer, _ in figures.levels]
        case "level2":
            paths = [f"{spot.path.removesuffix('.parts')}.{part.name}" for part, _ in _parts(figures, spot)]
        case "goal":
            paths = [f"goal.{row.id}" for row in dossier.goal]
        case "material":
            paths = [f"evidence.{row.id}" for row in dossier.evidence]
        case _:
            return
    yield from ((figures, Spot(spot.row, path, spot.prefix)) for path in paths)


def _members(figures: Figures, path: str) -> list[Figures]:
    """The projects of ``projects``, ``projects.carried``, ``agencies.2`` or ``agencies.2.carried``."""
    head, *rest = path.split(".")
    found = figures.members if head == "projects" else figures.agencies[int(rest.pop(0)) - 1][1]
    return [member for member in found if all(holds(condition, member) for condition in rest)]


def _indicators(figures: Figures, spot: Spot) -> Iterable[int]:
    """The places of the indicators of ``indicators`` or ``level.产出指标.数量指标.indicators``."""
    names = spot.path.split(".")[2:-1]
    if spot.path == "indicators":
        return range(len(figures.values.indicators))
    return (n for part, numbers in _parts(figures, spot) if names in ([], [part.name]) for n in numbers)


def _parts(figures: Figures, spot: Spot) -> Iterator[tuple[Level2, tuple[int, ...]]]:
    """The 二级 in use of the 一级 that a path names, with the places of their indicators."""
    name = spot.path.split(".")[1]
    yield from (found for outer, inner in figures.levels if outer.name == name for found in inner)


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
