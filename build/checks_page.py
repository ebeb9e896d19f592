"""Writes docs/checks.md from the rules themselves: ``python build/checks_page.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks.md"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.checking import RULES  # noqa: E402
from core.kinds import trimmed  # noqa: E402
from core.rules.finding import (  # noqa: E402
    LEVEL_NAMES,
    TOPICS,
    Parameter,
    Rule,
)

HEAD = """# 校验

本页由 `python build/checks_page.py` 根据规则生成，请勿手改。

每条校验看一个项目的一张表，边填边算，离开格子才显示，改对了立即消失；所需的数还没有填全时不说话。等级有三种：
**错误**须改正；**需核实**改正，或写明说明，所说的数一变说明就失效；**提示**可以不理。导出从不受阻。

表样和单位都可以调整一条校验的等级，停用它，或者改它的参数：表样写在 `rules` 里（`docs/forms.md` 第 6 节），写校验和参数
的代号；单位写在设置里，盖过表样的。
"""


def page() -> str:
    """The page, Markdown."""
    return "\n".join([HEAD, *(_section(topic) for topic in TOPICS if any(rule.topic == topic for rule in RULES))])


def _section(topic: str) -> str:
    rules = sorted((rule for rule in RULES if rule.topic == topic), key=lambda rule: rule.number)
    cards = "\n".join(map(_card, rules))
    return f"## {topic}\n\n{cards}"


def _card(rule: Rule) -> str:
    """A rule as its card in the window shows it: meaning, basis, example, parameters."""
    lines = [f"- 依据：{rule.basis}", f"- 例：{rule.example}", *map(_parameter, rule.parameters), ""]
    told = "\n".join(lines)
    return f"### {rule.number} {rule.title}\n\n`{rule.id}`，{LEVEL_NAMES[rule.level]}\n\n{told}"


def _parameter(parameter: Parameter) -> str:
    unit = f" {parameter.unit}" if parameter.unit else ""
    return f"- 参数 `{parameter.key}`：{parameter.caption}，{trimmed(parameter.default)}{unit}"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
