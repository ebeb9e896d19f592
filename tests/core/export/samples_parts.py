"""Sample reports of several parts: cover, contents page, outline of two levels, wide table, annexes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.report.blocks import (
    HEADINGS,
    Block,
    Contents,
    Entry,
    Page,
    Paragraph,
    Report,
    Row,
    Section,
    Style,
    Table,
    listed,
)
from tests.core.export.samples import PROJECT, UNIT, center, label, left, number


def with_entries(report: Report) -> Report:
    """The report with every contents page filled as the composer does: text and level, no number yet."""

    def entries(depth: int) -> tuple[Entry, ...]:
        places = ((listed(block, depth), block) for block in report.blocks())
        return tuple(
            Entry(level, block.text.replace("\n", "") if block.entry is None else block.entry)
            for level, block in places
            if level is not None and isinstance(block, Paragraph)
        )

    sections = (
        replace(
            section,
            blocks=tuple(
                replace(block, entries=entries(block.depth)) if isinstance(block, Contents) else block
                for block in section.blocks
            ),
        )
        for section in report.sections
    )
    return replace(report, sections=tuple(sections))


_FUND_COLUMNS = ("中央级", "省级", "市级", "县区级")


def fund_grid(years: int = 1) -> Table:
    """Table C1 of the Shanxi format: ten columns, two head rows of which most captions cover both."""
    over_both = ("项目", "行次", "年度总金额\n（万元）")
    heads = (
        Row(
            (*(label(text, down=2) for text in over_both), label("财政资金（万元）", 5),
             *(label(text, down=2) for text in ("上年结转资金\n（万元）", "其他资金\n（万元）"))),
            head=True, min_height_mm=8,
        ),
        Row((label("小计"), *map(label, _FUND_COLUMNS)), head=True, min_height_mm=8),
    )  # fmt: skip
    names = (
        "年初预算资金",
        "全年预算资金",
        "实际到位资金",
        "全年执行资金",
        "资金结余",
        "预算到位率",
        "预算执行率（%）",
    )
    rows = tuple(
        Row((label(name), center(f"({line})"), *(number("1,234.56") for _ in range(8))))
        for _ in range(years)
        for line, name in enumerate(names, 1)
    )
    return Table("预算执行情况表", (36, 24, 26, 24, 22, 22, 22, 22, 26, 21), (*heads, *rows))


def head_in_the_middle(lines: int = 30) -> Table:
    """A table whose two head rows stand below other rows, their captions merged across and down."""
    heads = (
        Row((label("一级指标", down=2), label("指标", 2), label("得分", down=2)), head=True),
        Row((label("二级指标"), label("三级指标")), head=True),
    )
    first = Row((label("产出指标", down=lines), center("数量指标", down=lines), left("第1项指标"), number("1.00")))
    more = (Row((left(f"第{line}项指标"), number("1.00"))) for line in range(2, lines + 1))
    top = Row((label("项目名称"), center(PROJECT, 3)))
    return Table("指标得分表", (25, 30, 70, 25), (top, *heads, first, *more))


_CHAPTERS = (
    ("一、项目的基本情况", ("（一）项目概况", "（二）预算执行情况", "（三）项目绩效目标", "（四）项目实施计划")),
    ("二、项目绩效情况", ("（一）预算执行情况", "（二）项目产出情况", "（三）项目效益情况", "（四）项目满意度情况")),
    ("三、项目绩效分析", ("1.项目实施和预算执行情况及分析", "2.产出、效益和满意度情况及分析")),
    ("四、项目主要经验做法", ()),
    ("五、项目管理中存在问题及原因分析", ()),
    ("六、进一步加强项目管理措施及建议", ()),
)


def cover_report(depth: int = 2, parts: bool = False) -> Report:
    """Cover, contents page, two-level outline, a wide fund grid on a landscape page, an annex: the Shanxi format."""
    cover: tuple[Block, ...] = (
        Paragraph(Style.COVER_TITLE, "财政项目支出绩效自评报告"),
        Paragraph(Style.COVER_LINE, f"项目名称：{PROJECT}（含重点救助对象参保资助和“一站式”即时结算）"),
        Paragraph(Style.COVER_LINE, f"项目单位：{UNIT}"),
        Paragraph(Style.COVER_LINE, f"主管部门：{UNIT}-325"),
        Paragraph(Style.COVER_DATE, "2022年3月"),
    )
    contents: tuple[Block, ...] = (Paragraph(Style.CONTENTS_TITLE, "目　录"), Contents(depth, ()))
    body: list[Block] = [Paragraph(Style.PART, "第一部分　自评报告")] if parts else []
    for chapter, (heading, topics) in enumerate(_CHAPTERS):
        body.append(Paragraph(HEADINGS[1], heading))
        body.extend(
            block
            for topic in topics or ("",)
            for block in (
                *((Paragraph(HEADINGS[2], topic),) if topic else ()),
                Paragraph(Style.BODY, "资金拨付及时，群众满意度较高；" * (8 + 3 * chapter) + "全部完成。"),
            )
        )
    landscape = Page(landscape=True, top_mm=28, bottom_mm=26, left_mm=26, right_mm=26)
    wide: tuple[Block, ...] = (
        Paragraph(Style.ATTACHMENT, "附件1.预算执行情况表"), fund_grid(6),
    )  # fmt: skip
    annex: tuple[Block, ...] = (
        Paragraph(Style.ATTACHMENT, "附件2.绩效自评相关资料"),
        head_in_the_middle(40),
        Paragraph(Style.BODY, "1.项目立项批复；2.资金拨付凭证；3.满意度调查问卷。"),
    )
    unnumbered = Page(numbered=False)
    sections = (Section(unnumbered, cover), Section(unnumbered, contents), Section(Page(), tuple(body)),
                Section(landscape, wide), Section(Page(), annex))  # fmt: skip
    return with_entries(Report("财政项目支出绩效自评报告", "项目支出绩效自评报告", UNIT, date(2022, 3, 15), sections))
