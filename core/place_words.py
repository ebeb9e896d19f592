"""A cell in words, as a list names it outside its table: 县区级的全年执行数, “救助人次”的实际完成值, 一、项目概况."""

from __future__ import annotations

from core.accounts.lines import GRID_LINES
from core.accounts.lines import measure_caption as account_caption
from core.captions import FORMULAS, caption, column_caption, line_caption, measure_caption
from core.fields import FIELDS
from core.forms.model import Form
from core.model import STAGES, Dossier, Place
from core.reading import TYPED_GRADE, TYPED_OVER, TYPED_TOTAL
from core.years.deadline import deadline_words

_POINTS = {TYPED_TOTAL: "总分", TYPED_GRADE: "等级"}
_ROWS = {
    "indicator": "未命名指标",
    "evidence": "佐证材料",
    "score_item": "评分项",
    "function": "未命名科目",
    "economic": "未命名科目",
}


def words_of(form: Form, dossier: Dossier | None, place: Place) -> str:
    """What a cell is called under a form; ``dossier`` is None for a cell of the unit."""
    match place.table:
        case "unit" | "project":
            return _header(form, f"{place.table}.{place.field}")
        case "fund":
            source, _, stage = place.field.partition(".")
            return _fund(form, source, stage)
        case "account":
            line, _, measure = place.field.partition(".")
            return f"{GRID_LINES['account'].get(line, line)}的{account_caption(line, measure)}"
        case "answer":
            return deadline_words(place) or _answer(form, place.field)
        case "goal":
            return _goal(form, dossier, place)
        case "score_item":
            return f"“{_item_name(form, dossier, place)}”的{FIELDS[f'score_item.{place.field}'].caption}"
        case "indicator":
            return f"{_row_name(dossier, place)}的{column_caption(form, place.field)}"
    return f"{_row_name(dossier, place)}的{FIELDS[f'{place.table}.{place.field}'].caption}"


def _header(form: Form, field: str) -> str:
    found = next((header.caption for header in form.headers if header.field == field), "")
    return caption(found) if found else FIELDS[field].caption


def _fund(form: Form, source: str, measure: str) -> str:
    line = next((one.key for one in form.fund.lines if one.source == source), source)
    return f"{line_caption(form, line)}的{measure_caption(form, measure)}"


def _answer(form: Form, key: str) -> str:
    if key in _POINTS:
        return _POINTS[key]
    line, _, measure = key.removeprefix(TYPED_OVER).partition(".")
    if key.startswith(TYPED_OVER) and (measure in STAGES or measure in FORMULAS):
        return _fund(form, line, measure)
    topic = form.topic(key)
    return topic.heading.rstrip("。，：") if topic else f"“{key}”"


def _goal(form: Form, dossier: Dossier | None, place: Place) -> str:
    found = next((goal for goal in dossier.goal if goal.id == place.row), None) if dossier else None
    block = next((block for block in form.goals if found and block.period == found.period), None)
    if block is None:
        return FIELDS[f"goal.{place.field}"].caption
    own = {"expected": block.expected_caption, "actual": block.actual_caption}.get(place.field, "")
    return f"{caption(block.caption)}的{caption(own) if own else FIELDS[f'goal.{place.field}'].caption}"


def _item_name(form: Form, dossier: Dossier | None, place: Place) -> str:
    """A line of the score sheet by its 三级 in the form; one the form has not, by its key."""
    key = next((row.item for row in dossier.score_item if row.id == place.row), "") if dossier else ""
    known = form.scores.item(key) if form.scores else None
    return known.name if known else key.strip() or _ROWS["score_item"]


def _row_name(dossier: Dossier | None, place: Place) -> str:
    """A row by its name; one without, by its 二级指标 or what its table is called."""
    rows = dossier.rows(place.table) if dossier else ()
    row = next((row for row in rows if row.id == place.row), None)
    names = (str(getattr(row, name, "")).strip() for name in ("name", "level2", "item"))
    return f"“{next((name for name in names if name), _ROWS.get(place.table, ''))}”"
