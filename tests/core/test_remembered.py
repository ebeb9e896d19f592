"""What is computed once for a thing is kept with that very thing."""

from __future__ import annotations

from core.remembered import by_identity


def test_the_very_same_thing_is_asked_once_and_an_equal_one_again() -> None:
    asked: list[list[int]] = []

    @by_identity
    def total(numbers: list[int]) -> int:
        """The sum."""
        asked.append(numbers)
        return sum(numbers)

    one, other = [1, 2], [1, 2]
    assert [total(one), total(one), total(other)] == [3, 3, 3]
    assert [id(numbers) for numbers in asked] == [id(one), id(other)]
    assert total.__doc__ == "The sum."


def test_an_emptied_memory_asks_again() -> None:
    asked: list[object] = []
    noted = by_identity(lambda thing: asked.append(thing))
    thing = object()
    noted(thing)
    noted.cache_clear()  # type: ignore[attr-defined]
    noted(thing)
    assert asked == [thing, thing]
