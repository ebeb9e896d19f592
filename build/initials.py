"""Write resources/words/initials.txt: under which letters each character of GB 2312 is found by its pinyin.

    python build/initials.py

One line a letter, the letter first, then its characters.  A character of the list ``SPOKEN_TWO_WAYS`` stands under the
letter of each of its readings, any other under that of its commonest one.  Readings come from pypinyin (MIT), which
only this script needs.
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parent.parent / "resources" / "words" / "initials.txt"
SPOKEN_TWO_WAYS = "长重率行调参传朝藏乘单弹宿曾校降薄扁便泊伯卜刹柏差禅车盛石识什省适系畜厦解尉属祭贾强圈数术说万"
_NOT_MEANT = frozenset({"数c", "说t", "说y", "石d", "术z", "适k", "什z", "万m", "重t", "差j"})  # rare readings


def gb2312() -> list[str]:
    """The 6763 characters of GB 2312, in its order."""
    pairs = ((row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    read = (bytes(pair).decode("gb2312", errors="ignore") for pair in pairs)
    return [character for character in read if character]


def letters(character: str) -> set[str]:
    """The letters a character is found under."""
    readings = pinyin(character, style=Style.NORMAL, heteronym=character in SPOKEN_TWO_WAYS, errors="ignore")
    found = {reading[0] for each in readings for reading in each if reading[:1].isascii() and reading[:1].isalpha()}
    return {letter for letter in found if character + letter not in _NOT_MEANT}


def main() -> None:
    """Write the table."""
    table: dict[str, list[str]] = {}
    for character in gb2312():
        for letter in letters(character):
            table.setdefault(letter, []).append(character)
    lines = (f"{letter}{''.join(characters)}\n" for letter, characters in sorted(table.items()))
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
