from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.accounts.lines import GRID_LINES
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, Account, EconomicLine, FunctionLine
from core.dump import dump
from core.fields import FIELDS
from core.forms.model import Measure
from core.importing.exchange import BOOK_KEYS, FORMAT, LISTS, MEASURES, PROJECT_KEYS, SCORES, UNIT_KEYS, VERSION, read
from core.model import (
    DIRECTIONS,
    GOAL_PERIODS,
    GRIDS,
    LAST_YEAR,
    NOTE,
    PENDING,
    ROW_TYPES,
    SOURCES,
    STAGES,
    WHOLE_UNIT,
    Book,
    Dossier,
    Fund,
    Goal,
    Indicator,
    Mark,
    Project,
    Reason,
    Unit,
    text_fields,
)
from core.sample import FILE, sample

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "exchange.schema.json").read_text(encoding="utf-8"))

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8)
keys = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
some_texts = st.dictionaries(keys, texts.filter(bool), max_size=3)
typed_over = st.dictionaries(
    st.builds("typed.{}.{}".format, keys.filter(lambda key: key != "score"), st.sampled_from(MEASURES)),
    texts.filter(bool),
    max_size=3,
)


def rows(table: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """The rows of one table; numbers and positions are put in order afterwards."""
    kind = ROW_TYPES[table]
    fixed = {"direction": st.sampled_from(("", *DIRECTIONS)), "period": st.sampled_from(tuple(GOAL_PERIODS))}
    fixed |= {"source": st.sampled_from(("", *FUNCTION_SOURCES)), "kind": st.sampled_from(("", *ECONOMIC_KINDS))}
    fixed |= {"kind": st.sampled_from(("", PENDING, NOTE, LAST_YEAR))} if kind is Mark else {}
    fields = {name: fixed.get(name, texts) for name in text_fields(kind)}
    return st.lists(st.builds(kind, id=st.just(0), project=st.just(0), **fields), max_size=3).map(tuple)


def grid(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """The lines of a grid; those without a text are none."""
    kind = GRIDS[table].kind
    lines = st.builds(kind, *[texts] * len(text_fields(kind))).filter(lambda line: line != kind())
    return st.dictionaries(st.sampled_from(tuple(GRID_LINES[table])), lines, max_size=9)


@st.composite
def books(draw: st.DrawFn) -> Book:
    ids = iter(range(1, 10_000))
    dossiers: dict[int, Dossier] = {}
    for _ in range(draw(st.integers(0, 3))):
        number = next(ids)
        year = draw(st.integers(2019, 2022))
        taken = any(d.is_unit and d.project.year == year for d in dossiers.values())
        scope = draw(st.sampled_from(("", "" if taken else WHOLE_UNIT)))
        named = {name: draw(texts) for name in text_fields(Project)} | {"scope": scope}
        lists: dict[str, Any] = {}
        for table in LISTS.values():
            drawn = enumerate(draw(rows(table)), start=1)
            lists[table] = tuple(replace(r, id=next(ids), project=number, position=n) for n, r in drawn)
        lists |= {held.held_in: draw(grid(table)) for table, held in GRIDS.items()}
        answers = draw(some_texts) | draw(typed_over)
        dossiers[number] = Dossier(Project(number, year, number, **named), answers=answers, **lists)
    unit = Unit(**{name: draw(texts) for name in text_fields(Unit)})
    return Book(unit, dossiers, draw(some_texts), next(ids))


@given(books())
def test_what_is_written_is_read_back_to_the_letter(book: Book) -> None:
    text = dump(book)
    back = read(text)
    assert [r for r in back.remarks if not r.path.endswith(".name")] == []
    assert dump(back.book) == text


@given(books())
def test_every_dump_follows_the_schema(book: Book) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(dump(book)))


def test_the_schema_is_a_schema_and_takes_the_sample() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (SCHEMA, set(BOOK_KEYS)),
        (SCHEMA["$defs"]["unit"], set(UNIT_KEYS)),
        (SCHEMA["$defs"]["project"], set(PROJECT_KEYS)),
        (SCHEMA["$defs"]["funds"], set(SOURCES)),
        (SCHEMA["$defs"]["fund"], set(STAGES)),
        (SCHEMA["$defs"]["accounts"], set(GRID_LINES["account"])),
        (SCHEMA["$defs"]["account"], set(text_fields(Account))),
        (SCHEMA["$defs"]["typed_over"]["additionalProperties"], set(MEASURES)),
        (SCHEMA["$defs"]["typed_over"]["properties"]["score"], set(SCORES)),
        *((SCHEMA["$defs"][table], set(text_fields(kind))) for table, kind in ROW_TYPES.items()),
    ],
)
def test_the_schema_knows_every_field_of_the_rows_and_no_other(part: dict[str, Any], expected: set[str]) -> None:
    assert set(part["properties"]) == expected
    assert part is SCHEMA["$defs"]["typed_over"] or part["additionalProperties"] is False


