"""Sample reports for the writers: a Sichuan project report with its table, the national table, a long one."""

from __future__ import annotations

from datetime import date

from core.report.blocks import Align, Block, Cell, Page, PageBreak, Paragraph, Report, Row, Section, Style, Table

UNIT = "示例县医疗保障局"
PROJECT = "城乡医疗救助资金"
RARE = "镕喆堃昇龑䶮㛃①②㎡℃≥—"


def label(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, across, down, label=True)


def left(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, across, down, Align.LEFT)


def number(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, across, down, Align.RIGHT, numeric=True)


def center(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, across, down)


GOAL = (
    "目标1：资助困难群众参加城乡居民基本医疗保险，做到应保尽保；\n"
    "目标2：按规定对困难群众的住院和门诊费用给予救助，减轻个人负担；\n"
    "目标3：规范救助审核流程，及时足额拨付“一站式”结算资金。"
)
DONE = (
    "2021年资助困难群众参保8,236人，直接救助5,120人次，救助政策落实到位，困难群众就医负担明显减轻；"
    "“一站式”结算覆盖县内全部定点医疗机构，资金按月清算。"
)

_SICHUAN_INDICATORS = (
    ("完成指标", "数量指标", "资助参保人数", "≥8000人", "8236人"),
    ("完成指标", "数量指标", "直接救助人次", "≥5000人次", "5120人次"),
    ("完成指标", "质量指标", "救助对象认定准确率", "≥98%", "99.2%"),
    ("完成指标", "时效指标", "救助资金拨付及时率", "100%", "100%"),
    ("完成指标", "成本指标", "项目总成本", "≤150万元", "48.44万元"),
    ("效益指标", "经济效益指标", "困难群众个人自付费用下降", "逐步下降", "已完成"),
    ("效益指标", "社会效益指标", "因病致贫返贫人口", "有效控制", "已完成"),
    ("效益指标", "生态效益指标", "", "", ""),
    ("效益指标", "可持续影响指标", "医疗救助制度持续健全", "长期", "已完成"),
    ("满意度指标", "满意度指标", "救助对象满意度", "≥90%", "95%"),
)


def _indicator_rows(lines: tuple[tuple[str, ...], ...], first: str) -> tuple[Row, ...]:
    """Rows with level 1 and level 2 merged down; ``first`` is the caption in front, merged over all rows."""
    rows = []
    for index, (level_1, level_2, *rest) in enumerate(lines):
        cells = []
        if index == 0:
            cells.append(label(first, down=len(lines)))
        if index == 0 or lines[index - 1][0] != level_1:
            cells.append(label(level_1, down=sum(line[0] == level_1 for line in lines)))
        if index == 0 or lines[index - 1][:2] != (level_1, level_2):
            cells.append(center(level_2, down=sum(line[:2] == (level_1, level_2) for line in lines)))
        cells += [left(rest[0]), *(center(text) for text in rest[1:])]
        rows.append(Row(tuple(cells), min_height_mm=8))
    return tuple(rows)


def funds(planned: str, plan: str, used: str, spent: str) -> tuple[Cell, ...]:
    return label(planned, 2), number(plan), label(used), number(spent)


def sichuan_table() -> Table:
    """Table B4 of the Sichuan 2021 format."""
    head = tuple(label(text) for text in ("一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值"))
    indicators = _indicator_rows(_SICHUAN_INDICATORS, "年度绩效指标完成情况")
    first, *others = indicators
    caption, *first_cells = first.cells
    spanning = Cell(caption.text, 1, len(indicators) + 1, label=True)
    rows = (
        Row((label(f"2021年部门预算项目自评\n{PROJECT}项目绩效目标自评", across=6),), head=True, min_height_mm=14),
        Row((label("主管部门及代码"), center("325", 2), label("实施单位"), center(UNIT, 2)), min_height_mm=9),
        Row((label("项目预算\n执行情况\n（万元）", down=3), *funds("预算数：", "150.00", "执行数：", "48.44"))),
        Row(funds("其中：财政拨款", "150.00", "其中：财政拨款", "48.44")),
        Row(funds("其他资金", "0.00", "其他资金", "0.00")),
        Row((label("年度总体目标完成情况", down=2), label("预期目标", 3), label("目标实际完成情况", 2))),
        Row((left(GOAL, 3), left(DONE, 2)), min_height_mm=40),
        Row((spanning, *head), min_height_mm=9),
        Row(tuple(first_cells), min_height_mm=8),
        *others,
    )
    return Table("项目绩效目标自评表", (20, 22, 26, 38, 25, 25), rows)


