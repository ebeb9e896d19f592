"""Rules about what every table begins with: the head is filled in, and everything typed can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.captions import caption
from core.edits import SetField
from core.forms.model import Form
from core.headers import header_text
from core.model import UNIT_ROW, Place
from core.remembered import by_identity
from core.rules.begun import is_begun
from core.rules.finding import BOTH, Case, Fix, Level, Rule, Said, Side
from core.rules.words import asks, measured, place_name

_COPY = re.compile(r"[（(]副本\d*[）)]$")  # behind the name of a copied project


def required_header_is_filled(case: Case) -> Iterator[Said]:
    """项目名称, 年度, 主管部门及代码, 实施单位 and whatever else the form demands (check 1).

    What the unit says counts for the project; the unit's own texts ask for its name alone.  Nothing is amiss before
    the project is begun; what is blank then stands in 提交前检查.
    """
    if not is_begun(case.dossier):
        return
    values = case.values
    if case.dossier.is_unit:
        if not values.unit.name.strip():
            yield Said("单位名称还没有填。", (Place("unit", UNIT_ROW, "name"),))
        return
    for header in case.form.headers:
        if header.required and not header_text(values.unit, case.dossier, header.field):
            table, _, name = header.field.partition(".")
            project = UNIT_ROW if table == "unit" else case.dossier.id
            yield Said(f"{caption(header.caption)}还没有填。", (Place(table, project, name),))


def typed_text_can_be_read(case: Case) -> Iterator[Said]:
    """An amount, rate, weight or score is a number (check 63); what is not stays as typed, marked."""
    values = case.values
    stages: set[str] = {measure.stage for measure in case.form.fund.measures}
    for place, unreadable in values.unreadable:
        if place.table == "fund" and not _on_screen(case, place, stages):
            continue
        if place.table == "indicator" and not _asked(case, place):
            continue
        sides = (Side("填写", unreadable.text),)
        yield Said(f"{place_name(values, place)}{unreadable.why}", (place,), sides)


def project_stands_once_in_a_year(case: Case) -> Iterator[Said]:
    """No two projects of a year have the same name (check 108): their money would count twice in every sum.

    Different codes tell them apart.
    """
    own = case.dossier.project
    name, code = own.name.strip(), own.code.strip()
    alike = [other for other in case.neighbours if name in other.name] if name else []
    for other in alike:
        if other.name.strip() == name and (not code or other.code.strip() in ("", code)):
            yield Said(
                f"{own.year} 年有两个项目都叫“{name}”，合计时金额会重复。",
                (Place("project", own.id, "name"), Place("project", other.id, "name")),
                (Side("项目名称", name), Side("又见", other.name.strip())),
            )
            return


def copied_project_has_its_own_head(case: Case) -> Iterator[Said]:
    """A project copied from another has a name and a code of its own (check 111).

    Those of one name are left to check 108.  A code is asked for under the forms that have it.
    """
    own = case.dossier.project
    name, code = own.name.strip(), own.code.strip()
    if _COPY.search(name):
        place = Place("project", own.id, "name")
        fix = Fix("去掉“（副本）”", SetField(place, own.name, _COPY.sub("", name)))
        yield Said(f"项目名称“{name}”还写着“副本”，会照样印在表上。", (place,), (Side("填写", name),), (fix,))
    if not code or not _asks_for_code(case.form):
        return
    for other in [one for one in case.neighbours if one.code == own.code and one.name.strip() != name][:1]:
        yield Said(
            f"项目代码 {code} 和“{other.name.strip()}”的一样，一个代码是一个项目。",
            (Place("project", own.id, "code"), Place("project", other.id, "code")),
            (Side("项目代码", code), Side("又见", other.name.strip())),
            detail="code",
        )


@by_identity
def _asks_for_code(form: Form) -> bool:
    return any(header.field == "project.code" for header in form.headers)


def _asked(case: Case, place: Place) -> bool:
    """Whether the form has the column of an indicator's cell, and its row is measured by what stands there."""
    field = "target" if place.field == "adjusted" else place.field
    if field not in ("target", "actual"):
        return asks(case.form, field)
    return any(found.row.id == place.row for found in measured(case, field))


def _on_screen(case: Case, place: Place, stages: set[str]) -> bool:
    """Whether the form shows a typed cell of the fund grid; 预算调整 counts even unseen, 全年 may stand on it."""
    source, stage = place.field.split(".")
    return stage in stages | {"adjustment"} and any(line.source == source for line in case.form.fund.lines)


RULES = (
    Rule(
        "header-filled",
        1,
        "表头必填项都已填写",
        Level.ERROR,
        "基本信息",
        "表样的表头必填项；项目没填而单位信息里有的，用单位信息。项目动手填写以后才提醒。",
        required_header_is_filled,
        of=BOTH,
        example="自评表的“主管部门及代码”空着：应填“325-示例县医疗保障局”。",
    ),
    Rule(
        "project-twice",
        108,
        "一个项目一年只列一次",
        Level.WARNING,
        "基本信息",
        "同年同名的项目重复列入，各项合计都会多算；项目代码不同的是两个项目。",
        project_stands_once_in_a_year,
        example="“城乡医疗救助资金”列了两次，都是 150 万元，全年合计多 150 万元：删去一个，或写明各自的项目代码。",
    ),
    Rule(
        "project-copied",
        111,
        "复制来的项目有自己的名称和代码",
        Level.WARNING,
        "基本信息",
        "从别的项目复制来的，改成本项目的名称和项目代码；同一年一个项目代码是一个项目。",
        copied_project_has_its_own_head,
        example="名称还是“城乡医疗救助资金（副本）”，项目代码和原来的项目一样：都改成本项目的。",
    ),
    Rule(
        "text-readable",
        63,
        "金额、比率、权重、得分都是数",
        Level.ERROR,
        "资金",
        "金额、比率、权重、得分按数计算；读不懂的照原样保存，不参加计算。",
        typed_text_can_be_read,
        of=BOTH,
        example="全年执行数填“48..44”，有两个小数点，读不出金额：应填 48.44。",
    ),
)
