"""关于: the version, what the program is, and the licences of everything that is shipped with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.paths import RESOURCES
from core.version import VERSION
from ui.look.buttons import Button, Kind
from ui.look.fields import label
from ui.look.fitted import fit

LICENCES = RESOURCES / "licences.txt"
_WORDS = (
    "财政项目支出绩效自评：一次填数，随时核对，一键出表。不连接网络，所有内容只存在本机账套里。"
    "按 Apache-2.0 许可发布；下面是随程序一起安装的各部分和它们的许可。"
)


class About(QDialog):
    """Words above, licences below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于绩评本")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(640, 520))
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName("许可")
        self.licences.setPlainText(_licences())
        self.licences.document().setDocumentMargin(0)  # in line with the words above
        close = Button("关闭", Kind.PLAIN)
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(f"绩评本 {VERSION}", "title"))
        column.addWidget(label(_WORDS, "body", "soft", wrap=True))
        column.addWidget(self.licences, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)


def _licences() -> str:
    if LICENCES.is_file():
        return LICENCES.read_text(encoding="utf-8")
    return "许可的全文见程序文件夹 resources。"
