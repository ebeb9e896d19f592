from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.pasting.block import from_clipboard, from_html, from_text, to_html, to_text


def test_cells_are_parted_by_tabs_and_rows_by_line_ends() -> None:
    assert from_text("救助人次\t1200\r\n满意度\t90%\r\n") == (("救助人次", "1200"), ("满意度", "90%"))
    assert from_text("一\n\n二") == (("一",), ("",), ("二",))
    assert from_text("一\t二\n三") == (("一", "二"), ("三", ""))
    assert from_text("一\n\t\n\n") == (("一",),)
    assert from_text("一\n\n", keep_empty=True) == (("一",), ("",))
    assert from_text("") == ()


def test_a_quoted_cell_holds_line_breaks_tabs_and_quotes() -> None:
    assert from_text('"第一条\n第二条\t有""引号"""\t1\r\n') == (('第一条\n第二条\t有"引号"', "1"),)


def test_quotes_that_part_nothing_are_letters() -> None:
    assert from_text('"两不愁"三保障\t1\n"没有结束\t2') == (('"两不愁"三保障', "1"), ('"没有结束', "2"))


_CELLS = st.text(alphabet='救助 1.2"\t\n\r,，\u3000', max_size=6)
_BLOCKS = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.tuples(*[_CELLS] * wide), max_size=5).map(tuple)
)  # fmt: skip


@given(_BLOCKS)
def test_what_is_copied_is_pasted_again(block: tuple[tuple[str, ...], ...]) -> None:
    clean = tuple(tuple(cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row) for row in block)
    assert from_text(to_text(clean), keep_empty=True) == clean


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_clipboard_gives_some_block(text: str, html: str) -> None:
    for block in (from_clipboard(text), from_html(html), from_clipboard(text, f"<table><tr><td>{html}")):
        assert len({len(row) for row in block}) <= 1


def test_merged_cells_stand_once() -> None:
    html = """<html><head><style>td {mso-x: "<td>"}</style></head><body><table>
      <tr><td rowspan=3>产出指标</td><td rowspan="2">数量指标</td><td>救助人次</td><td>1200</td></tr>
      <tr><td>宣传场次</td><td>20</td></tr>
      <tr><td>质量指标</td><td>准确率</td><td>100%</td></tr>
      <tr><td colspan=3>合计</td><td>100</td></tr></table></body></html>"""
    assert from_html(html) == (
        ("产出指标", "数量指标", "救助人次", "1200"),
        ("", "", "宣传场次", "20"),
        ("", "质量指标", "准确率", "100%"),
        ("合计", "", "", "100"),
    )


def test_the_table_calc_copies_is_read_as_it_is_seen() -> None:
    html = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
    <title></title><style type="text/css">body,div,table,tr,th,td,p { font-size:x-small }</style></head>
    <body><table cellspacing="0" border="0"><colgroup width="85"></colgroup>
	<tr>
		<td rowspan=2 height="60" align="left"><font color="#000000">产出指标</font></td>
		<td align="left" valign=bottom><font color="#000000">第一条<br>第二条</font></td>
		<td align="right" sdval="0.323" sdnum="1033;0;0.00%"><font color="#000000">32.30%</font></td>
	</tr>
	<tr>
		<td align="left"><font color="#000000">带&quot;引号&quot;的</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>
    </table><!-- *** --></body></html>"""
    assert from_html(html) == (("产出指标", "第一条\n第二条", "32.30%"), ("", '带"引号"的', ""))


def test_line_breaks_in_a_cell_stay_and_those_of_the_source_go() -> None:
    html = (
        "<table><tr><td>第一条<br>第二条</td><td>很长的文字\r\n  接着写 and\n more&nbsp;&lt;x&gt;</td>"
        "<td><p>甲</p><p>乙</p></td></tr></table>"
    )
    assert from_html(html) == (("第一条\n第二条", "很长的文字接着写 and more <x>", "甲\n乙"),)


def test_tables_without_ends_of_tags_or_with_another_inside_are_read() -> None:
    assert from_html("<table><tr><td>一<td>二<tr><td>三<td>四") == (("一", "二"), ("三", "四"))
    assert from_html("<table><td>一</td></table><table><td>二</td></table>") == (("一",),)
    assert from_html("<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>旁</td></tr></table>") == (
        ("外内", "旁"),
    )


def test_absurd_spans_do_no_harm() -> None:
    html = "<table><tr><td rowspan=99999 colspan=99999>一</td></tr><tr><td rowspan=0 colspan=x>二</td></tr></table>"
    block = from_html(html)
    assert (len(block), block[0][0]) == (2, "一")
    assert "二" in block[1]


def test_the_table_goes_before_the_text() -> None:
    assert from_clipboard("一\t二", "<table><tr><td>甲</td></tr></table>") == (("甲",),)
    assert from_clipboard("一\t二", "<b>一 二</b>") == (("一", "二"),)
    assert from_clipboard("一\t二") == (("一", "二"),)


def test_a_block_written_as_html_is_read_back_and_its_texts_stay_texts() -> None:
    block = (("产出指标", "007", "12.50"), ("", '两行\n"字"<b>', "1-2"))
    html = to_html(block, {(0, 0): (2, 1)})
    assert from_html(html) == block
    assert html.count('rowspan="2"') == 1
    assert "<td>12.50</td>" in html
    assert "sdnum='1033;0;@'>007</td>" in html, "else Calc makes it a 7"
