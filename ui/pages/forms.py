"""表样: every form the program knows, the files it could not read, and the way to add one of the office's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from core.accounts import classification
from core.forms.library import troubles
from core.forms.model import Form
from core.trouble import FormTrouble
from ui.desk import Desk
from ui.forms import grouped
from ui.look.buttons import Button, Kind
from ui.look.cards import Card, MessageStrip, Rule
from ui.look.fields import label
from ui.look.signs import Sign
from ui.pages.page import Page

_FILTER = "表样文件 (*.toml)"
_HEADS = ("表样", "地区", "版本", "依据")


class FormsPage(Page):
    """The list of forms with its troubles; laid out anew each time it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        tip = "本地财政部门的格式，一个 .toml 文件"
        self.add = Button("添加表样文件", Kind.FIX, icon_name="plus", small=True, tip=tip)
        self.add.clicked.connect(self._ask)
        self._list = Card("表样", "财政部门规定的格式；哪个项目用哪一个，在项目标题右边选")
        self._list.offer(self.add)
        self._said = QVBoxLayout()
        self._list.body.addLayout(self._said)
        self._rows = QWidget()
        self._list.body.addWidget(self._rows)
        self._broken = Card("没有读成的表样文件", "改好以后重新添加，或者重新启动程序")
        self._troubles = QVBoxLayout()
        self._broken.body.addLayout(self._troubles)
        self.column.addWidget(self._list)
        self.column.addWidget(self._broken)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the forms there are now."""
        _empty(self._said)
        self._fill()

    def _fill(self) -> None:
        old, self._rows = self._rows, QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(16, 4, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for column, (head, share) in enumerate(zip(_HEADS, (5, 1, 0, 4), strict=True)):
            grid.addWidget(label(head, "caption", "faint"), 0, column)
            grid.setColumnStretch(column, share)
        for stage, forms in grouped(self.desk.forms().values()):
            self._add_group(grid, stage, forms)
        self._list.body.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()
        found = (*troubles(), *classification.troubles())
        self._broken.setVisible(bool(found))
        _empty(self._troubles)
        for trouble in found:
            self._troubles.addWidget(MessageStrip(Sign.ERROR, str(trouble)))

    def _add_group(self, grid: QGridLayout, stage: str, forms: tuple[Form, ...]) -> None:
        """The forms of one stage under its word."""
        grid.addWidget(Rule(), grid.rowCount(), 0, 1, len(_HEADS))
        grid.addWidget(label(stage, "caption_bold", "soft"), grid.rowCount(), 0, 1, len(_HEADS))
        for form in forms:
            row = grid.rowCount()
            name = QVBoxLayout()
            name.setSpacing(1)
            name.addWidget(label(form.name, wrap=True))
            name.addWidget(label(form.title, "caption", "faint", wrap=True))
            name.addStretch(1)
            grid.addLayout(name, row, 0)
            texts = (form.region, f"{form.edition}", form.basis)
            for column, text in enumerate(texts, start=1):
                grid.addWidget(label(text, "caption", "soft", wrap=column != 2), row, column, Qt.AlignmentFlag.AlignTop)

    def _ask(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self, "添加表样文件", documents, _FILTER)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Add a form file, and say above the list what came of it."""
        _empty(self._said)
        try:
            form = self.desk.add_form(path)
        except FormTrouble as trouble:
            self._said.addWidget(MessageStrip(Sign.ERROR, str(trouble)))
            return
        self._fill()
        self._said.addWidget(MessageStrip(Sign.HINT, f"已添加表样“{form.name}”，现在就可以给项目选用。"))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
