"""Score sheets of form files: what is wrong with one is told with its place, and one may serve several forms."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from core.checking import check
from core.forms import library, sheet_model
from core.forms.library import known, read_form
from core.forms.part import Part
from core.model import Dossier, Project, ScoreItem, Unit
from core.reading import read
from core.report.compose import compose
from core.rules.finding import Case
from core.scoring.scores import score
from core.trouble import FormTrouble

SHEET = library.FOLDER / "unit-scores-2018.toml"
TABLE = library.FOLDER / "unit-table.toml"
MANUAL = Path(__file__).resolve().parents[3] / "docs" / "forms.md"


def changed(tmp_path: Path, *changes: tuple[str, str], of: Path = SHEET, name: str = "") -> Path:
    text = of.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / (name or of.name)
    path.write_text(text, "utf-8")
    return path


def said(path: Path) -> str:
    with pytest.raises(FormTrouble) as caught:
        read_form(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("max = 16", "max = 15", "scores“预算编制”各二级的 max 加起来是 16，应当是 15，差 1。"),
        ("total = 100", "total = 99", "scores 各一级的 max 加起来是 100，应当是 99，差 1。"),
        ("total = 100", "total = 2000", "scores 的 total 是 2000，应当大于 0，不超过 1000。"),
        ("total = 100", "total = 100\ndecimals = 3", "decimals 是 3，应当在 0 到 2 之间"),
        ('name = "报送时效"\nmax = 2', 'name = "报送时效"\nmax = 3', "“报送时效”各项的 max 加起来是 2，应当是 3"),
        ('name = "资金调度"\nmax = 5\n', 'name = "资金调度"\n', "“资金调度”没有写 max，它的 items 就都要写"),
        ('key = "unit_goal"', 'key = "key_goal"', "items 的 key“key_goal”出现了 2 次"),
        ('key = "unit_goal"', 'key = "目标"', "“目标”应当是小写英文字母"),
        ('name = "整体效益"', 'name = "整体 效益"', "groups 的 name“整体 效益”是数据名称的一部分"),
        ('name = "整体效益"', 'name = "预算执行"', "groups 的 name“预算执行”出现了 2 次"),
        ('name = "编制质量"', 'name = "报送时效"', "scores“预算编制”的 parts 的 name“报送时效”出现了 2 次"),
        ("points = 0.5, every = 5", "points = 0, every = 5", "“基础信息更新”的 rule 的 points 应当大于 0，不超过 2"),
        ("points = 0.5, every = 5", "points = 0.0001", "points 应当大于 0，不超过 2，最多两位小数"),
        ("points = 0.5, every = 5", "points = 0.5, every = 0", "every 不能小于 1"),
        ("{ at_most = 3, points = 1 }", "{ at_most = 1, points = 1 }", "的 steps 应当从少到多写"),
        ("{ at_most = 1, points = 4 }", "{ at_most = 1, points = 5 }", "steps 的 points 应当在 0 到 4 之间"),
        (", steps = [{ at_most = 1, points = 4 }, { at_most = 3, points = 1 }]", "", "的 rule 要写 steps"),
        ('管理系统", points = 1', '管理系统", points = 3', "clauses 的 points 应当大于 0，不超过 2"),
        ('base = "应付金额", ', "", "“债务还本付息”的 rule 要写 base"),
        ('value = "实际还本付息金额", ', "", "“债务还本付息”的 rule 有 base，就要有 value"),
        ("low = 90, high = 110", "low = 110, high = 90", "low 应当小于 high"),
        ('value = "特性指标个数", ', "", "“部门整体成效”的 rule 有 fewest，就要有 value"),
        ('kind = "judged"', 'kind = "guessed"', "“guessed”不在允许的取值里"),
        ('of = "unit"\ntotal', 'of = "project"\ntotal', "scores 是项目的评分表，documents 里却没有 of"),
        ("{sheet.total}", "{sheet.预算.score}", "“sheet.预算.score”在这个表样里没有"),
        ("{sheet.total}", "{item.overall.points}", "“{item.overall.points}”不是程序认识的数据"),
        ("{sheet.total}", "{item.nothing.score}", "“item.nothing.score”在这个表样里没有"),
        ("{sheet.total}", "{item.score}", '“item.score”只能用在 each = "score item" 的行里'),
    ],
)  # fmt: skip
def test_a_broken_sheet_is_told_with_its_place(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in said(changed(tmp_path, (old, new)))


def test_rows_of_a_sheet_need_one(tmp_path: Path) -> None:
    text = (
        TABLE.read_text("utf-8").replace("{indicator.", "{item.").replace('each = "indicator"', 'each = "score item"')
    )
    path = tmp_path / TABLE.name
    path.write_text(text, "utf-8")
    assert "“item.level1”在这个表样里没有。" in said(path)


def test_another_form_may_have_the_same_sheet(tmp_path: Path) -> None:
    line = ("rate_decimals = 2\n", 'rate_decimals = 2\nscores_from = "unit-scores-2018"\n')
    form = read_form(changed(tmp_path, line, of=TABLE))
    assert form.scores == known()["unit-scores-2018"].scores


def test_a_sheet_may_be_a_projects(tmp_path: Path) -> None:
    form = read_form(changed(tmp_path, *[('of = "unit"', 'of = "project"')] * 2))
    row = ScoreItem(1, 7, 1, "debt", value="1", base="2")
    values = read(form, Unit(name="示例县医疗保障局"), Dossier(Project(7, 2018, name="救助"), score_item=(row,)))
    report = compose(form, form.documents[0], values, score(values))
    assert ["债务还本付息（2）", "按规定做好政府性债务还本付息工作", "实际还本付息金额÷应付金额×指标分值", "1"] in [
        [cell.text for cell in line.cells][-4:] for line in report.tables()[0].rows
    ]
    assert "sheet-scored" in {finding.rule for finding in check(Case(values, score(values)))}


@pytest.mark.parametrize("name", ["nobody", "unit-table", "../forms/unit-scores-2018", "national-2020"])
def test_a_sheet_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    line = ("rate_decimals = 2\n", f'rate_decimals = 2\nscores_from = "{name}"\n')
    assert f"scores_from“{name}”不是有评分表（scores）的表样" in said(changed(tmp_path, line, of=TABLE))


def test_a_form_has_its_own_sheet_or_another_forms(tmp_path: Path) -> None:
    line = ("rate_decimals = 2\n", 'rate_decimals = 2\nscores_from = "unit-scores-2018"\n')
    assert "有 scores_from，就不能再写 scores" in said(changed(tmp_path, line))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('account = "basic"', 'account = "nobody"', "的 account“nobody”不是部门决算里的金额"),
        ('account = "basic"', 'account = "staff"', "的 account“staff”不是部门决算里的金额"),
        ('account = "basic"', 'source = "county"', "别的行就不能取资金来源"),
        ('account = "basic"', 'account = "basic", source = "county"', "只能写一样"),
        ('of = "unit"', 'of = "project"', 'documents 里就不能有 of = "project" 的文件'),
    ],
)
def test_lines_of_the_accounts_are_the_units(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in said(changed(tmp_path, (old, new), of=TABLE))


def test_the_manual_explains_every_key_of_a_sheet() -> None:
    explained = set(re.findall(r"`([a-z_0-9]+)(?: = [^`]*)?`", MANUAL.read_text("utf-8")))
    parts = (p for p in vars(sheet_model).values() if isinstance(p, type) and issubclass(p, Part) and p is not Part)
    keys = {field.encode_name for part in parts for field in msgspec.structs.fields(part)}
    assert keys - explained == set()