_NATIONAL = (
    ("产出指标\n（50分）", "数量指标", "资助参保人数", "≥8000人", "8236人", "10", "10", ""),
    ("产出指标\n（50分）", "数量指标", "直接救助人次", "≥5000人次", "5120人次", "10", "10", ""),
    ("产出指标\n（50分）", "质量指标", "救助对象认定准确率", "≥98%", "99.2%", "10", "10", ""),
    ("产出指标\n（50分）", "时效指标", "救助资金拨付及时率", "100%", "92%", "10", "9.2",
     "部分定点医疗机构年末报送结算资料较晚；下一步明确报送时限，按月清算。"),
    ("产出指标\n（50分）", "成本指标", "项目总成本", "≤150万元", "48.44万元", "10", "10", ""),
    ("效益指标\n（30分）", "社会效益指标", "因病致贫返贫人口", "有效控制", "达成", "15", "14", ""),
    ("效益指标\n（30分）", "可持续影响指标", "医疗救助制度持续健全", "长期", "达成", "15", "14", ""),
    ("满意度指标\n（10分）", "服务对象满意度指标", "救助对象满意度", "≥90%", "95%", "10", "10", ""),
)  # fmt: skip


def national_table(lines: tuple[tuple[str, ...], ...] = _NATIONAL) -> Table:
    """The national 项目支出绩效自评表 (财预〔2020〕10号 附件1) on a portrait page: nine grid columns."""
    captions = ("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分")
    funds = (
        ("年度资金总额", "150.00", "150.00", "48.44", "10", "32.29%", "3.23"),
        ("其中：当年财政拨款", "150.00", "150.00", "48.44", "—", "32.29%", "—"),
        ("上年结转资金", "", "", "", "—", "", "—"),
        ("其他资金", "0.00", "0.00", "0.00", "—", "—", "—"),
    )
    fund_rows = tuple(
        Row((left(name, 2), *(number(text) for text in amounts[:3]), center(amounts[3]), number(amounts[4]),
             number(amounts[5]) if amounts[5] != "—" else center("—")), min_height_mm=7)
        for name, *amounts in funds
    )  # fmt: skip
    head = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度\n指标值(A)",
        "实际\n完成值(B)",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    rows = (
        Row((label("项目名称", 2), center(PROJECT, 7)), min_height_mm=8),
        Row((label("主管部门及代码", 2), center(f"325-{UNIT}", 3), label("实施单位", 2), center(f"325001-{UNIT}", 2))),
        Row((label("项目资金\n（万元）", down=5), label("", 2), *map(label, captions)), min_height_mm=8),
        *fund_rows,
        Row((label("年度总体目标", down=2), label("预期目标", 4), label("实际完成情况", 4)), min_height_mm=7),
        Row((left(GOAL, 4), left(DONE, 4)), min_height_mm=30),
        Row((label("绩效指标", down=len(lines) + 1), *map(label, head)), head=True, min_height_mm=9),
        *_national_indicators(lines),
        Row((label("总分", 6), number("100"), number("90.43"), center(""))),
    )
    return Table("项目支出绩效自评表", (12, 15, 17, 24, 19, 19, 15, 15, 20), rows)


def _national_indicators(lines: tuple[tuple[str, ...], ...]) -> tuple[Row, ...]:
    rows = []
    for index, line in enumerate(lines):
        cells = []
        if index == 0 or lines[index - 1][0] != line[0]:
            cells.append(label(line[0], down=sum(other[0] == line[0] for other in lines)))
        if index == 0 or lines[index - 1][:2] != line[:2]:
            cells.append(center(line[1], down=sum(other[:2] == line[:2] for other in lines)))
        cells += [left(line[2]), center(line[3]), center(line[4]), number(line[5]), number(line[6]), left(line[7])]
        rows.append(Row(tuple(cells), min_height_mm=8))
    return tuple(rows)


def _heading(level: int, text: str) -> Paragraph:
    return Paragraph((Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)[level - 1], text)


def _body(text: str, lead: str = "") -> Paragraph:
    return Paragraph(Style.BODY, text, lead)


