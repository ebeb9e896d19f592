"""Colours that can be read: contrast computed from the tokens by the formula of WCAG 2."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.look import icons, theme
from ui.look.faces import SCALE, face
from ui.look.sheet import stylesheet
from ui.look.tokens import DARK, LIGHT, THEME, Palette, color, palette

GROUNDS = ("canvas", "chrome", "paper", "calc", "head", "hover")
ON = {
    "ink": (*GROUNDS, "accent_tint", "red_tint", "amber_tint", "blue_tint"),
    "soft": (*GROUNDS, "accent_tint"),
    "faint": GROUNDS,
    "accent": ("canvas", "chrome", "paper", "accent_tint", "red_tint", "amber_tint", "blue_tint"),
    "on_accent": ("accent", "accent_hi"),
    "red": ("paper", "chrome", "canvas", "head", "red_tint", "accent_tint"),
    "amber": ("paper", "chrome", "canvas", "head", "amber_tint", "accent_tint"),
    "blue": ("paper", "chrome", "canvas", "head", "blue_tint"),
}
SHAPES = ("red_sign", "amber_sign", "blue_sign", "accent", "field")


def light_of(value: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    color_ = QColor(value)
    return 0.2126 * linear(color_.redF()) + 0.7152 * linear(color_.greenF()) + 0.0722 * linear(color_.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((light_of(one), light_of(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground_it_lies_on(tokens: Palette) -> None:
    weak = [
        (text, ground, round(contrast(getattr(tokens, text), getattr(tokens, ground)), 2))
        for text, grounds in ON.items()
        for ground in grounds
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_and_input_lines_stand_out_from_paper(tokens: Palette) -> None:
    weak = [name for name in SHAPES if contrast(getattr(tokens, name), tokens.paper) < 3]
    assert weak == []


def test_both_schemes_name_every_token_as_a_colour() -> None:
    for tokens in (LIGHT, DARK):
        for one in fields(Palette):
            value = getattr(tokens, one.name)
            assert isinstance(value, bool) or re.fullmatch(r"#[0-9A-F]{6}", value), one.name


def test_the_style_sheet_uses_colours_of_the_tokens_only() -> None:
    for tokens in (LIGHT, DARK):
        known = {getattr(tokens, one.name) for one in fields(Palette)}
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(tokens))) <= known
        assert "$" not in stylesheet(tokens)


def test_a_switch_of_the_scheme_reaches_tokens_palette_and_listeners(qapp: QApplication) -> None:
    heard: list[str] = []
    THEME.changed.connect(lambda: heard.append(palette().ink))
    theme.dress(qapp, DARK)
    assert color("paper") == QColor(DARK.paper)
    assert qapp.palette().window().color() == QColor(DARK.canvas)
    theme.dress(qapp, DARK)
    theme.dress(qapp, LIGHT)
    assert heard == [DARK.ink, LIGHT.ink]


def test_sizes_are_points_in_two_weights_and_nothing_is_smaller_than_nine_but_the_letter() -> None:
    assert all(points >= 9 for name, (points, _) in SCALE.items() if name != "letter")
    assert face("title").pointSizeF() == 15.0
    assert face("title").bold()
    assert not face("body").bold()


def test_figures_are_tabular() -> None:
    from ui.look.faces import advance

    assert len({round(advance(digit), 2) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_in_one_colour(name: str) -> None:
    picture = icons.picture(name, "#B3261E", 16, 2.0)
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert seen <= {"#b3261e"}
    assert any(picture.pixelColor(x, y).alpha() > 200 for x in range(32) for y in range(32))


def test_the_program_icon_has_all_sizes() -> None:
    assert {size.width() for size in icons.program_icon().availableSizes()} >= {16, 32, 48, 256}
