"""Files made to do harm: each is read or refused in a sentence, quickly, in little memory, and nothing else happens.

``LONG=1`` tries 10,000 files (:mod:`tests.core.disks`).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts import classification
from core.accounts.rows import Account
from core.checking import check
from core.dump import dump
from core.forms.library import FOLDER, read_form
from core.importing import exchange
from core.importing.merge import plan_import
from core.keeping import sealed
from core.model import Book, Dossier, Fund, Place, ScoreItem
from core.publish import case_of
from core.report.compose import compose
from core.sample import FILE, sample
from core.store import Store
from core.store.salvage import salvage
from core.trouble import BookTrouble, FormTrouble, ImportTrouble, Trouble
from tests.core.disks import often
from tests.core.watch import watched, within_bounds

TRIES = often(50, 2500)  # of each of the four kinds of file
FORM = FOLDER / "national-2020.toml"
TOKENS = (
    b'"', b"{", b"}", b"[", b"]", b"\\u0000", b"\\ud800", b"1e999999999", b"-", b"9" * 5000, b"null", b"\xff\xfe",
    b"\0", b"\n", b"'''", b"[[", b"{% for p in projects %}", b"{{ ''.__class__ }}", b"{fund.total.executed:",
    b"../../../../tmp/x", "，".encode() * 300, b"=", b"#", b'"""', b"inf", b"nan", b"0x", b"1979-05-27T07:32:00Z",
)  # fmt: skip

mutations = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert", "repeat", "swap"]), st.floats(0, 1), st.integers(0, 1 << 16)),
    min_size=1,
    max_size=6,
)


def mutated(content: bytes, steps: list[tuple[str, float, int]]) -> bytes:
    """The bytes after some accidents and some malice."""
    made = bytearray(content)
    for how, where, number in steps:
        at = int(where * len(made))
        if how == "flip" and at < len(made):
            made[at] ^= 1 << number % 8
        elif how == "cut":
            del made[at : at + number % 200]
        elif how == "insert":
            made[at:at] = TOKENS[number % len(TOKENS)]
        elif how == "repeat":
            made[at:at] = made[at : at + number % 400] * (number % 7)
        elif how == "swap":
            made[at : at + 2] = made[at : at + 2][::-1]
    return bytes(made)


@contextmanager
def harmless(folder: Path) -> Iterator[None]:
    """Bounded in time and memory; nothing is started, nothing written but in ``folder`` and the temporary one."""
    with watched() as seen, within_bounds():
        yield
    assert not seen.outside(folder, folder.parents[len(folder.parents) - 2])
    assert (seen.sockets, seen.started) == ([], [])


def looked_at(book: Book) -> None:
    """Everything the program computes from a book."""
    for number in list(book.dossiers)[:3]:
        case = case_of(book, number)
        check(case)
        for document in case.form.documents:
            compose(case.form, document, case.values, case.scores)


