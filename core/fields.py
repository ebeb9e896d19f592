"""The catalogue of canonical fields: what each is called, what kind of thing it holds, what belongs into it.

Captions are generic; a form prints its own.  The window takes hints and choices from here, the exchange file its
documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES
from core.model import DIRECTIONS, GOAL_PERIODS, MARK_KINDS, STAGES, WHOLE_UNIT

Kind = Literal["text", "lines", "money", "rate", "number", "quantity", "date", "choice"]

PROJECT_LEVELS = ("中央", "省级", "市级", "县区级")
PROJECT_KINDS = ("新增", "延续", "一次性")
FUND_KINDS = ("年初预算", "结转资金", "追加指标", "下达")  # how the sentences of some forms name the money
PROVIDED = ("是", "否")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")  # 完成可能性 of the monitoring table
CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")  # 偏差原因类别 of the monitoring table


@dataclass(frozen=True, slots=True)
class Field:
    """One field.  ``lines`` holds text of several lines, ``quantity`` a number with unit or words.

    ``choices`` are offered, never enforced: what was typed stays as typed.
    """

    caption: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


_UNIT = {
    "name": Field("单位名称", hint="与公章一致，例：示例县医疗保障局"),
    "code": Field("单位代码", hint="部门预算里的单位代码，例：325001"),
    "department": Field("主管部门", hint="例：示例县医疗保障局"),
    "department_code": Field("主管部门代码", hint="例：325"),
    "region": Field("行政区划", hint="例：示例县"),
    "level": Field("预算级次", "choice", PROJECT_LEVELS, "单位属于哪一级财政"),
    "finance_bureau": Field("财政部门", hint="正文里这样称呼，例：县财政局"),
    "leader": Field("单位负责人", hint="签字人姓名"),
    "preparer": Field("填表人", hint="填表人姓名"),
    "phone": Field("联系电话", hint="例：0800-1234567"),
    "reported_on": Field("填报日期", "date", hint="例：2022-03-15"),
    "form": Field("默认表样", hint="新项目用的表样"),
}
_PROJECT = {
    "year": Field("年度", "number", hint="评价年度，例：2021"),
    "name": Field("项目名称", hint="与批复的名称一字不差，例：城乡医疗救助资金"),
    "code": Field("项目代码", hint="一体化系统里的项目代码"),
    "department": Field("主管部门", hint="不填时取单位信息"),
    "department_code": Field("主管部门代码", hint="不填时取单位信息"),
    "agency": Field("实施单位", hint="不填时就是本单位"),
    "agency_code": Field("实施单位代码", hint="不填时取单位代码"),
    "level": Field("项目级别", "choice", PROJECT_LEVELS, "钱从哪一级财政来"),
    "kind": Field("项目类型", "choice", PROJECT_KINDS, "新增、延续或一次性"),
    "fund_kind": Field("资金性质", "choice", FUND_KINDS, "决定正文里申报及批复怎样写；不填按年初预算"),
    "starts": Field("开始时间", "date", hint="例：2021-01-01"),
    "ends": Field("结束时间", "date", hint="例：2021-12-31"),
    "leader": Field("项目负责人", hint="姓名"),
    "finance_leader": Field("财务负责人", hint="姓名"),
    "phone": Field("联系电话", hint="不填时取单位信息"),
    "form": Field("表样", hint="不选时用单位的默认表样"),
    "scope": Field("范围", "choice", (WHOLE_UNIT,), "不填是一个项目；unit 是部门整体，一年一个"),
}
_FUND = {
    "initial": "人代会批准的预算，例：150",
    "adjustment": "追加填正数，追减填负数，例：-7.5",
    "annual": "年初预算加调整；不填时由前两项相加",
    "in_place": "财政实际拨到的数，例：150",
    "executed": "截至12月31日实际支付的数，例：48.44 或 484443.84元",
    "midyear": "监控时点的累计支付数，例：20",
    "forecast": "监控时预计到12月31日能支付的数，例：150",
}
_GOAL = {
    "period": Field("期间", "choice", tuple(GOAL_PERIODS), "annual 年度目标，whole 实施期目标"),
    "expected": Field("预期目标", "lines", hint="要达到什么，尽量写数；与批复的绩效目标一致"),
    "actual": Field("实际完成情况", "lines", hint="对着预期目标逐条写做到了什么"),
}
_INDICATOR = {
    "level1": Field("一级指标", hint="产出指标、效益指标、满意度指标"),
    "level2": Field("二级指标", hint="例：数量指标"),
    "name": Field("三级指标", hint="指标的名称，不写数值，例：资助参保人数"),
    "direction": Field("方向", "choice", DIRECTIONS, "≥ 越多越好，≤ 越少越好，定性填文字"),
    "target": Field("目标值", "quantity", hint="例：8000人、≥95%、及时"),
    "adjusted": Field("调整后目标值", "quantity", hint="目标调整过才填，得分按它计算"),
    "midyear": Field("年中值", "quantity", hint="监控时点完成了多少"),
    "actual": Field("实际值", "quantity", hint="填数和单位，单位与目标值相同，例：8236人"),
    "unit": Field("单位", hint="目标值、实际值没写单位时用它，例：人次"),
    "weight": Field("权重", "number", hint="分值，例：10"),
    "score": Field("得分", "number", hint="不填时自动计算；填了以填的为准"),
    "score_reason": Field("改得分的理由", "lines", hint="为什么与计算值不同"),
    "deviation": Field("偏差原因分析及改进措施", "lines", hint="没有完成或超出很多时写：什么原因，下一步怎么办"),
    "evidence": Field("佐证材料", hint="对应的材料名称或编号"),
    "forecast": Field("全年预计完成值", "quantity", hint="监控时预计全年能完成多少，填数和单位，例：8000人"),
    "likelihood": Field("完成可能性", "choice", LIKELIHOODS, "监控时看，全年目标能不能完成"),
    "cause": Field("偏差原因类别", "choice", CAUSES, "偏差是哪方面的原因"),
    "remark": Field("备注", "lines"),
}
_SCORE_ITEM = {
    "item": Field("评分项"),
    "value": Field("实际数", hint="按评分标准数出来的：几次、几天、实际金额；扣分写 ①③，几次写 ③×2"),
    "base": Field("基数", hint="比例的分母，例：应付金额、编制数"),
    "score": Field("得分", "number", hint="不填时按评分标准计算；填了以填的为准"),
    "note": Field("说明", "lines"),
}
_ACCOUNT = {
    "budget": Field("年初预算数", "money", hint="批复的部门预算数，例：150"),
    "adjusted": Field("调整预算数", "money", hint="年终的预算数，例：142.5"),
    "outturn": Field("决算数", "money", hint="决算报表里的数，例：48.44 或 484443.84元"),
    "previous": Field("上年决算数", "money", hint="上年决算报表里的数"),
    "use": Field("主要用于", hint="只写用在什么上，例：办公设备更新"),
    "reason": Field("主要原因", hint="与上年或预算相差的原因，写具体"),
}
_FUNCTION = {
    "source": Field("预算种类", "choice", FUNCTION_SOURCES, "不填是一般公共预算"),
    "code": Field("科目编码", hint="项级科目的七位编码，例：2101506"),
    "category": Field("类", hint="例：卫生健康支出"),
    "section": Field("款", hint="例：医疗保障管理事务"),
    "item": Field("项", hint="例：医疗保障经办事务"),
    **_ACCOUNT,
}
_ECONOMIC = {
    "kind": Field("类别", "choice", ECONOMIC_KINDS, "基本支出分人员经费和公用经费"),
    "code": Field("科目编码", hint="经济分类款级科目的五位编码，例：30101"),
    "name": Field("科目名称", hint="例：基本工资"),
    "budget": _ACCOUNT["budget"],
    "outturn": _ACCOUNT["outturn"],
    "previous": _ACCOUNT["previous"],
}
_EVIDENCE = {
    "name": Field("材料名称", hint="例：医疗救助资金拨付凭证"),
    "number": Field("文号或编号", hint="例：示财社〔2021〕12号"),
    "provided": Field("此次是否提供", "choice", PROVIDED),
    "note": Field("备注", hint="例：复印件，共12页"),
}
_REASON = {
    "subject": Field("说明的问题"),
    "stamp": Field("说明时的数值"),
    "text": Field("说明", "lines", hint="写清原因和依据"),
}
_MARK = {
    "kind": Field("种类", "choice", MARK_KINDS, "待核 还没有把握，备注 是附记，导入、上年 是来处"),
    "subject": Field("标记的栏目", hint="表 栏目 行，例：fund county.executed 0"),
    "text": Field("内容", "lines", hint="备注写什么；导入、上年是当时的文字"),
    "stamp": Field("标记时的内容"),
}


def _catalogue() -> dict[str, Field]:
    tables = {
        "unit": _UNIT,
        "project": _PROJECT,
        "fund": {stage: Field(STAGES[stage], "money", hint=hint) for stage, hint in _FUND.items()},
        "goal": _GOAL,
        "indicator": _INDICATOR,
        "score_item": _SCORE_ITEM,
        "account": _ACCOUNT,
        "function": _FUNCTION,
        "economic": _ECONOMIC,
        "evidence": _EVIDENCE,
        "reason": _REASON,
        "mark": _MARK,
    }
    return {f"{table}.{name}": field for table, fields in tables.items() for name, field in fields.items()}


FIELDS: Mapping[str, Field] = MappingProxyType(_catalogue())
"""Every field by ``table.name``; the fields of ``fund`` by stage, those of ``account`` by measure."""