def test_the_schema_calls_the_fields_by_their_captions() -> None:
    for table in ("unit", "project", *GRIDS, *ROW_TYPES):
        for name, entry in SCHEMA["$defs"][table]["properties"].items():
            if f"{table}.{name}" in FIELDS:
                assert entry["title"] == FIELDS[f"{table}.{name}"].caption
    for table, held in GRIDS.items():
        said = {key: entry["title"] for key, entry in SCHEMA["$defs"][held.held_in]["properties"].items()}
        assert said == dict(GRID_LINES[table])


def test_the_schema_names_format_and_version_as_the_program_does() -> None:
    assert SCHEMA["properties"]["format"] == {"const": FORMAT}
    assert SCHEMA["properties"]["version"] == {"const": VERSION}


def test_every_computed_cell_of_a_fund_grid_may_be_typed_over_in_a_file() -> None:
    hints = get_type_hints(Measure)
    assert set(MEASURES) == {*get_args(hints["stage"]), *get_args(hints["formula"])} - {""}


def small_book() -> Book:
    dossier = Dossier(
        Project(7, 2021, 1024, name="救助"),
        {"other": Fund(annual="1"), "county": Fund(annual="0.10", executed="484443.84元")},
        {"completion": "{indicator.30.actual}和{indicator.99.actual}", "typed.total.execution_rate": "32.39"},
        goal=(Goal(8, 7, 1, "annual", "目标"),),
        indicator=(Indicator(40, 7, 1, name="甲"), Indicator(30, 7, 2, name="乙", deviation="见{indicator.40.name}")),
        reason=(Reason(50, 7, 1, "subject", "stamp", "说明"),),
    )
    older = Dossier(Project(3, 2020, 1024, name="旧"))
    return Book(Unit(name="示例县医疗保障局"), {3: older, 7: dossier}, {"note": "附记"}, 100)


def test_a_dump_reads_like_the_manual() -> None:
    facts = json.loads(dump(small_book()))
    assert list(facts) == ["format", "version", "unit", "projects"]
    assert facts["unit"] == {"name": "示例县医疗保障局", "answers": {"note": "附记"}}
    assert [project["year"] for project in facts["projects"]] == [2021, 2020]
    assert list(facts["projects"][0]["funds"]) == ["county", "other"]
    assert facts["projects"][0]["typed_over"] == {"total": {"execution_rate": "32.39"}}
    assert facts["projects"][1] == {"year": 2020, "name": "旧"}


def test_live_figures_speak_of_indicators_by_their_place_in_the_list() -> None:
    project = json.loads(dump(small_book()))["projects"][0]
    assert project["answers"] == {"completion": "{indicator.2.actual}和{indicator.0.actual}"}
    assert project["indicators"][1]["deviation"] == "见{indicator.1.name}"


def with_whole(book: Book) -> Book:
    """The book with a dossier of the unit that speaks of its projects."""
    told = "{of.7.project.name}{of.7.indicator.30.actual}{of.99.score.total}{of.7.indicator.99.name}"
    whole = Dossier(Project(60, 2021, scope=WHOLE_UNIT), answers={"overview": told, "note": "{goal.61.actual}"})
    whole = replace(whole, goal=(Goal(61, 60, 1),))
    return replace(book, dossiers={60: whole, **book.dossiers})


