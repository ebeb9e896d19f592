"""The rows of the unit's year as the clerk typed them; what they mean is computed by :mod:`core.accounts.values`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

# The measures of a line of the final accounts, and the budgets its expenditure by function is paid from.
ACCOUNT_MEASURES = MappingProxyType(
    {
        "budget": "年初预算数",
        "adjusted": "调整预算数",
        "outturn": "决算数",
        "previous": "上年决算数",
        "use": "主要用于",
        "reason": "主要原因",
    }
)
FUNCTION_SOURCES = ("一般公共预算", "政府性基金", "国有资本经营")
ECONOMIC_KINDS = ("人员经费", "公用经费")


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the unit's year as typed, of :mod:`core.accounts.lines`: amounts (a bare number is 万元) or counts.

    What is typed at a line that is a sum stands over the computed sum.
    """

    budget: str = ""  # 年初预算数
    adjusted: str = ""  # 调整预算数
    outturn: str = ""  # 决算数, of a count the number of the year
    previous: str = ""  # 上年决算数
    use: str = ""  # 主要用于
    reason: str = ""  # 主要原因


@dataclass(frozen=True, slots=True)
class FunctionLine:
    """One 项 of the expenditure by function (支出功能分类科目), paid from one of the three budgets."""

    id: int
    project: int
    position: int = 0
    source: str = ""  # one of FUNCTION_SOURCES; blank means the first
    code: str = ""  # of the 项, seven digits
    category: str = ""  # 类
    section: str = ""  # 款
    item: str = ""  # 项
    budget: str = ""
    adjusted: str = ""
    outturn: str = ""
    previous: str = ""
    use: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EconomicLine:
    """One 款 of the basic expenditure by economic item (部门预算支出经济分类科目)."""

    id: int
    project: int
    position: int = 0
    kind: str = ""  # one of ECONOMIC_KINDS
    code: str = ""  # five digits
    name: str = ""
    budget: str = ""
    outturn: str = ""
    previous: str = ""
