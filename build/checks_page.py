"""Writes docs/checks.md from the rules themselves: ``python build/checks_page.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks.md"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.checking import RULES, TOPICS  # noqa: E402
from core.rules.finding import LEVEL_NAMES, Rule  # noqa: E402

HEAD = """# 校验

本页由 `python build/checks_page.py` 根据规则生成，请勿手改。

每条校验看一个项目的一张表，边填边算，离开格子才显示，改对了立即消失；所需的数还没有填全时不说话。等级有三种：
**错误**须改正；**需核实**改正，或写明说明，所说的数一变说明就失效；**提示**可以不理。表样可以调整一条校验的等级或停用它
（表样文件里的 `rules`，写校验的代号）。导出从不受阻。
"""
COLUMNS = "| 号 | 代号 | 校验 | 等级 | 依据 |\n|---:|---|---|---|---|\n"


def page() -> str:
    """The page, Markdown."""
    return "\n".join([HEAD, *(_section(topic) for topic in TOPICS if any(rule.topic == topic for rule in RULES))])


def _section(topic: str) -> str:
    rules = sorted((rule for rule in RULES if rule.topic == topic), key=lambda rule: rule.number)
    return f"## {topic}\n\n{COLUMNS}{''.join(map(_row, rules))}"


def _row(rule: Rule) -> str:
    return f"| {rule.number} | `{rule.id}` | {rule.title} | {LEVEL_NAMES[rule.level]} | {rule.basis} |\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
