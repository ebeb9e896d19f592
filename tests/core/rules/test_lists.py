"""Lists inside texts: counts and numbers."""

from __future__ import annotations

import pytest

from tests.core.cases import found, sentence, unit_case
from tests.core.rules.prose_cases import mended, telling


def test_the_units_text_counts_its_projects() -> None:
    told = unit_case("", "", "", typed={"use": "全年共执行项目21个，按月拨付。"})
    assert sentence(told, "project-count") == (
        "“（二）资金使用”里写“共执行项目21个”，账套里这一年有 3 个项目，多 18 个。"
    )
    assert mended(told, "project-count") == "全年共执行项目{projects.count}个，按月拨付。"


@pytest.mark.parametrize(
    "text", ["共实施3个项目。", "年初预算项目11个。", "县级项目2个，共有3个项目。", "共实施{projects.count}个项目。"]
)
def test_counts_that_are_right_or_of_a_part_are_silent(text: str) -> None:
    assert found(unit_case("", "", "", typed={"use": text}), "project-count") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("做了三项工作：1.宣传；2.培训。", "说“三项工作”，列出的是 2 项，少 1 项"),
        ("存在2个问题：一是人员不足；二是经费不足；三是场地不足。", "说“2个问题”，列出的是 3 项，多 1 项"),
        ("包含项目立项、项目目标3个二级指标。", "说“3个”，列出的是 2 项，少 1 项"),
    ],
)
def test_as_many_are_listed_as_stated(text: str, said: str) -> None:
    assert said in sentence(telling(text), "item-count")


@pytest.mark.parametrize(
    "text",
    [
        "做了两项工作：1.宣传；2.培训。",
        "包含投入管理、财务管理、项目实施3个二级指标。",
        "包括政策宣传和入户动员、信息录入3项工作。",
        "包括宣传、培训等5项工作。",
        "共培训12期：1月至12月每月一期。",
        "检查3类机构：医院、药店。",
        "覆盖58家村卫生室。",
    ],
)
def test_lists_that_may_be_complete_are_silent(text: str) -> None:
    assert found(telling(text), "item-count") == []


def test_the_numbers_of_a_list_follow_each_other() -> None:
    told = telling("1、加强管理\n2、开展培训\n4、按月通报\n5、年底清算")
    assert sentence(told, "list-numbers") == "“（二）资金使用”里“2、”后面是“4、”，编号跳号了。"
    assert mended(told, "list-numbers") == "1、加强管理\n2、开展培训\n3、按月通报\n4、年底清算"
    assert "编号重复了" in sentence(telling("1.甲；2.乙；2.丙。"), "list-numbers")
    assert mended(telling("一是甲；三是乙。"), "list-numbers") == "一是甲；二是乙。"


@pytest.mark.parametrize(
    "text",
    [
        "1、甲\n2、乙\n（1）丙\n（2）丁\n3、戊",
        "（一）甲。\n1.子\n2.丑\n（二）乙。\n1.寅\n2.卯",
        "一是甲；二是乙。一是丙；二是丁。",
        "1—3月设计，4—9月施工，10月验收。",
        "8.13人员和3.15活动，增长1.5倍；2.34万元用于印刷。",
        "1.参保登记。全年核对名册2次。\n2.费用审核。\n3.资金收支。",
        "①甲②乙③丙，其中②按月办理。",
        "第一，甲。第二，乙。第三、四季度支付。",
        "3、丙",
    ],
)
def test_lists_in_order_and_plain_numbers_are_silent(text: str) -> None:
    assert found(telling(text), "list-numbers", "list-style") == []


def test_a_list_keeps_its_style() -> None:
    told = telling("（一）甲。\n（2）乙。\n（3）丙。")
    assert sentence(told, "list-style") == ("“（二）资金使用”里“（一）”后面是“（2）”，两种编号混用，应为“（二）”。")
    assert mended(told, "list-style") == "（一）甲。\n（二）乙。\n（三）丙。"
    assert found(telling("1、甲\n2、乙\n三、丙\n4、丁"), "list-numbers", "list-style") == ["list-style hint answer.use"]
