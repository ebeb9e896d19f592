"""Single words: the unit's name, word pairs, document numbers, persons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Evidence
from core.reading import read
from core.rules.finding import Case
from tests.core.cases import FORM, UNIT, case, dossier, found, only, sentence
from tests.core.rules.prose_cases import mended, telling


@pytest.mark.parametrize("wrong", ["例县医疗保障局", "示例县医疗保璋局", "示例县医疗保局", "示例县县医疗保障局"])
def test_the_unit_is_called_by_its_name(wrong: str) -> None:
    told = telling(f"由{wrong}负责，示例县医疗保障局审核。")
    assert sentence(told, "unit-name") == (f"“（二）资金使用”里写作“{wrong}”，单位名称是“示例县医疗保障局”。")
    assert mended(told, "unit-name") == "由示例县医疗保障局负责，示例县医疗保障局审核。"


@pytest.mark.parametrize(
    "text",
    [
        "示例县医疗保障局",
        "示例县医保局",
        "示例市医疗保障局",
        "县医疗保障局",
        "邻近县医疗保障局",
        "示范县医疗保障局",
        "医疗保障局",
    ],
)
def test_short_names_and_other_bureaus_are_meant_as_they_stand(text: str) -> None:
    assert found(telling(f"由{text}负责。"), "unit-name") == []


def test_the_finance_bureau_is_no_slip() -> None:
    unit = replace(UNIT, name="示例县医疗保障局", finance_bureau="示例县医疗保漳局")
    rows = replace(dossier(""), answers={"use": "示例县医疗保漳局审核。"})
    assert found(Case(read(FORM, unit, rows), None), "unit-name") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("下拔到街道", "下拨到街道"),
        ("区级资金拔付及时", "区级资金拨付及时"),
        ("按月对帐", "按月对账"),
        ("费用确没有减少", "费用却没有减少"),
        ("个个缴费补助", "个人缴费补助"),
        ("给与困难群众", "给予困难群众"),
        ("截止2021年12月31日", "截至2021年12月31日"),
        ("末完成支付", "未完成支付"),
        ("按步就班推进", "按部就班推进"),
        ("形成有力震摄", "形成有力震慑"),
    ],
)
def test_wrong_words_are_told_with_the_right_ones(wrong: str, right: str) -> None:
    told = telling(wrong)
    assert found(told, "word-pairs") == ["word-pairs hint answer.use"]
    assert mended(told, "word-pairs") == right


@pytest.mark.parametrize(
    "text",
    [
        "的确没有减少。",
        "年末完成支付。",
        "时效绩效指标。",
        "自己全部承担。",
        "下拨、拨付、账户、台账。",
        "选拔付出努力。",
        "做好地震摄影测量。",
    ],
)
def test_right_words_are_silent(text: str) -> None:
    assert found(telling(text), "word-pairs") == []


def test_only_the_wrong_places_are_mended() -> None:
    told = telling("年末完成一半，末完成的转入次年。")
    assert mended(told, "word-pairs") == "年末完成一半，未完成的转入次年。"


def test_reasons_of_indicators_are_read_too() -> None:
    told = case("指标 数量指标 救助人次 ≥1200人次 1140人次 10 偏差 资金拔付较晚")
    assert sentence(told, "word-pairs") == "“救助人次”的偏差原因分析及改进措施里的“拔付”应为“拨付”。"


@pytest.mark.parametrize("wrong", ["示医保[2021]3号", "示医保【2021】3号", "示医保（2021）3号"])
def test_document_numbers_have_their_brackets(wrong: str) -> None:
    told = telling(f"按文件（{wrong}）执行。")
    assert mended(told, "document-number") == "按文件（示医保〔2021〕3号）执行。"


def test_the_number_of_an_attachment_is_read_too() -> None:
    rows = replace(dossier(""), evidence=(Evidence(30, 7, 0, "批复", "示财预[2021]8号"),))
    told = only(Case(read(FORM, UNIT, rows), None), "document-number")
    assert told.message == "佐证材料的文号“示财预[2021]8号”的年份应写在〔〕里。"
    assert told.fixes[0].label == "改为“示财预〔2021〕8号”"


@pytest.mark.parametrize("text", ["示医保〔2021〕3号", "第[2021]批", "（2021）年3号楼", "[2021]"])
def test_right_brackets_and_other_numbers_are_silent(text: str) -> None:
    assert found(telling(text), "document-number") == []


def test_persons_are_masked() -> None:
    told = telling("局长王小明为总负责人，综合股实施。")
    assert sentence(told, "person-named") == "“（二）资金使用”里写了人名“局长王小明”，公开前请隐去。"
    assert mended(told, "person-named") == "局长王某某为总负责人，综合股实施。"
    assert mended(telling("由我局张小伟副局长负责。"), "person-named") == "由我局张某某副局长负责。"
    assert found(telling("由李四同志牵头。"), "person-named") != []


@pytest.mark.parametrize(
    "text",
    [
        "局长王某某牵头。",
        "局长办公会确定。",
        "局长任组长，股长为成员。",
        "局长高度重视。",
        "分管副局长负责。",
        "会计核算规范。",
        "负责人和经办人分设。",
        "主任医师2人。",
        "项目负责人：甲某某。",
        "社会主任务完成。",
        "同志们按时完成。",
    ],
)
def test_titles_without_names_are_silent(text: str) -> None:
    assert found(telling(text), "person-named") == []


def test_what_a_text_goes_by_is_no_part_of_the_number() -> None:
    told = telling("根据示医保[2021]3号文件，却保专款专用。")
    assert sentence(told, "document-number").startswith("“（二）资金使用”里的“示医保[2021]3号”")
    assert mended(told, "word-pairs") == "根据示医保[2021]3号文件，确保专款专用。"
