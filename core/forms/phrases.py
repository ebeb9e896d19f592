"""Phrases: wording that the sentences of a form share, written once and put in wherever a sentence names it.

``{{ account.income|compared("收入") }}`` stands for the text of the phrase ``compared``, ``it`` in its tags replaced by
``account.income`` and ``{{ words }}`` by 收入.  A form is checked as its sentences read then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from core.forms.model import Form, Phrase
from core.report.paths import SPECS

_USE = re.compile(r'\{\{\s*([^\W\d][\w.]*)\s*\|\s*([a-z_]+)\s*(?:\(\s*"([^"{}%]*)"\s*\))?\s*\}\}')
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_IT = re.compile(r"(?<![\w.\"])it(?=\W)")
_WORDS = re.compile(r"\{\{\s*words\s*\}\}")
_BUILT_IN = (*SPECS, "length")


def expanded(form: Form) -> Form:
    """The form with its phrases put into its sentences."""
    known = {phrase.key: phrase for phrase in form.phrases}

    def put_in(use: re.Match[str]) -> str:
        phrase = known.get(use[2])
        return use[0] if phrase is None else _said(phrase, use[1], use[3] or "")

    sentences = tuple(
        msgspec.structs.replace(sentence, text=_USE.sub(put_in, sentence.text)) for sentence in form.sentences
    )
    return msgspec.structs.replace(form, sentences=sentences) if known else form


def phrase_faults(form: Form) -> Iterator[str]:
    """What is wrong with the phrases of a form before they are put in."""
    uses = [use for sentence in form.sentences for use in _USE.finditer(sentence.text)]
    counted = Counter(phrase.key for phrase in form.phrases)
    for phrase in form.phrases:
        own = [use for use in uses if use[2] == phrase.key]
        if counted[phrase.key] > 1 or phrase.key in _BUILT_IN or not re.fullmatch(r"[a-z_]+", phrase.key):
            yield f"phrases“{phrase.key}”的 key 要用小写字母，不能与别的相同。"
        elif not own:
            yield f"phrases“{phrase.key}”没有句子用到，请删去。"
        elif any(bool(use[3]) != bool(_WORDS.search(phrase.text)) for use in own):
            yield f"phrases“{phrase.key}”里有 {{{{ words }}}} 的，用的地方括号里都要有字；没有的都不能有括号。"
        elif any(use[2] not in _BUILT_IN for use in _USE.finditer(phrase.text)):
            yield f"phrases“{phrase.key}”里不能再用别的 phrases。"


def _said(phrase: Phrase, path: str, words: str) -> str:
    text = _WORDS.sub(lambda _: words, phrase.text.strip())
    return _TAG.sub(lambda tag: _IT.sub(lambda _: path, tag[0]), text)
