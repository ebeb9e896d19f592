"""Every key the window and its tables listen to, in words: the only list; the manual's table is held against it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Some keys and what they do; ``said`` is how they are written where they are no plain keys."""

    keys: tuple[str, ...]
    words: str
    said: str = ""

    def in_words(self) -> str:
        """The keys as the manual writes them."""
        return self.said or "、".join(f"`{key}`" for key in self.keys)


WINDOW = (
    Shortcut(("Ctrl+N",), "新项目"),
    Shortcut(("Ctrl+F",), "查找"),
    Shortcut(("Ctrl+H",), "替换文字"),
    Shortcut(("Ctrl+E",), "导出报送材料"),
    Shortcut(("Ctrl+Z",), "撤销"),
    Shortcut(("Ctrl+Y", "Ctrl+Shift+Z"), "重做"),
    Shortcut(("F8",), "到下一处问题；在讲全部项目的页上，没有问题的项目跳过"),
    Shortcut(("Ctrl+PgDown", "Ctrl+PgUp"), "下一页、上一页（资金、目标、指标……）"),
    Shortcut(("F6", "Shift+F6"), "在左边、中间、右边、上面之间走"),
    Shortcut(("Ctrl+Tab", "Ctrl+Shift+Tab"), "离开表格，到后一处、前一处"),
    Shortcut(("F1",), "这一页的说明"),
    Shortcut(("Ctrl+/",), "快捷键"),
)
TYPING = (
    Shortcut(("Ctrl+Shift+I",), "在正文里插入常用语"),
    Shortcut(("Esc",), "关掉提示、卡片；输入时不要刚才打的"),
)
TABLES = (
    Shortcut((), "换掉这一格的内容", "直接打字"),
    Shortcut(("F2",), "接着原来的内容改；再按一次，方向键又到别的格", "`F2`，或者双击"),
    Shortcut((), "打字时：存好，到旁边的格", "`方向键`"),
    Shortcut(("Enter", "Shift+Enter"), "存好，到下一行、上一行"),
    Shortcut(("Tab", "Shift+Tab"), "存好，到右边、左边能填的一格"),
    Shortcut(("Alt+Enter",), "在长文字的格子里换行"),
    Shortcut(("Delete",), "清空选中的格子"),
    Shortcut(("Ctrl+C", "Ctrl+X", "Ctrl+V"), "复制、剪切、粘贴"),
    Shortcut(("Ctrl+D",), "用最上面一行填满下面选中的格子；只选一格时取上一格的内容"),
    Shortcut(("Ctrl+R",), "用最左边一列填满右边选中的格子；只选一格时取左边一格的内容"),
    Shortcut(("Ctrl++", "Ctrl+-"), "在下面插入一行、删除选中的行"),
    Shortcut(("Ctrl+Shift+D",), "复制选中的行，放在下面"),
    Shortcut(("Alt+Up", "Alt+Down"), "选中的行上移、下移", "`Alt+↑`、`Alt+↓`"),
    Shortcut(("Ctrl+Shift+L",), "按这一列排着看，或者只看一部分行"),
    Shortcut(("Ctrl+;",), "填入今天的日期"),
    Shortcut(("Ctrl+'",), "空格里浅色的上年内容：填进来；“基本信息”的空行里也一样"),
    Shortcut((), "选一片格子", "`Shift+方向键`"),
    Shortcut(("Shift+Space", "Ctrl+Space"), "选整行、整列"),
    Shortcut((), "跳到有内容的边上", "`Ctrl+方向键`"),
    Shortcut(("Alt+PgDown", "Alt+PgUp"), "在“决算”页到后一部分、前一部分"),
    Shortcut(("F4",), "标为待核，再按取消"),
    Shortcut(("Shift+F2",), "写备注"),
)


def as_table(rows: tuple[Shortcut, ...]) -> str:
    """The rows as a table of the manual."""
    lines = (f"| {row.in_words()} | {row.words} |" for row in rows)
    return "\n".join(("| 按键 | 做什么 |", "|---|---|", *lines))