def test_the_unit_s_dossier_stands_behind_the_projects_of_its_year() -> None:
    facts = json.loads(dump(with_whole(small_book())))["projects"]
    assert [project.get("scope", "") for project in facts] == ["", "unit", ""]
    assert "name" not in facts[1]
    Draft202012Validator(SCHEMA).validate(json.loads(dump(with_whole(small_book()))))


def test_the_unit_speaks_of_projects_by_their_place_in_the_year() -> None:
    answers = json.loads(dump(with_whole(small_book())))["projects"][1]["answers"]
    assert (
        answers["overview"] == "{of.1.project.name}{of.1.indicator.2.actual}{of.0.score.total}{of.1.indicator.0.name}"
    )
    assert answers["note"] == "{goal.1.actual}"


def test_what_the_unit_says_is_read_back_for_the_same_rows() -> None:
    back = read(dump(with_whole(small_book()))).book
    whole, relief = back.whole_of(2021), back.of_year(2021)[0]
    assert whole is not None
    assert whole.answers["overview"].startswith(
        f"{{of.{relief.id}.project.name}}{{of.{relief.id}.indicator.{relief.indicator[1].id}.actual}}{{of.0."
    )
    assert dump(back) == dump(with_whole(small_book()))


def with_accounts(book: Book) -> Book:
    """The book with a dossier of the unit that speaks of the rows of its final accounts."""
    told = (
        "{function.62.outturn}{category.61.share}{section.61.name}{subject.62.name}{economic.63.outturn}{term.1.name}"
    )
    lines = FunctionLine(61, 60, 1024, item="行政运行"), FunctionLine(62, 60, 2048, item="信息化建设")
    economic = (EconomicLine(63, 60, 1024, "人员经费", "30101"),)
    whole = Dossier(Project(60, 2021, scope=WHOLE_UNIT), answers={"spending": told}, function=lines, economic=economic)
    return replace(book, dossiers={60: whole, **book.dossiers})


def test_live_figures_of_the_accounts_speak_of_rows_by_their_place_in_the_list() -> None:
    answers = json.loads(dump(with_accounts(small_book())))["projects"][1]["answers"]
    assert answers["spending"] == (
        "{function.2.outturn}{category.1.share}{section.1.name}{subject.2.name}{economic.1.outturn}{term.1.name}"
    )


def test_live_figures_of_the_accounts_are_read_back_for_the_same_rows() -> None:
    whole = read(dump(with_accounts(small_book()))).book.whole_of(2021)
    assert whole is not None
    (first, second), (salary,) = (row.id for row in whole.function), (row.id for row in whole.economic)
    assert whole.answers["spending"] == (
        f"{{function.{second}.outturn}}{{category.{first}.share}}{{section.{first}.name}}{{subject.{second}.name}}"
        f"{{economic.{salary}.outturn}}{{term.1.name}}"
    )


def test_some_years_can_be_written_alone() -> None:
    assert [p["name"] for p in json.loads(dump(small_book(), [2020]))["projects"]] == ["旧"]
    assert json.loads(dump(small_book(), [1999]))["projects"] == []


def test_the_same_facts_give_the_same_bytes() -> None:
    book = small_book()
    turned = replace(book, dossiers=dict(reversed(book.dossiers.items())))
    assert dump(turned) == dump(book)


def test_the_sample_file_is_written_as_the_program_writes_it() -> None:
    assert dump(sample()) == FILE.read_text(encoding="utf-8")


def test_the_example_of_the_manual_is_a_sound_file() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
    example = manual.split("```json")[1].split("```")[0]
    Draft202012Validator(SCHEMA).validate(json.loads(example))
    assert read(example).remarks == ()


def test_an_odd_key_of_something_typed_over_is_written_like_the_others() -> None:
    book = Book(dossiers={1: Dossier(Project(1, 2021), answers={"typed.total": "9"})})
    assert json.loads(dump(book))["projects"][0]["typed_over"] == {"total": {"": "9"}}
