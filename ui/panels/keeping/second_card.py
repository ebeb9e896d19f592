"""第二位置: a folder on another disk, a copy there now, encrypted or not, and when to be reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.keeping import second_place
from core.trouble import BookTrouble, Trouble
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.fields import Dropdown
from ui.look.signs import Sign
from ui.look.tick import Tick
from ui.panels.keeping.paragraph import inside, paragraph, row_of
from ui.panels.keeping.secret import Secret
from ui.panels.words import OneLine

_REMINDERS = ((7, "7 天没有复制就提醒"), (30, "30 天没有复制就提醒"), (90, "90 天没有复制就提醒"), (0, "不提醒"))
_SAME_DISK = "这个文件夹和账套在同一块磁盘上，磁盘坏了会一起丢；请另选 U 盘、另一块磁盘或共享文件夹。"
_NOT_THERE = "现在找不到这个文件夹；请接好 U 盘或磁盘。"
_SECRET = "密码不会保存在电脑里；忘了，这份备份谁也解不开。"


class SecondCard(Card):
    """How it stands, the folder, the reminder, the copy."""

    copied = Signal(Path)
    told = Signal(str)  # a sentence for the status line

    def __init__(self, desk: Desk) -> None:
        super().__init__("第二位置", " ")
        self._desk = desk
        self.choose = Button("选文件夹", small=True)
        self.choose.clicked.connect(self._ask_folder)
        self.forget = Button("不再用", small=True)
        self.forget.clicked.connect(lambda: self._take(None))
        self.offer(self.forget, self.choose)
        column = inside(self)
        self.standing = paragraph()
        self.place = OneLine("body", "ink")
        self.remark = paragraph("", "amber", "caption")
        self.remind = Dropdown(tuple(words for _, words in _REMINDERS), small=True)
        self.remind.setAccessibleName("多久提醒一次")
        self.remind.activated.connect(self._set_reminder)
        for part in (self.place, self.standing, self.remark):
            column.addWidget(part)
        self.seal = Tick("加密后再复制")
        self.seal.toggled.connect(self._open_secret)
        self.copy = Button("现在复制一份过去", Kind.FIX)
        self.copy.clicked.connect(self._copy)
        self.secret, self.again = (Secret(words) for words in ("加密的密码", "再输入一次"))
        self._secrets = QWidget()
        row = row_of(self.secret, self.again)
        self._secrets.setLayout(row)
        self._about_secret = paragraph(_SECRET, "amber", "caption")
        column.addWidget(self._secrets)
        column.addWidget(self._about_secret)
        self._ways = QWidget()
        below = row_of(self.copy, self.seal, self.remind)
        below.setSpacing(16)
        self._ways.setLayout(below)
        column.addWidget(self._ways)
        self._open_secret(False)

    def reload(self) -> None:
        """As it stands today."""
        now = second_place.standing(self._desk.number, date.today())
        self.caption.setText(_since(now))
        self.standing.setText(now.sentence())
        self.standing.setVisible(bool(now.sentence()))
        self.place.set_text(str(now.place or ""))
        self.place.setVisible(now.place is not None)
        self.forget.setVisible(now.place is not None)
        self.choose.set_text("换文件夹" if now.place else "选文件夹")
        self._ways.setVisible(now.place is not None)
        self.seal.setEnabled(now.place is not None)
        self.remind.setCurrentIndex(next((n for n, (days, _) in enumerate(_REMINDERS) if days == now.after), 1))
        self._warn(now.place)

    def _warn(self, place: Path | None) -> None:
        sentence = ""
        if place is not None:
            try:
                sentence = _SAME_DISK if second_place.is_on_the_same_disk(place, self._desk.path) else ""
            except BookTrouble:
                sentence = _NOT_THERE
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选第二备份位置")
        if name:
            self._take(Path(name))

    def _take(self, place: Path | None) -> None:
        self._change(lambda: second_place.choose(place))

    def _set_reminder(self, row: int) -> None:
        self._change(lambda: second_place.remind(_REMINDERS[row][0]))

    def _change(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Trouble as trouble:
            self.told.emit(str(trouble))
        self.reload()

    def _open_secret(self, on: bool) -> None:
        for field in (self.secret, self.again):
            field.clear()
        self._secrets.setVisible(on)
        self._about_secret.setVisible(on)

    def _copy(self) -> None:
        place = second_place.standing(self._desk.number, date.today()).place
        password, again = self.secret.text(), self.again.text()
        if self.seal.isChecked():
            sentence = "密码不能为空。" if not password else "两次输入的不一样。" if password != again else ""
            self.secret.say(Sign.ERROR if sentence else None, sentence)
            if sentence:
                self.secret.line.setFocus()
                return
        if place is None:
            return
        try:
            made = self._desk.back_up("第二位置")
            target = second_place.copy_there(made, self._desk.path, place, date.today(), password)
        except Trouble as trouble:
            self.told.emit(str(trouble))
            self._warn(place)
            return
        self.seal.setChecked(False)
        self.reload()
        self.copied.emit(target)


def _since(now: second_place.Standing) -> str:
    if now.place is None:
        return "没有选"
    return "还没有复制过" if now.days is None else "今天复制过" if now.days == 0 else f"{now.days} 天前复制过"
