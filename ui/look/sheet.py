"""The style sheet for what Qt draws itself (scroll bars, menus, tool tips, labels); made from the same tokens."""

from __future__ import annotations

from string import Template

from ui.look.tokens import Palette

_SHEET = Template("""
QWidget#window { background: $canvas; }
QLabel { background: transparent; color: $ink; }
QLabel[ink="soft"] { color: $soft; }
QLabel[ink="faint"] { color: $faint; }
QLabel[ink="accent"] { color: $accent; }
QLabel[ink="red"] { color: $red; }
QLabel[ink="amber"] { color: $amber; }
QLabel[ink="blue"] { color: $blue; }
QLabel:disabled { color: $off; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: transparent; border: none; color: $ink;
    selection-background-color: $accent_tint; selection-color: $ink; placeholder-text-color: $faint;
}
QLineEdit:read-only, QPlainTextEdit:read-only { color: $faint; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $off; }

QAbstractItemView, QAbstractScrollArea, QScrollArea > QWidget > QWidget#page { border: none; }
QAbstractScrollArea { background: transparent; }
QTableView, QListView, QTreeView {
    background: transparent; border: none; outline: none; color: $ink;
    selection-background-color: $accent_tint; selection-color: $ink;
}
QTableView[ground="paper"], QListView[ground="paper"] { background: $paper; }
QHeaderView { background: $head; border: none; }
QTableCornerButton::section { background: $head; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $field; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QToolTip { background: $paper; color: $ink; border: 1px solid $edge; padding: 6px 8px; }

QMenu { background: $paper; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 4px;
        menu-scrollable: 1; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 20px; }
QMenu::item:selected { background: $accent_tint; color: $ink; }
QMenu::item:disabled { color: $off; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu[ticks="true"]::item { padding-left: 36px; }
QMenu[ticks="true"]::indicator { width: 0; height: 0; }
QMenu[ticks="true"]::item:disabled { color: $faint; }

QComboBox QAbstractItemView {
    background: $paper; color: $ink; border: 1px solid $edge; padding: 4px; outline: none;
    selection-background-color: $accent_tint; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }
QComboBox QAbstractItemView::item:disabled { color: $faint; }

QSplitter::handle { background: transparent; }
QDialog, QMessageBox { background: $canvas; }
""")


def stylesheet(tokens: Palette) -> str:
    """The style sheet in the colours of one scheme."""
    names = (name for name in tokens.__slots__ if name != "dark")
    return _SHEET.substitute({name: getattr(tokens, name) for name in names})
