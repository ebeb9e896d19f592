"""常用语: the office's own texts to put in again and again; they are kept, changed and taken out in the same list."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.search.snippets import Snippet, add_snippet, change_snippet, remove_snippet, snippets
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.fields import LineField, TextField, label
from ui.prose.editor import ProseEditor
from ui.prose.picker import Choice, Picker

KEY = "Ctrl+Shift+I"
_NONE_YET = "还没有常用语。先在正文里选中一段文字，再点“存下选中的文字”。"


class SnippetPicker(Picker):
    """The list of snippets with what can be done to them at its foot; one that is changed takes the list's place."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "按名称或内容查找", "常用语")
        self._desk = desk
        self._selected = ""  # what is selected in the text, as it is stored
        self._changed: Snippet | None = None
        self.none_yet = label(_NONE_YET, "caption", "faint", wrap=True)
        self.column.insertWidget(1, self.none_yet)
        self.keep = Button("存下选中的文字", Kind.FIX, small=True)
        self.change = Button("修改", Kind.PLAIN, small=True)
        self.remove = Button("删除", Kind.PLAIN, small=True)
        self._foot = _row(self.keep, self.change, self.remove)
        self.column.addWidget(self._foot)
        self.column.addWidget(self._form())
        self.keep.clicked.connect(self._keep)
        self.change.clicked.connect(self._begin)
        self.remove.clicked.connect(self._remove)

    def _form(self) -> QWidget:
        self.name = LineField("", "名称")
        self.name.setAccessibleName("常用语的名称")
        self.text = TextField("", "内容")
        self.text.edit.setAccessibleName("常用语的内容")
        self.save = Button("保存", Kind.FIX, small=True)
        self.leave = Button("取消", Kind.PLAIN, small=True)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(lambda: self._show_list())
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(label("修改常用语", "body_bold"))
        column.addWidget(self.name)
        column.addWidget(self.text, 1)
        column.addWidget(_row(self.save, self.leave))
        return self.form

    def open_for(self, at: QPoint, selected: str) -> None:
        """Show the snippets; ``selected`` is what can be kept as a new one."""
        self._selected = selected
        self.open_at(at, ())
        self._show_list()

    def _show_list(self, number: int = 0) -> None:
        """Every snippet, with one chosen where it is named."""
        self._changed = None
        found = snippets(self._desk.book)
        self.offer(tuple(Choice(one.name, one.text, one) for one in found))
        self.list.setCurrentIndex(
            self._model.index(next((n for n, one in enumerate(found) if one.number == number), 0))
        )
        free = not self._desk.read_only
        for part in (self.search, self.list, self._foot):
            part.show()
        self.form.hide()
        self.none_yet.setVisible(not found)
        self.keep.setEnabled(free and bool(self._selected.strip()))
        self.change.setEnabled(free and bool(found))
        self.remove.setEnabled(free and bool(found))
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _chosen(self) -> Snippet | None:
        choice = self.current()
        return choice.thing if choice is not None and isinstance(choice.thing, Snippet) else None

    def _keep(self) -> None:
        if self._desk.submit(add_snippet(self._desk.book, "", self._selected), "存常用语"):
            self._selected = ""
            self._show_list(max(one.number for one in snippets(self._desk.book)))

    def _begin(self) -> None:
        """Open the chosen snippet for changing."""
        self._changed = self._chosen()
        if self._changed is None:
            return
        self.name.setText(self._changed.name)
        self.text.edit.setPlainText(self._changed.text)
        for part in (self.search, self.list, self._foot, self.none_yet):
            part.hide()
        self.form.show()
        self.text.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def _save(self) -> None:
        if self._changed is not None:
            number = self._changed.number
            step = change_snippet(self._desk.book, number, self.name.text(), self.text.text())
            if self._desk.submit(step, "修改常用语"):
                self._show_list(number)

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self._desk.submit(remove_snippet(self._desk.book, chosen.number), "删除常用语"):
            self._show_list()


class SnippetTool(QObject):
    """Puts snippets into one editor: a button opens the list, so does the key."""

    def __init__(self, desk: Desk, editor: ProseEditor, button: Button) -> None:
        super().__init__(editor)
        self._desk, self._editor, self._button = desk, editor, button
        self._picker: SnippetPicker | None = None
        button.clicked.connect(self.offer)
        editor.snippets_asked.connect(self.offer)

    @property
    def picker(self) -> SnippetPicker:
        """The list; made when it is first asked for."""
        if self._picker is None:
            self._picker = SnippetPicker(self._desk, self._editor)
            self._picker.chosen.connect(self._insert)
        return self._picker

    def offer(self) -> None:
        """Open the list below the button, or below the caret where the button is not seen."""
        if self._button.isVisible():
            at = self._button.mapToGlobal(QPoint(0, self._button.height() + 4))
        else:
            at = self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft())
        self.picker.open_for(at, self._editor.selected())

    def _insert(self, snippet: Snippet) -> None:
        if not self._editor.isReadOnly():
            self._editor.put(snippet.text)


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
