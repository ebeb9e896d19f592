"""Templates of a form's sentences: only the nodes, names and figures a sentence may use.

What passes here can neither reach the program nor fail when it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from jinja2 import nodes

from core.forms.check_accounts import account_fault, list_fault
from core.forms.check_figures import Of, figure_faults, path_fault
from core.forms.model import Form, Sentence
from core.report.account_paths import NAMES
from core.report.conditions import unknown_amount
from core.report.paths import SPECS, is_figure, parts
from core.report.spots import Spot, sample, step
from core.report.template import parsed
from core.trouble import FormTrouble

DEEPEST_LOOPS = 3
_DEEPEST = 40  # nodes inside one another
_ALLOWED = "句子里只能用 if、for、数据、条件、== != < > 和 and、or、not"
_CALLED: Mapping[type[nodes.Node], str] = MappingProxyType(
    {
        nodes.Call: "调用", nodes.CallBlock: "调用", nodes.Macro: "macro", nodes.Include: "include",
        nodes.Import: "import", nodes.FromImport: "import", nodes.Extends: "extends", nodes.Block: "block",
        nodes.Assign: "set", nodes.AssignBlock: "set", nodes.With: "with", nodes.FilterBlock: "filter",
        nodes.Getitem: "方括号或序号", nodes.Test: "is", nodes.CondExpr: "写在一行里的 if … else", nodes.Concat: "~",
        nodes.BinExpr: "运算", nodes.UnaryExpr: "运算", nodes.List: "列表", nodes.Tuple: "列表", nodes.Dict: "列表",
    }
)  # fmt: skip
_NUMBERS = ("index",)
_BY_NUMBER = ("indicator.1.", "goal.1.", "evidence.1.", *(f"{kind}.1." for kind in NAMES))
_HEADS = frozenset("unit project fund goal indicator level clauses answer score count graded of".split()) | {*NAMES}
_TURNS = ("first", "last")

_Names = Mapping[str, Spot]


class _RefusedError(Exception):
    """The end of the sentence that says what a template may not do."""


def sentence_faults(form: Form, sentence: Sentence) -> Iterator[str]:
    """What is wrong with a formulaic sentence in the documents that use it."""
    where = f"sentences“{sentence.key}”"
    try:
        tree = parsed(sentence.text)
    except FormTrouble as trouble:
        yield f"{where}的{trouble}"
        return
    if _depth(tree) > _DEEPEST:
        yield f"{where}嵌套太深，请拆成几个句子。"
        return
    for of in users(form, sentence):
        checker = _Checker(form, where, of)
        try:
            checker.body(tree.body, MappingProxyType({}), 0)
        except _RefusedError as refused:
            yield f"{where}{refused}"
        yield from checker.faults


def users(form: Form, sentence: Sentence) -> list[Of]:
    """In whose documents a sentence stands; one nobody uses counts as a project's."""
    topics = [topic.of for topic in form.topics if topic.sentence == sentence.key]
    found = [document.of for document in form.documents for piece in document.pieces if piece.sentence == sentence.key]
    return sorted({*topics, *found}) or ["project"]


def _depth(tree: nodes.Node) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting and deepest <= _DEEPEST:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return deepest