fuzzed = settings(max_examples=TRIES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@fuzzed
@given(mutations)
def test_a_hostile_exchange_file_is_read_or_refused(tmp_path: Path, steps: list[tuple[str, float, int]]) -> None:
    file = tmp_path / "交换.json"
    file.write_bytes(mutated(FILE.read_bytes(), steps))
    with harmless(tmp_path), suppress(ImportTrouble):
        found = exchange.read(file)
        plan_import(Book(), found, update=True)
        looked_at(found.book)
        dump(found.book)


@fuzzed
@given(mutations)
def test_a_hostile_form_is_read_or_refused(tmp_path: Path, steps: list[tuple[str, float, int]]) -> None:
    file = tmp_path / FORM.name
    file.write_bytes(mutated(FORM.read_bytes(), steps))
    with harmless(tmp_path), suppress(FormTrouble):
        form = read_form(file)
        case = case_of(sample(), 1, form)
        check(case)
        for document in form.documents:
            compose(form, document, case.values, case.scores)


@cache
def sound() -> bytes:
    """The bytes of a sound book."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "账套.jpb"
        Store.create(path, sample())
        return path.read_bytes()


@fuzzed
@given(mutations)
def test_a_hostile_book_is_read_or_refused(tmp_path: Path, steps: list[tuple[str, float, int]]) -> None:
    file = tmp_path / "账套.jpb"
    file.write_bytes(mutated(sound(), steps))
    with harmless(tmp_path), suppress(BookTrouble):
        store = Store.open(file, read_only=True)
        try:
            looked_at(store.load())
        finally:
            store.close()


@settings(fuzzed, max_examples=often(25, 2500))
@given(mutations, st.integers(0, 1 << 30))
def test_salvage_of_any_file_ends_in_a_book_or_a_sentence(
    tmp_path: Path, steps: list[tuple[str, float, int]], seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(mutated(sound(), steps))
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(max(len(content) // 4096, 1)) * 4096
        content[at : at + 4096] = bytes(4096) if chance.random() < 0.5 else chance.randbytes(4096)
    file, target = tmp_path / "坏.jpb", tmp_path / "抢救.jpb"
    file.write_bytes(content)
    target.unlink(missing_ok=True)
    with harmless(tmp_path):
        try:
            salvage(file, target)
        except BookTrouble:
            assert not target.exists()
        else:
            Store.open(target, read_only=True).close()


# ---- hostile text in a sound file

HOSTILE = {
    "a number of a thousand million digits": "1e999999999",
    "a tiny number": "1e-999999999",
    "a long number": "9" * 20_000,
    "a long amount": "9" * 20_000 + "万元",
    "digits and commas": "1," * 8_000,
    "many amounts": "48.44万元，" * 3_000,
    "open brackets": "（" * 15_000,
    "brackets in brackets": "（" * 4_000 + "）" * 4_000,
    "quotes": "“" * 15_000,
    "years": "2021年" * 4_000,
    "percent signs": "90%" * 5_000,
    "blanks": " " * 20_000 + "x",
    "line feeds": "\n" * 5_000,
    "commas": "，" * 15_000,
    "numbered": "1." * 7_000,
    "one word": "救助" * 8_000,
    "braces": "{" * 8_000 + "}" * 8_000,
    "figures": "{fund.total.executed:万元}" * 600,
    "template": "{% for p in projects %}" * 600,
    "formula": "=" * 15_000,
    "ranges": "≥90%≤" * 3_000,
    "combining signs": "a" + "\u0301" * 15_000,
    "right to left": "\u202e救助\u202c" * 3_000,
    "letters": "ab" * 8_000,
    "dashes": "—-" * 8_000,
}


def everywhere(text: str) -> Book:
    """The sample's first project and its unit with a text in every cell that holds more than a choice."""
    book = sample()
    whole = next(dossier for dossier in book.dossiers.values() if dossier.is_unit)
    number = next(iter(book.dossiers))
    dossier = book.dossiers[number]
    case = case_of(book, number)
    dossier = replace(
        dossier,
        project=replace(dossier.project, name=text, leader=text, starts=text),
        funds={source: Fund(text, text, text, text, text, text, text) for source in dossier.funds},
        answers={topic.key: text for topic in case.form.topics} | {"typed.total.execution_rate": text},
        goal=tuple(replace(row, expected=text, actual=text) for row in dossier.goal),
        indicator=tuple(
            replace(row, target=text, actual=text, weight=text, score=text, deviation=text)
            for row in dossier.indicator[:4]
        ),
        evidence=tuple(replace(row, name=text, number=text) for row in dossier.evidence[:2]),
    )
    return replace(book, dossiers={number: dossier, whole.id: throughout(whole, text)})


def throughout(whole: Dossier, text: str) -> Dossier:
    """The unit's dossier with a text in every cell of its own tables, and a score item."""
    return replace(
        whole,
        accounts={line: Account(text, text, text, text, text, text) for line in whole.accounts},
        function=tuple(
            replace(row, code=text, category=text, section=text, item=text, budget=text, outturn=text, use=text)
            for row in whole.function
        ),
        economic=tuple(replace(row, code=text, name=text, outturn=text) for row in whole.economic),
        score_item=(ScoreItem(9_000_001, whole.id, 1024, text, text, text, text, text),),
        answers=dict.fromkeys(whole.answers, text),
    )


@pytest.mark.parametrize("what", list(HOSTILE))
def test_a_hostile_text_in_every_cell_is_checked_and_composed_in_time(what: str, tmp_path: Path) -> None:
    book = everywhere(HOSTILE[what])
    with harmless(tmp_path), suppress(Trouble):
        looked_at(book)


# ---- shapes that are hostile as a whole


def nested(depth: int, opening: str, closing: str) -> str:
    return opening * depth + closing * depth


@pytest.mark.parametrize(
    "make",
    [
        lambda: nested(200_000, "[", "]"),
        lambda: nested(100_000, '{"a":', "}"),
        lambda: (
            '{"format": "jipingben-exchange", "version": 1, "projects": [' + '{"year": 2021},' * 8_000 + '{"year": 1}]}'
        ),
        lambda: '{"format": "jipingben-exchange", "version": 1, "unit": {' + '"键": 1, ' * 100_000 + '"name": "x"}}',
        lambda: json.dumps({"format": "jipingben-exchange", "version": 1, "unit": {f"k{n}": n for n in range(20_000)}}),
        lambda: '{"format": "jipingben-exchange", "version": ' + "9" * 1_000_000 + "}",
        lambda: '"' + "\\u0041" * 1_000_000 + '"',
    ],
)
def test_an_exchange_file_of_a_hostile_shape_is_read_or_refused(make: Callable[[], str], tmp_path: Path) -> None:
    text = make()
    with harmless(tmp_path), suppress(ImportTrouble):
        exchange.read(text)


HOSTILE_TOML = (
    "a = " + "[" * 100_000,
    "a = " + "{a=" * 50_000,
    ".".join("a" * 50_000) + " = 1",
    "[" + ".".join("a" * 450_000) + "]",
    "edition = " + "9" * 200_000,
    "edition = 1e999999999",
    'title = "' + "x" * 900_000 + '"',
)


@pytest.mark.parametrize("line", HOSTILE_TOML)
def test_subjects_of_a_hostile_shape_are_left_out_and_told(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classification, "subject_folder", lambda: tmp_path)
    monkeypatch.setattr(classification, "_shelf", classification._shelf.__wrapped__)
    (tmp_path / "科目.toml").write_text(line, encoding="utf-8")
    with harmless(tmp_path):
        (trouble,) = classification.troubles()
    assert "“科目.toml”" in str(trouble)


def test_a_large_file_that_feigns_an_encrypted_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "账套_2026-11-22_140301_手动.jpbx"
    with file.open("wb") as large:
        large.write(sealed.MAGIC)
        large.truncate(sealed.LARGEST)
    with harmless(tmp_path), pytest.raises(BookTrouble, match="解不开：密码不对，或者文件已经损坏"):
        sealed.unseal(file, tmp_path / "解开.jpb", "密码")
    assert not (tmp_path / "解开.jpb").exists()


@pytest.mark.parametrize("line", HOSTILE_TOML)
def test_a_form_of_a_hostile_shape_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / FORM.name
    file.write_text(FORM.read_text(encoding="utf-8") + "\n" + line, encoding="utf-8")
    with harmless(tmp_path), pytest.raises(FormTrouble):
        read_form(file)


@pytest.mark.parametrize(
    "sentence",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{{ range(1000000000) }}",
        "{{ 'x' * 1000000000 }}",
        "{% for a in projects %}" * 4 + "x" + "{% endfor %}" * 4,
    ],
)
def test_a_sentence_of_a_form_reaches_nothing_of_python(sentence: str, tmp_path: Path) -> None:
    text = FORM.read_text(encoding="utf-8")
    at = text.index("text = ")
    end = text.index("\n", at)
    file = tmp_path / FORM.name
    file.write_text(text[:at] + f"text = '''{sentence}'''" + text[end:], encoding="utf-8")
    with harmless(tmp_path), pytest.raises(FormTrouble):
        read_form(file)


def test_a_place_no_book_has_is_no_way_out_of_it() -> None:
    book = sample()
    assert book.text(Place("answer", 1, "../../x")) == ""
