"""The lines of a unit's year: final accounts, 三公, staff, property, and what each is the sum of.

The lines are those of 部门决算 as it is published (收入支出决算总表 and those behind it) and of 部门基本情况; a form
chooses which it asks for.  A sum is computed from its parts measure by measure; what is typed at its place stands over
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from core.accounts.rows import ACCOUNT_MEASURES, ECONOMIC_KINDS, FUNCTION_SOURCES
from core.model import SOURCES

MONEY_MEASURES = ("budget", "adjusted", "outturn", "previous")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line.  ``parts`` it is the sum of; ``rows`` names rows that add up to it: a source of the expenditure by
    function or a kind of the basic expenditure by economic item.  A count has whole numbers and no unit of money.
    """

    key: str
    caption: str
    kind: Literal["money", "count"] = "money"
    parts: tuple[str, ...] = ()
    rows: str = ""
    unit: str = "万元"  # behind a count: 人, 辆, 批次

    @property
    def is_sum(self) -> bool:
        """Whether the program computes it, unless the clerk types over it."""
        return bool(self.parts or self.rows)


@dataclass(frozen=True, slots=True)
class AccountSection:
    """Lines that are asked for together, with the measures they have."""

    key: str
    caption: str
    measures: tuple[str, ...]
    lines: tuple[AccountLine, ...]


def _money(key: str, caption: str, *parts: str, rows: str = "") -> AccountLine:
    return AccountLine(key, caption, "money", parts, rows)


def _count(key: str, caption: str, unit: str, *parts: str) -> AccountLine:
    return AccountLine(key, caption, "count", parts, unit=unit)


_GENERAL, _FUND, _CAPITAL = FUNCTION_SOURCES
_PERSONNEL, _RUNNING = ECONOMIC_KINDS
_CAR_KINDS = (
    ("car", "轿车"),
    ("offroad", "越野车"),
    ("minibus", "小型载客汽车"),
    ("coach", "大中型载客汽车"),
    ("other_car", "其他车型"),
)
_CAR_USES = (
    ("deputy_province", "副部（省）级及以上领导用车"),
    ("leader", "主要领导干部用车"),
    ("confidential", "机要通信用车"),
    ("emergency", "应急保障用车"),
    ("enforcement", "执法执勤用车"),
    ("special", "特种专业技术用车"),
    ("retired_cadre", "离退休干部用车"),
    ("other_use", "其他用车"),
)

