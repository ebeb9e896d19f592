"""Wording that sentences share is written once, put in where it is named, and checked as it reads then."""

from __future__ import annotations

import msgspec
import pytest

from core.forms.check_sentences import sentence_faults
from core.forms.library import known
from core.forms.model import Form, Phrase, Sentence
from core.forms.phrases import expanded, phrase_faults

FORM = known()["accounts-2021"]


def with_phrase(phrase: str, sentence: str) -> Form:
    """The form with a phrase and a sentence that nothing else changes."""
    sentences = tuple(one for one in FORM.sentences if one.key != "fund_note")
    return msgspec.structs.replace(
        FORM, phrases=(Phrase("told", phrase),), sentences=(*sentences, Sentence("fund_note", sentence))
    )


def said(form: Form) -> str:
    found = expanded(form).sentence("fund_note")
    assert found is not None
    return found.text


def wrong(form: Form) -> list[str]:
    """What is wrong with the sentence once the phrase stands in it."""
    whole = expanded(form)
    (sentence,) = (one for one in whole.sentences if one.key == "fund_note")
    return list(sentence_faults(whole, sentence))


def test_a_phrase_speaks_of_the_line_it_is_used_for_with_the_words_of_the_sentence() -> None:
    phrase = "{% if it.grew %}{{ words }}增加{{ it.change|万元 }}{% endif %}"
    form = with_phrase(phrase, '{{ account.fund|told("支出") }}。')
    assert said(form) == "{% if account.fund.grew %}支出增加{{ account.fund.change|万元 }}{% endif %}。"
    assert list(phrase_faults(form)) == []
    assert wrong(form) == []


def test_a_phrase_speaks_of_a_listed_row_too() -> None:
    form = with_phrase("{{ it.outturn|万元 }}", "{% for c in categories %}{{ c.name }}{{ c|told }}{% endfor %}。")
    assert said(form) == "{% for c in categories %}{{ c.name }}{{ c.outturn|万元 }}{% endfor %}。"
    assert wrong(form) == []


def test_what_a_phrase_asks_for_is_checked_for_each_line() -> None:
    form = with_phrase("{{ it.completion }}", "{{ account.vehicles|told }}。")
    (fault,) = wrong(form)
    assert "account.vehicles.completion" in fault


@pytest.mark.parametrize(
    ("phrase", "sentence", "words"),
    [
        ("{{ it.outturn }}", "没有用到。", "没有句子用到"),
        ("{{ words }}{{ it.outturn }}", "{{ account.fund|told }}", "括号里都要有字"),
        ("{{ it.outturn }}", '{{ account.fund|told("支出") }}', "没有的都不能有括号"),
        ("{{ it|told }}", "{{ account.fund|told }}", "不能再用别的"),
    ],
)
def test_a_phrase_that_cannot_be_put_in_is_refused(phrase: str, sentence: str, words: str) -> None:
    assert any(words in fault for fault in phrase_faults(with_phrase(phrase, sentence)))


def test_a_phrase_of_the_name_of_a_unit_is_refused() -> None:
    form = msgspec.structs.replace(FORM, phrases=(Phrase("万元", "{{ it.outturn }}"),))
    assert any("不能与别的相同" in fault for fault in phrase_faults(form))


def test_a_name_that_is_no_phrase_is_refused_where_it_stands() -> None:
    form = with_phrase("{{ it.outturn }}", "{{ account.fund|told }}{{ account.fund|untold }}")
    assert any("untold" in fault for fault in wrong(form))