class _Checker:
    """One sentence in the documents of a project or of the unit."""

    def __init__(self, form: Form, where: str, of: Of) -> None:
        self._form = form
        self._where = where
        self._of = of
        self.faults: list[str] = []

    def body(self, body: list[nodes.Node], names: _Names, loops: int) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._output(part, names)
                case nodes.If():
                    self._truth(node.test, names)
                    self.body([*node.body, *node.elif_, *node.else_], names, loops)
                case nodes.For():
                    self._loop(node, names, loops + 1)
                case _:
                    raise _RefusedError(f"用了{_called(node)}，{_ALLOWED}。")

    def _loop(self, node: nodes.For, names: _Names, loops: int) -> None:
        if loops > DEEPEST_LOOPS:
            raise _RefusedError(f"的 for 套了 {loops} 层，最多 {DEEPEST_LOOPS} 层。")
        if not isinstance(node.target, nodes.Name) or node.recursive:
            raise _RefusedError("的 for 应当写成“for 名称 in 列表”。")
        name = node.target.name
        if name == "loop" or name.startswith("_") or name in names or self._is_taken(name):
            raise _RefusedError(f"的 for 用的名称“{name}”已经有别的意思，请换一个。")
        listed = self._spot(node.iter, names)
        if not listed.row:
            raise _RefusedError(f"里的“{_said(node.iter)}”不能用 for 逐个列出。")
        if wrong := list_fault(self._form, listed.row):
            raise _RefusedError(f"里的“{_said(node.iter)}”{wrong}")
        inner = {name: self._first(listed), **{key: spot for key, spot in names.items() if key != "loop"}}
        if node.test is not None:
            self._truth(node.test, inner)
        self.body(node.body, {**inner, "loop": Spot("loop")}, loops)
        self.body(node.else_, names, loops)

    def _first(self, listed: Spot) -> Spot:
        """A row as it could be; its number stands for any, the level for every level."""
        outer = next(iter(self._form.indicators.levels), None)
        match listed.row:
            case "level1":
                path = f"level.{outer.name}" if outer else "level"
            case "level2":
                path = f"level.{outer.name}.{outer.parts[0].name}" if outer and outer.parts else "level"
            case _:
                return sample(listed)
        return Spot(listed.row, path, listed.prefix)

    def _is_taken(self, name: str) -> bool:
        return name in _HEADS or is_figure(name) or step(self._root, name).kind != "figure"

    @property
    def _root(self) -> Spot:
        return Spot(self._of)

    def _output(self, node: nodes.Node, names: _Names) -> None:
        if isinstance(node, nodes.TemplateData):
            self._plain(node.data)
        elif isinstance(node, nodes.Filter) and node.name in SPECS:
            self._figure(_bare(node), names)
        elif not self._is_number(node, names) or isinstance(node, nodes.Const):
            self._figure(node, names)

    def _plain(self, text: str) -> None:
        self.faults += figure_faults(self._form, self._where, text, self._of)
        left = "".join(plain for plain, _, _ in parts(text))
        if not self.faults and ("{" in left or "}" in left):
            raise _RefusedError("里的花括号没有成对，数据要写成“{year}”的样子，中间不能有 if 和 for。")

    def _figure(self, node: nodes.Node, names: _Names) -> None:
        """A name that is printed or compared leads to a figure of this form."""
        spot, said = self._spot(node, names), _said(node)
        if spot.kind == "loop" or not is_figure(spot.full):
            raise _RefusedError(f"里的“{said}”不是程序认识的数据。")
        row = spot.path.startswith(_BY_NUMBER)  # a row that is listed is there
        known = row or (spot.prefix and spot.path.removeprefix("answer.") in self._form.project_answers)
        wrong = "" if known else path_fault(self._form, spot.path, "project" if spot.prefix else self._of)
        if wrong:
            raise _RefusedError(f"里的“{said}”{wrong}")

    def _truth(self, node: nodes.Node, names: _Names) -> None:
        match node:
            case nodes.Not():
                self._truth(node.node, names)
            case nodes.And() | nodes.Or():
                self._truth(node.left, names)
                self._truth(node.right, names)
            case nodes.Compare():
                self._comparison(node, names)
            case nodes.Getattr(attr=attr) if self._is_loop(node.node, names) and attr in _TURNS:
                pass
            case _:
                spot = self._spot(node, names)
                if unknown_amount(spot.path) and isinstance(node, nodes.Getattr):
                    self._figure(node.node, names)
                if spot.kind == "condition" and (wrong := account_fault(self._form, spot.path)):
                    raise _RefusedError(f"里的“{_said(node)}”{wrong}")
                if spot.kind != "condition" and not spot.row:
                    self._figure(node, names)

    def _comparison(self, node: nodes.Compare, names: _Names) -> None:
        sides = (node.expr, *(operand.expr for operand in node.ops))
        if len(sides) != 2 or node.ops[0].op not in ("eq", "ne", "lt", "gt"):
            raise _RefusedError(f"里的比较只能是两项，用 == != < >；{_ALLOWED}。")
        if all(self._is_number(side, names) for side in sides):
            return
        if node.ops[0].op in ("lt", "gt"):
            raise _RefusedError("里的 < 和 > 只能比较 loop.index、个数（|length）和整数。")
        texts = [side for side in sides if isinstance(side, nodes.Const) and type(side.value) is str]
        figures = [side for side in sides if side not in texts]
        if not figures:
            raise _RefusedError("里的比较没有数据，两边都是固定的文字。")
        for figure in figures:
            self._figure(figure, names)
            self._named(figure, [text.value for text in texts], names)

    def _named(self, figure: nodes.Node, texts: list[str], names: _Names) -> None:
        """What the level of an indicator is compared with is one of the form: another one would never match."""
        levels, part = self._form.indicators.levels, self._spot(figure, names).path.removeprefix("indicator.1.")
        if part not in ("level1", "level2"):
            return
        known = levels if part == "level1" else [inner for outer in levels for inner in outer.parts]
        for text in texts:
            if all(text not in (level.name, level.printed) for level in known):
                raise _RefusedError(f"里与“{_said(figure)}”比较的“{text}”不是这个表样的指标级别。")

    def _is_number(self, node: nodes.Node, names: _Names) -> bool:
        """Whether an expression is an integer: written, of a loop, or how much can be listed."""
        match node:
            case nodes.Const(value=value):
                return type(value) is int
            case nodes.Getattr(attr=attr):
                return self._is_loop(node.node, names) and attr in _NUMBERS
            case nodes.Filter(name="length"):
                return bool(self._spot(_bare(node), names).row)
        return False

    def _is_loop(self, node: nodes.Node, names: _Names) -> bool:
        return isinstance(node, nodes.Name) and node.name == "loop" and "loop" in names

    def _spot(self, node: nodes.Node, names: _Names) -> Spot:
        """What a name, or a way of names, stands for."""
        match node:
            case nodes.Name(name=name):
                return names[name] if name in names else step(self._root, name)
            case nodes.Getattr(attr=attr) if not self._is_loop(node.node, names):
                return step(self._spot(node.node, names), attr)
            case nodes.Const():
                raise _RefusedError("里的固定文字和数不能单独使用。")
            case nodes.Getattr(attr=attr):
                raise _RefusedError(f"里的“loop.{attr}”不能用在这里；数用 loop.index，条件用 loop.first、loop.last。")
        raise _RefusedError(f"用了{_called(node)}，{_ALLOWED}。")


def _bare(node: nodes.Filter) -> nodes.Node:
    """What a filter stands behind."""
    if node.node is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise _RefusedError(f"里的“|{node.name}”后面不能有括号。")
    return node.node


def _said(node: nodes.Node) -> str:
    """A way of names as it is written in the template."""
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _called(node: nodes.Node) -> str:
    """What the author calls a node."""
    if isinstance(node, nodes.Filter):
        return f"“|{node.name}”"
    return next((f"“{name}”" for kind, name in _CALLED.items() if isinstance(node, kind)), "程序不认识的写法")