def sichuan_report() -> Report:
    """Report B3 with table B4 behind it, close to what the form composes."""
    text: tuple[Block, ...] = (
        Paragraph(Style.ATTACHMENT, "附件1"),
        Paragraph(Style.TITLE, f"{UNIT}\n2021年度部门预算项目支出绩效自评报告"),
        Paragraph(Style.SUBTITLE, f"（{PROJECT}）"),
        _heading(1, "一、项目概况"),
        _heading(2, "（一）项目基本情况。"),
        _heading(3, "1．说明项目主管部门（单位）在该项目管理中的职能。"),
        _body(f"{UNIT}负责拟订并组织实施医疗保障规划、政策，监督管理医疗保障基金。"),
        _heading(3, "2．项目立项、资金申报的依据。"),
        _body("《关于进一步完善医疗救助制度的意见》（示医保发〔2020〕12号）。", "项目立项依据："),
        _body("县人民政府常务会议纪要；2021年部门预算批复。", "资金申报依据："),
        _heading(2, "（二）项目绩效目标。"),
        _heading(4, "（1）项目主要内容。"),
        _body("对特困人员、低保对象等困难群众给予“参保资助”和“直接救助”——应救尽救，不漏一人。"),
        _heading(1, "二、项目资金申报及使用情况"),
        _heading(2, "（二）资金计划、到位及使用情况。"),
        _body("该项目资金共计1500000.00元，其中县级资金1500000.00元。", "1．资金计划。"),
        _body("截至2021年12月31日，资金使用484443.84元，完成预算数32.30%。", "3．资金使用。"),
        *(_body("救助标准公开透明，审核程序规范，资金拨付及时，群众满意度较高；A类对象≥90%。" * 3) for _ in range(6)),
        _body(f"负责人：{RARE}；单价<5元&数量>3件。"),
        Paragraph(Style.SIGNATURE, f"{UNIT}\n2022年3月15日"),
    )
    table_page = Page(top_mm=25, bottom_mm=25, left_mm=27, right_mm=27)
    table: tuple[Block, ...] = (
        Paragraph(Style.ATTACHMENT, "附件2"),
        Paragraph(Style.TABLE_TITLE, "项目绩效目标自评表"),
        Paragraph(Style.TABLE_NOTE, "（2021年度）　　金额单位：万元"),
        sichuan_table(),
        Paragraph(Style.TABLE_NOTE, "注：实际完成值按年度决算数填列。"),
    )
    return Report(
        f"{PROJECT}绩效自评报告", "项目支出绩效自评报告", UNIT, date(2022, 3, 15),
        (Section(Page(), text), Section(table_page, table)),
    )  # fmt: skip


def national_report(copies: int = 1) -> Report:
    """The national table alone; ``copies`` repeats the indicators so that it runs over pages."""
    lines = tuple(line for line in _NATIONAL for _ in range(copies))
    blocks: tuple[Block, ...] = (
        Paragraph(Style.TITLE, "项目支出绩效自评表"),
        Paragraph(Style.SUBTITLE, "（2021年度）"),
        national_table(lines),
    )
    page = Page(top_mm=25, bottom_mm=22, left_mm=27, right_mm=27)
    return Report(f"{PROJECT}绩效自评表", "项目支出绩效自评表", UNIT, date(2022, 3, 15), (Section(page, blocks),))


def long_table(rows: int = 30) -> Table:
    """A plain list of eight columns whose head repeats."""
    head = Row(tuple(label(f"栏目{column}") for column in range(1, 9)), head=True, min_height_mm=9)
    body = tuple(
        Row(
            (center(str(line)), *(left(f"第{line}行") for _ in range(4)), *(number(f"{line},000.50") for _ in range(3)))
        )
        for line in range(1, rows + 1)
    )
    return Table("项目清单", (15, 40, 35, 35, 30, 30, 30, 30), (head, *body))


def long_report(rows: int = 30, characters: int = 8000) -> Report:
    """Cover without number, running text, a landscape list: what the time of writing is measured with."""
    sentence = "救助对象认定准确，资金拨付及时，群众满意度较高，绩效目标总体完成。"
    text = tuple(_body(sentence * 5) for _ in range(characters // (len(sentence) * 5) + 1))
    landscape = Page(landscape=True, top_mm=28, bottom_mm=26, left_mm=26, right_mm=26)
    return Report(
        "年度汇总", "项目支出绩效自评汇总表", UNIT, date(2022, 3, 15),
        (
            Section(Page(numbered=False), (Paragraph(Style.TITLE, "年度汇总"), Paragraph(Style.SUBTITLE, UNIT))),
            Section(Page(), (_heading(1, "一、总体情况"), *text, PageBreak(), _heading(1, "二、附表"))),
            Section(landscape, (Paragraph(Style.TABLE_TITLE, "项目清单"), long_table(rows))),
        ),
    )  # fmt: skip
