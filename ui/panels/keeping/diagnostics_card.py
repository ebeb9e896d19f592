"""诊断包: what a maintainer needs, to be read part by part before it is given away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, qVersion
from PySide6.QtWidgets import QFileDialog

from core.keeping.diagnostics import contents, write
from core.trouble import Trouble
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.fields import Dropdown, TextField
from ui.panels.keeping.paragraph import inside, paragraph, row_of

_ABOUT = "交给维护人员查问题用：版本、行数和字数、运行日志。没有名称，没有金额，没有正文。先看，再决定给不给。"
_HIGH = 220


class DiagnosticsCard(Card):
    """The parts to choose from and the chosen one's text; closed until the clerk looks."""

    written = Signal(Path)
    told = Signal(str)  # a sentence for the status line

    def __init__(self, desk: Desk) -> None:
        super().__init__("诊断包", " ")
        self._desk = desk
        self.parts: Mapping[str, str] = {}
        self.look = Button("看看里面有什么", small=True)
        self.look.clicked.connect(self.open)
        self.offer(self.look)
        column = inside(self)
        column.addWidget(paragraph(_ABOUT, "faint", "caption"))
        self.names = Dropdown()
        self.names.setAccessibleName("诊断包里的文件")
        self.names.currentTextChanged.connect(lambda name: self.text.edit.setPlainText(self.parts.get(name, "")))
        self.save = Button("存成文件", Kind.FIX)
        self.save.clicked.connect(self._ask_where)
        self.text = TextField(size="caption")
        self.text.edit.setReadOnly(True)
        self.text.edit.setAccessibleName("诊断包的内容")
        self.text.setFixedHeight(_HIGH)
        column.addLayout(row_of(self.names, self.save))
        column.addWidget(self.text)
        for widget in (self.names, self.save, self.text):
            widget.hide()

    def open(self) -> None:
        """Gather the parts anew and show the first."""
        self.parts = contents(self._desk.book, self._screen())
        self.names.clear()
        self.names.addItems(tuple(self.parts))
        self.caption.setText(f"{len(self.parts)} 个文件，{sum(map(len, self.parts.values()))} 字")
        self.look.set_text("重新收集")
        for widget in (self.names, self.save, self.text):
            widget.show()

    def _screen(self) -> dict[str, str]:
        screen = self.screen()
        size = screen.size()
        return {
            "Qt": qVersion(),
            "屏幕": f"{size.width()}x{size.height()}",
            "缩放": f"{screen.devicePixelRatio():g}",
            "窗口": f"{self.window().width()}x{self.window().height()}",
        }

    def _ask_where(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(documents or Path.home()) / f"绩评本诊断_{date.today().isoformat()}.zip"
        options = QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(self, "存诊断包", str(start), "压缩文件 (*.zip)", options=options)
        if not name:
            return
        target = Path(name) if name.endswith(".zip") else Path(f"{name}.zip")
        try:
            write(self.parts, target)
        except Trouble as trouble:
            self.told.emit(str(trouble))
        else:
            self.written.emit(target)
