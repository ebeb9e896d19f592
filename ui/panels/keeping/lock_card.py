"""打开窗口的密码: set, changed or taken away in place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.keeping import preferences
from core.keeping.password import hashed, matches
from core.trouble import Trouble
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.signs import Sign
from ui.panels.keeping.paragraph import inside, paragraph, row_of
from ui.panels.keeping.secret import Secret

_ABOUT = "只挡顺手打开的人：能进这台电脑的人，仍能直接读账套文件。要交给别人带走的备份，请在“第二位置”里加密。"


class LockCard(Card):
    """The old password (where there is one), the new one twice, and the two ways."""

    told = Signal(str)  # a sentence for the status line

    def __init__(self) -> None:
        super().__init__("打开窗口的密码", " ")
        self.change = Button("设密码", small=True)
        self.take_away = Button("取消密码", small=True)
        self.change.clicked.connect(lambda: self._open(new=True))
        self.take_away.clicked.connect(lambda: self._open(new=False))
        self.offer(self.take_away, self.change)
        column = inside(self)
        column.addWidget(paragraph(_ABOUT, "faint", "caption"))
        self.old, self.new, self.again = (Secret(words) for words in ("现在的密码", "新密码", "新密码，再输入一次"))
        self.keep = Button("保存", Kind.FIX, small=True)
        self.keep.clicked.connect(self._keep)
        close = Button("不改了", small=True)
        close.clicked.connect(self.reload)
        self._fields = QWidget()
        row = row_of(self.old, self.new, self.again)
        self._fields.setLayout(row)
        column.addWidget(self._fields)
        self._ways = QWidget()
        below = row_of(self.keep, close)
        self._ways.setLayout(below)
        column.addWidget(self._ways)
        self.reload()

    def reload(self) -> None:
        """As the settings stand, the fields closed and empty."""
        is_set = bool(preferences.read().password)
        self.caption.setText("已设密码，打开窗口时要输入" if is_set else "没有设")
        self.change.set_text("改密码" if is_set else "设密码")
        self.take_away.setVisible(is_set)
        for field in (self.old, self.new, self.again):
            field.clear()
        self._fields.hide()
        self._ways.hide()

    def _open(self, *, new: bool) -> None:
        self.reload()
        self.old.setVisible(bool(preferences.read().password))
        for field in (self.new, self.again):
            field.setVisible(new)
        self._fields.show()
        self._ways.show()
        (self.new if self.old.isHidden() else self.old).line.setFocus()

    def _keep(self) -> None:
        settings = preferences.read()
        old, new, again = (field.text() for field in (self.old, self.new, self.again))
        wanted = not self.new.isHidden()
        for field, bad, sentence in (
            (self.old, settings.password and not matches(old, settings.password), "现在的密码不对。"),
            (self.new, wanted and not new, "新密码不能为空。"),
            (self.again, wanted and new != again, "两次输入的不一样。"),
        ):
            field.say(Sign.ERROR if bad else None, sentence if bad else "")
            if bad:
                field.line.setFocus()
                return
        try:
            preferences.write(replace(settings, password=hashed(new) if wanted else ""))
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        self.reload()
        self.told.emit("密码已保存，下次打开窗口时要输入。" if wanted else "密码已取消。")
