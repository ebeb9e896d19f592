"""The optional password in front of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from core.keeping.password import matches
from ui.look.buttons import Button, Kind
from ui.look.signs import Sign
from ui.panels.keeping.secret import Secret

_WIDTH = 332


class Unlock(QDialog):
    """Accepted only with the password whose hash is ``kept``."""

    def __init__(self, kept: str) -> None:
        super().__init__()
        self._kept = kept
        self.setWindowTitle("绩评本")
        self.secret = Secret("密码")
        self.secret.setFixedWidth(_WIDTH)
        self.go = Button("打开", Kind.PRIMARY)
        self.go.clicked.connect(self._try)
        self.secret.line.returnPressed.connect(self._try)
        self.secret.line.textEdited.connect(lambda _: self.secret.say(None))
        leave = Button("退出")
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.secret)
        column.addLayout(row)

    def _try(self) -> None:
        if matches(self.secret.text(), self._kept):
            self.accept()
            return
        self.secret.say(Sign.ERROR, "密码不对，请再输入一次。")
        self.secret.line.selectAll()
        self.secret.line.setFocus()
