"""The names a code of 科目 brings along, and the code a name does: 类, 款, 项 and budget; an economic item's kind."""

from __future__ import annotations

from collections.abc import Mapping

from core.accounts import classification
from core.accounts.classification import EconomicItem, Item, economic, item
from core.accounts.rows import FUNCTION_SOURCES, EconomicLine, FunctionLine
from ui.sheets.line_sheet import NAMES

_WHOLE = {"function": (3, 5), "economic": (3,)}  # digits of what has rows of its own: a 类, a 款
Row = FunctionLine | EconomicLine


def named_by_code(table: str, row: Row | None, texts: Mapping[str, str], year: int) -> dict[str, str]:
    """The ``texts`` typed into a row, by field, with the names that follow from a code typed among them.

    A name that only one 科目 has brings its code where none stands.  What the clerk worded differently from the code
    that stood there stays.
    """
    code = texts.get("code", "").strip()
    found = _names(table, code, year)
    if not code and not (row and row.code.strip()):
        found = _by_name(table, row, texts, year)
    old = _names(table, row.code if row else "", year)
    named = dict(texts)
    for field, name in found.items():
        now = texts.get(field, "").strip() or (str(getattr(row, field)).strip() if row else "")
        if not now or now == old.get(field):
            named[field] = name
    return named


def names_of(found: Item | EconomicItem) -> dict[str, str]:
    """The names of a 科目 by field; the ordinary budget is not written down, it is what a blank means."""
    if isinstance(found, EconomicItem):
        return {"kind": found.kind, "name": found.name}
    source = {} if found.source == FUNCTION_SOURCES[0] else {"source": found.source}
    return {**source, "category": found.category, "section": found.section, "item": found.item}


def is_whole(table: str, texts: Mapping[str, str], year: int) -> bool:
    """Whether the code typed, or without one the name, is that of a 类 or 款: the sum of rows and none itself."""
    code = texts.get("code", "").strip()
    if not code:
        return classification.is_whole(table, texts.get(NAMES[table], ""), year)
    return code.isdecimal() and len(code) in _WHOLE[table]


def _by_name(table: str, row: Row | None, texts: Mapping[str, str], year: int) -> dict[str, str]:
    """Code and names of the only 科目 that is called as typed."""
    if not texts.get(NAMES[table], "").strip():
        return {}
    if table == "economic":
        only = classification.find_economic(texts["name"], year)
        return {"code": only.code, **names_of(only)} if only else {}
    category, section = (
        texts.get(field) or (str(getattr(row, field)) if row else "") for field in ("category", "section")
    )
    known = classification.find(category, section, texts["item"], year)
    return {"code": known.code, **names_of(known)} if known else {}


def _names(table: str, code: str, year: int) -> dict[str, str]:
    if not code.strip():
        return {}
    found = item(code, year) if table == "function" else economic(code, year)
    if found:
        return names_of(found)
    above = zip(("category", "section"), classification.of_prefix(code, year), strict=True)
    return {field: name for field, name in above if name} if table == "function" else {}
