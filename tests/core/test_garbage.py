"""The search for garbage is put off and taken up again."""

from __future__ import annotations

import gc

import pytest

from core.garbage import search_put_off


def test_the_search_is_off_inside_and_on_again_after_a_fault() -> None:
    @search_put_off()
    def fails() -> None:
        assert not gc.isenabled()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with search_put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_meanwhile_is_not_looked_through_at_once() -> None:
    with search_put_off():
        made: list[object] = [[]]
    assert any(one is made for one in gc.get_objects(generation=2))
