"""The command line: the same core without the window (``python main.py --help``)."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from core.export.files import Format
from core.trouble import Trouble
from core.version import VERSION

if TYPE_CHECKING:
    from core.commands import Answer

COMMANDS = ("sample", "import", "dump", "check", "export", "forms")
"""The words that make ``main`` call :func:`run` instead of opening the window."""

TROUBLE = 2  # the exit code of a command that could not be carried out

_MISUSE = (  # what argparse says -> what we say
    (r"the following arguments are required: (.*)", "还缺少：{0}"),
    (r"unrecognized arguments: (.*)", "不认识：{0}"),
    (r"argument (.*?): invalid choice: (\S+) .*", "{0} 不能是 {1}"),
    (r"argument (.*?): expected (?:one|at least one) argument", "{0} 后面要写内容"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} 和 {1} 不能同时用"),
    (r"argument (.*?): ignored explicit argument (.*)", "{0} 后面不能写 {1}"),
    (r"argument (.*?): (.*)", "{0}：{1}"),
)


class Misuse(Trouble):
    """A command that was written wrong."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code: 0 done, 1 ``check`` found open errors, 2 trouble.

    With ``--json`` one JSON document goes to standard output and nothing else, troubles included.
    """
    from core import commands  # here, so that ``main`` can ask for the words alone

    as_json = "--json" in arguments
    try:
        chosen = _parser().parse_args(arguments)
        answer = commands.CARRY_OUT[chosen.command](chosen)
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    except Trouble as trouble:
        _say_trouble(str(trouble), as_json)
        return TROUBLE
    _say(answer, as_json)
    return answer.code


def _say(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, indent=2))
        return
    for line in answer.lines:
        print(line)
    for remark in answer.remarks:
        print(remark, file=sys.stderr)


def _say_trouble(sentence: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"trouble": sentence}, ensure_ascii=False, indent=2))
    else:
        print(sentence, file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises :class:`Misuse` instead of leaving the program."""

    def __init__(self, prog: str | None = None, description: str | None = None, **_more: object) -> None:
        """``_more`` is what argparse hands from a parser to those of its commands; each Python adds to it."""
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = "要写的"
        self._optionals.title = "可选的"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        found = ((re.fullmatch(pattern, message, re.DOTALL), words) for pattern, words in _MISUSE)
        said = next((words.format(*match.groups()) for match, words in found if match), message)
        raise Misuse(f"命令写法不对，{said}。写 {self.prog} --help 看说明。")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description="绩评本：项目支出绩效自评。不写命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"绩评本 {VERSION}", help="显示版本")
    known = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    sample = _command(known, "sample", "新建示例账套，写出它的路径")
    sample.add_argument("book", nargs="?", metavar="账套", help="新账套的路径；不写时放在用户数据文件夹")

    import_ = _command(known, "import", "把交换文件（.json）导入账套；账套不存在时新建")
    import_.add_argument("files", nargs="+", metavar="文件", help="交换文件，可以写几个")
    import_.add_argument("--book", required=True, metavar="账套", help="导入到哪个账套")
    import_.add_argument("--update", action="store_true", help="更新账套中的同名项目；不写时同名项目不导入")

    dump = _command(known, "dump", "写出交换文件", as_json=False)
    dump.add_argument("book", metavar="账套")
    dump.add_argument("--out", metavar="文件", help="写到这个文件；不写时输出到屏幕")
    _year(dump, "只写这一年，可以写几次；不写时写所有年度")

    check = _command(known, "check", "校验；没有错误时退出码是 0，有错误是 1")
    check.add_argument("book", metavar="账套")
    _selection(check)

    export = _command(known, "export", "导出报送材料")
    export.add_argument("book", metavar="账套")
    export.add_argument("--out", required=True, metavar="文件夹", help="写到这个文件夹，没有时新建；不覆盖已有的文件")
    export.add_argument("--format", type=_formats, metavar="格式", default=tuple(Format), help="例：docx,pdf,xlsx")
    export.add_argument("--protocol", action="store_true", help="另写一份审核说明：按哪些规则校验，结果怎样")
    _selection(export)

    _command(known, "forms", "列出程序认识的表样")
    return parser


def _command(
    known: argparse._SubParsersAction[_Parser], name: str, purpose: str, as_json: bool = True
) -> argparse.ArgumentParser:
    made = known.add_parser(name, help=purpose, description=f"{purpose}。")
    if as_json:
        made.add_argument("--json", action="store_true", help="只输出一个 JSON 文档")
    return made


def _selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project", action="append", default=[], metavar="项目", help="项目名称或代码，或“部门整体”，可以写几次"
    )
    parser.add_argument("--form", metavar="表样", help="都按这个表样；不写时按各项目自己的")
    _year(parser, "年度，可以写几次；不写时取最近一年")


def _year(parser: argparse.ArgumentParser, purpose: str) -> None:
    parser.add_argument("--year", action="append", type=_four_digits, default=[], metavar="年度", help=purpose)


def _four_digits(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"年度应是四位数，写的是“{text}”")
    return int(text)


def _formats(text: str) -> tuple[Format, ...]:
    words = [word.strip().lower().removeprefix(".") for word in text.replace("，", ",").split(",")]
    unknown = [word for word in words if word not in set(Format)]
    if unknown:
        raise argparse.ArgumentTypeError(f"没有“{unknown[0]}”这种格式，能写的有 {'、'.join(Format)}")
    return tuple(Format(word) for word in words)
