"""Which font sets which character."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from core.export import fonts
from core.export.fonts import BUNDLED, Font, FontSet, available, bundled_ui_fonts
from core.export.pdf_face import FontFault, PdfFont, subfonts
from core.report.typography import Face
from core.trouble import ExportTrouble

RARE = "镕喆堃昇龑䶮㛃①②㎡℃≥—〔〕“”…‰×÷ABCxyz0123456789.,%()"
BUNDLE_LIMIT = 45 * 1024 * 1024


def lacking(text: str, face: Face, bold: bool = False) -> str:
    """The characters that would be printed as boxes."""
    chain = available(bundled_only=True).chain(face, bold)
    faces = {character: chain[character][0].opened() for character in text}
    return "".join(character for character, opened in faces.items() if opened is None or not opened.has(character))


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("face", list(Face))
def test_every_face_sets_names_signs_and_figures(face: Face, bold: bool) -> None:
    assert lacking(RARE, face, bold) == ""


def test_every_bundled_font_goes_by_the_name_inside_its_file() -> None:
    ours = [font for font in vars(fonts).values() if isinstance(font, Font)]
    assert sorted(font.path.name for font in ours) == sorted(path.name for path in BUNDLED.glob("*.ttf"))
    assert [font.name for font in ours] == [subfonts(font.path)[0].name for font in ours]


def test_a_rare_character_comes_from_song_and_its_neighbours_stay_in_fangsong() -> None:
    runs = available(bundled_only=True).runs("张镕出席", Face.FANG)
    assert runs == (("FandolFang-Regular", "张"), ("NotoSerifSC-Regular", "镕"), ("FandolFang-Regular", "出席"))


def test_a_very_rare_character_comes_from_the_font_kept_apart_for_it() -> None:
    runs = available(bundled_only=True).runs("𬭎㐂", Face.FANG)
    assert runs == (("NotoSerifSC-Regular", "𬭎"), ("JPBRareSong-Regular", "㐂"))


def test_figures_in_fangsong_are_set_in_the_latin_face() -> None:
    runs = available(bundled_only=True).runs("率32.30%。", Face.FANG)
    assert runs == (("FandolFang-Regular", "率"), ("JPBLatin-Regular", "32.30%"), ("FandolFang-Regular", "。"))


def test_bold_fangsong_and_bold_kai_are_hei() -> None:
    one = available(bundled_only=True)
    assert one.chain(Face.FANG, bold=True) is one.chain(Face.HEI) is one.chain(Face.KAI, bold=True)


def test_a_character_that_no_font_has_does_not_stop_the_export() -> None:
    assert lacking("资\U0010fffd", Face.SONG) == "\U0010fffd"


def test_the_clerk_is_told_what_stands_in_for_the_official_faces() -> None:
    assert ("方正小标宋简体", "加粗宋体") in available(bundled_only=True).substitutions


def test_an_installed_official_face_is_used_and_its_gaps_are_filled() -> None:
    one = FontSet({"FZXBSJW--GB1-0": fonts.KAI})
    assert [name for name, _ in one.runs("自镕", Face.TITLE)] == ["FandolKai-Regular", "NotoSerifSC-Bold"]
    assert "方正小标宋简体" not in dict(one.substitutions)


def disguised(path: Path, family: str, postscript: str = "", rights: int = 0) -> Path:
    """A small font under another name."""
    font = TTFont(BUNDLED / "latin.ttf")
    font["name"].setName(family, 1, 3, 1, 0x409)
    font["name"].setName(postscript or family, 6, 3, 1, 0x409)
    font["OS/2"].fsType = rights
    path.parent.mkdir(exist_ok=True)
    font.save(path)
    return path


def test_installed_fonts_are_found_by_the_names_inside_the_files(tmp_path: Path) -> None:
    (tmp_path / "simsun.ttf").write_bytes((BUNDLED / "latin.ttf").read_bytes())
    (tmp_path / "simhei.ttf").write_bytes(b"no font at all")
    file = disguised(tmp_path / "inner" / "仿宋GB.ttf", "FangSong_GB2312")
    found = fonts._search((tmp_path, tmp_path / "missing"))  # two hold not the face that their file name promises
    assert found == {"FangSong_GB2312": Font("FangSong_GB2312", file)}


def test_of_the_four_styles_of_times_new_roman_regular_and_bold_are_taken(tmp_path: Path) -> None:
    for style in ("-BoldItalicMT", "-BoldMT", "-ItalicMT", "MT"):
        disguised(tmp_path / f"times{style}.ttf", "Times New Roman", f"TimesNewRomanPS{style}")
    found = fonts._search((tmp_path,))
    assert {name: font.path.name for name, font in found.items()} == {
        "TimesNewRomanPSMT": "timesMT.ttf",
        "TimesNewRomanPS-BoldMT": "times-BoldMT.ttf",
    }


def test_a_second_copy_of_a_face_is_passed_over(tmp_path: Path) -> None:
    first = disguised(tmp_path / "simfang.ttf", "FangSong")
    disguised(tmp_path / "simfang2.ttf", "FangSong_GB2312", "FangSong")
    assert fonts._search((tmp_path,)) == {"FangSong": Font("FangSong", first)}


def test_both_faces_of_a_collection_are_found(tmp_path: Path) -> None:
    pair = TTCollection()
    pair.fonts = [TTFont(disguised(tmp_path / name, name)) for name in ("NSimSun", "SimSun")]
    pair.save(tmp_path / "simsun.ttc")
    assert fonts._search((tmp_path,)) == {"SimSun": Font("SimSun", tmp_path / "simsun.ttc", 1)}
    opened = PdfFont("SimSun", tmp_path / "simsun.ttc", 1)
    opened.unregister()  # reportlab knows it by name, and this machine may have the real one
    assert (opened.has("α"), opened.has("资")) == (True, False)


def test_a_face_that_may_not_be_embedded_is_left_alone(tmp_path: Path) -> None:
    disguised(tmp_path / "仿宋GB.ttf", "FangSong_GB2312", rights=2)
    assert fonts._search((tmp_path,)) == {}


def test_a_damaged_font_of_the_machine_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "simfang.ttf"
    broken.write_bytes((BUNDLED / "latin.ttf").read_bytes()[:300])
    one = FontSet({"FangSong_GB2312": Font("FangSong_GB2312", broken)})
    assert one.runs("资金", Face.FANG) == (("FandolFang-Regular", "资金"),)


def test_a_missing_bundled_font_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "BUNDLED", tmp_path)
    gone = Font("Gone", tmp_path / "gone.ttf")
    with pytest.raises(ExportTrouble, match=r"gone\.ttf"):
        fonts.Chain((), (gone,))["资"]


@pytest.mark.parametrize("content", [b"", b"ttcf", b"\0\1\0\0", b"OTTO" + bytes(60)])
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(content)
    with pytest.raises(FontFault):
        PdfFont("X", file)
    with pytest.raises(FontFault):
        subfonts(file)


def test_the_window_gets_hei_in_two_weights() -> None:
    assert [path.name for path in bundled_ui_fonts() if path.is_file()] == ["hei.ttf", "hei-bold.ttf"]


def test_the_bundle_stays_small_and_every_face_has_its_licence() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < BUNDLE_LIMIT
    readme = (BUNDLED / "README.md").read_text(encoding="utf-8")
    assert all(path.name in readme for path in BUNDLED.glob("*.ttf"))
    assert all(path.name in readme for path in BUNDLED.glob("LICENSE-*"))