SECTIONS = (
    AccountSection(
        "income",
        "收入决算",
        ("budget", "outturn", "previous"),
        (
            _money("general_income", "一般公共预算财政拨款收入"),
            _money("fund_income", "政府性基金预算财政拨款收入"),
            _money("capital_income", "国有资本经营预算财政拨款收入"),
            _money("superior_income", "上级补助收入"),
            _money("business_income", "事业收入"),
            _money("operating_income", "经营收入"),
            _money("affiliated_income", "附属单位上缴收入"),
            _money("other_income", "其他收入"),
            _money(
                "income",
                "本年收入合计",
                "general_income",
                "fund_income",
                "capital_income",
                "superior_income",
                "business_income",
                "operating_income",
                "affiliated_income",
                "other_income",
            ),
            _money("surplus_used", "使用非财政拨款结余"),
            _money("opening", "年初结转和结余"),
            _money("total_income", "收入总计", "income", "surplus_used", "opening"),
        ),
    ),
    AccountSection(
        "expenditure",
        "支出决算",
        ("budget", "adjusted", "outturn", "previous"),
        (
            _money("basic", "基本支出"),
            _money("projects", "项目支出"),
            _money("paid_up", "上缴上级支出"),
            _money("operating", "经营支出"),
            _money("subsidies", "对附属单位补助支出"),
            _money("expenditure", "本年支出合计", "basic", "projects", "paid_up", "operating", "subsidies"),
            _money("surplus_allotted", "结余分配"),
            _money("closing", "年末结转和结余"),
            _money("total_expenditure", "支出总计", "expenditure", "surplus_allotted", "closing"),
        ),
    ),
    AccountSection(
        "fiscal",
        "财政拨款收入支出决算",
        ("budget", "adjusted", "outturn", "previous"),
        (
            _money("fiscal_income", "本年财政拨款收入", "general_income", "fund_income", "capital_income"),
            _money("fiscal_opening", "年初财政拨款结转和结余"),
            _money("fiscal_total_income", "财政拨款收入总计", "fiscal_income", "fiscal_opening"),
            _money("general", "一般公共预算财政拨款支出", rows=_GENERAL),
            _money("fund", "政府性基金预算财政拨款支出", rows=_FUND),
            _money("capital", "国有资本经营预算财政拨款支出", rows=_CAPITAL),
            _money("fiscal_expenditure", "本年财政拨款支出", "general", "fund", "capital"),
            _money("fiscal_closing", "年末财政拨款结转和结余"),
            _money("fiscal_total_expenditure", "财政拨款支出总计", "fiscal_expenditure", "fiscal_closing"),
        ),
    ),
    AccountSection(
        "general_basic",
        "一般公共预算财政拨款基本支出",
        ("budget", "outturn", "previous"),
        (
            _money("personnel", "人员经费", rows=_PERSONNEL),
            _money("running", "公用经费", rows=_RUNNING),
            _money("general_basic", "一般公共预算财政拨款基本支出", "personnel", "running"),
        ),
    ),
    AccountSection(
        "three_public",
        "“三公”经费",
        ("budget", "outturn", "previous", "use", "reason"),
        (
            _money("abroad", "因公出国（境）费"),
            _money("car_purchase", "公务用车购置费"),
            _money("car_running", "公务用车运行维护费"),
            _money("cars", "公务用车购置及运行维护费", "car_purchase", "car_running"),
            _money("domestic_reception", "国内公务接待费"),
            _money("foreign_reception", "外事接待费"),
            _money("reception", "公务接待费", "domestic_reception", "foreign_reception"),
            _money("three_public", "“三公”经费合计", "abroad", "cars", "reception"),
        ),
    ),
    AccountSection(
        "three_public_counts",
        "“三公”经费的人数、次数和车辆",
        ("outturn", "previous"),
        (
            _count("abroad_groups", "因公出国（境）团组", "次"),
            _count("abroad_people", "因公出国（境）人数", "人"),
            *(_count(f"bought_{key}", f"购置{caption}", "辆") for key, caption in _CAR_KINDS),
            _count("bought_cars", "购置公务用车", "辆", *(f"bought_{key}" for key, _ in _CAR_KINDS)),
            *(_count(f"kept_{key}", f"保有{caption}", "辆") for key, caption in _CAR_KINDS),
            _count("kept_cars", "保有公务用车", "辆", *(f"kept_{key}" for key, _ in _CAR_KINDS)),
            _count("domestic_batches", "国内公务接待批次", "批次"),
            _count("domestic_guests", "国内公务接待人次", "人次"),
            _count("foreign_batches", "外事接待批次", "批次"),
            _count("foreign_guests", "外事接待人数", "人"),
        ),
    ),
    AccountSection(
        "car_amounts",
        "公务用车购置金额",
        ("outturn",),
        tuple(_money(f"paid_{key}", f"购置{caption}金额") for key, caption in _CAR_KINDS),
    ),
    AccountSection(
        "operation",
        "机关运行经费和政府采购",
        ("budget", "outturn", "previous", "use", "reason"),
        (
            _money("running_cost", "机关运行经费"),
            _money("goods", "政府采购货物支出"),
            _money("works", "政府采购工程支出"),
            _money("services", "政府采购服务支出"),
            _money("procurement", "政府采购支出总额", "goods", "works", "services"),
            _money("sme_contracts", "授予中小企业合同金额"),
            _money("micro_contracts", "其中：授予小微企业合同金额"),
        ),
    ),
    AccountSection(
        "property",
        "国有资产占有使用",
        ("outturn", "previous"),
        (
            *(_count(f"use_{key}", caption, "辆") for key, caption in _CAR_USES),
            _count("vehicles", "共有车辆", "辆", *(f"use_{key}" for key, _ in _CAR_USES)),
            _count("equipment_500k", "单价50万元以上通用设备", "台（套）"),
            _count("equipment_1m", "单价100万元以上专用设备", "台（套）"),
        ),
    ),
    AccountSection(
        "staff",
        "人员",
        ("outturn", "previous"),
        (
            _count("administrative", "行政编制人员", "人"),
            _count("civil", "参公编制人员", "人"),
            _count("civil_workers", "参公工人", "人"),
            _count("institution", "事业编制人员", "人"),
            _count("contract", "编内聘用人员", "人"),
            _count("service", "购买劳务人员", "人"),
            _count(
                "staff",
                "在职人员",
                "人",
                "administrative",
                "civil",
                "civil_workers",
                "institution",
                "contract",
                "service",
            ),
            _count("retired", "退休人员", "人"),
            _count("posts", "核定编制", "名"),
            _count("departments", "内设机构", "个"),
        ),
    ),
    AccountSection(
        "management",
        "预算绩效管理的项目数",
        ("outturn", "previous"),
        (
            _count("assessed", "开展事前绩效评估的项目", "个"),
            _count("with_goals", "编制绩效目标的项目", "个"),
            _count("monitored", "开展绩效监控的项目", "个"),
            _count("evaluated", "开展绩效自评的项目", "个"),
        ),
    ),
)
"""All sections in the order they are asked for."""


def _lines() -> Iterator[tuple[str, AccountLine]]:
    for section in SECTIONS:
        for line in section.lines:
            yield line.key, line


LINES: Mapping[str, AccountLine] = MappingProxyType(dict(_lines()))
"""Every line by its key."""

GRID_LINES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"fund": SOURCES, "account": MappingProxyType({key: line.caption for key, line in LINES.items()})}
)
"""The lines each grid of :data:`core.model.GRIDS` may have, in order, with what they are called."""

_OF_COUNTS = MappingProxyType({"outturn": "本年数", "previous": "上年数"})


def measure_caption(line: str, measure: str) -> str:
    """What a measure of a line is called: 决算数, of a count 本年数."""
    counted = line in LINES and LINES[line].kind == "count"
    return (counted and _OF_COUNTS.get(measure)) or ACCOUNT_MEASURES[measure]
