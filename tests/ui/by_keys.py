"""A whole project by keys alone: from Ctrl+N to the files; used by the tests offscreen and on a real screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from core.forms.model import Topic
from core.model import Place
from tests.ui.keyboard import CONTROL, Key, Keyboard
from ui.bound import BoundChoice, BoundLine, BoundText
from ui.places import Tab
from ui.window import Window

FORM = "shanxi-2021"
PROJECT = "城乡医疗救助资金"
HEAD = {
    "name": PROJECT,
    "code": "51000021",
    "agency": "示例县医疗保障局",
    "leader": "李主任",
    "finance_leader": "王会计",
    "phone": "0800-1234567",
}
AMOUNTS = {"initial": "150", "annual": "150", "in_place": "150", "executed": "141"}
GOAL = "按时足额拨付救助资金。"
INDICATORS = (  # 二级指标, 三级指标, 分值, 指标值, 完成值
    ("数量指标", "救助人次", "15", "≥1200人次", "1230人次"),
    ("数量指标", "资助参保人数", "5", "≥800人", "810人"),
    ("质量指标", "救助对象认定准确率", "10", "≥95%", "98.6%"),
    ("时效指标", "救助资金拨付及时率", "10", "≥95%", "90%"),
    ("成本指标", "人均补助标准", "10", "≤300元/人", "290元/人"),
    ("社会效益指标", "困难群众救助覆盖率", "30", "≥95%", "97%"),
    ("服务对象满意度指标", "受助群众满意度", "10", "≥90%", "93%"),
)
REASON = "年底集中拨付的一批因核对对象晚了几天，下一年分季拨付。"


class KeyClerk:
    """Fills the pages one after the other, and looks only at where the keyboard is."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.desk = window.desk
        self.keys = Keyboard(window)

    def open_findings(self) -> list[str]:
        return [finding.message for finding in self.desk.findings() if finding.open]

    def fill_project(self) -> None:
        """From a window without projects to one that holds together."""
        self.fill_head()
        self.fill_funds()
        self.fill_goals()
        self.fill_indicators()
        self.fill_prose()
        self.fill_evidence()

    def fill_head(self) -> None:
        """Ctrl+N stands at the name; Tab goes through the fields."""
        self.keys.press(Key.Key_N, CONTROL)
        page = self.window.project.page(Tab.BASICS)
        fields = {field.place().field: field for field in page.fields if field.place() is not None}
        assert fields["name"].inner.hasFocus()
        for name, field in fields.items():
            if name in HEAD:
                assert isinstance(field, BoundLine)
                self.keys.to_widget(field.line)
                self.keys.type(HEAD[name])
            elif name == "fund_kind":
                assert isinstance(field, BoundChoice)
                self.keys.to_widget(field.box)
                self.keys.press(Key.Key_Down)
        self.keys.press(Key.Key_Tab)

    def fill_funds(self) -> None:
        """Amounts of one source, cell by cell to the right."""
        self.keys.to_page(Tab.FUNDS)
        view = self.window.project.page(Tab.FUNDS).card.view
        self.keys.to_widget(view)
        for stage, amount in AMOUNTS.items():
            self.keys.to_cell(view, view.model().find(Place("fund", self.desk.project, f"county.{stage}")))
            self.keys.type(amount)
            self.keys.press(Key.Key_Return)

    def fill_goals(self) -> None:
        """What is expected, for each goal of the form."""
        self.keys.to_page(Tab.GOALS)
        page = self.window.project.page(Tab.GOALS)
        asked = {block.period for block in self.desk.form.goals}
        goals = {goal.id: goal for goal in self.desk.dossier.goal}
        for field in page.fields:
            assert isinstance(field, BoundText)
            place = field.place()
            if goals[place.row].period in asked:
                self.keys.to_widget(field.field.edit)
                self.keys.type(GOAL if goals[place.row].period == "annual" else f"三年内，{GOAL}")
        self.keys.press(Key.Key_Tab)

    def fill_indicators(self) -> None:
        """Rows begun in the empty row of their 二级指标, a second one with Ctrl++; the shortfall has its reason."""
        self.keys.to_page(Tab.INDICATORS)
        view = self.window.project.page(Tab.INDICATORS).card.view
        self.keys.to_widget(view)
        captions = {c.field: n for n, c in enumerate(self.desk.form.indicators.columns)}
        filled: set[str] = set()
        for level2, name, weight, target, actual in INDICATORS:
            row = max(n for n, r in enumerate(view.model().sheet.rows) if r.group.endswith("/" + level2))
            self.keys.to_cell(view, view.model().index(row, captions["name"]))
            if level2 in filled:
                self.keys.press(Key.Key_Plus, CONTROL)
                row += 1
            filled.add(level2)
            texts = {"name": name, "weight": weight, "target": target, "actual": actual}
            for field in (c.field for c in self.desk.form.indicators.columns if c.field in texts):
                self.keys.to_cell(view, view.model().index(row, captions[field]))
                self.keys.type(texts[field])
                self.keys.press(Key.Key_Tab)
            if actual == "90%":
                self.keys.to_cell(view, view.model().index(row, captions["deviation"]))
                self.keys.type(REASON)
                self.keys.press(Key.Key_Return)

    def fill_prose(self) -> None:
        """Every answer that nothing stands in yet, in the order of Tab."""
        self.keys.to_page(Tab.PROSE)
        page = self.window.project.page(Tab.PROSE)
        for section in page.sections.values():
            if section.isVisible() and not section.written and not section.auto:
                self.keys.to_widget(section.editor)
                self.keys.type(_answer(section.topic))
        page.store()

    def fill_evidence(self) -> None:
        """One attachment; the keyboard comes to the first cell that waits."""
        self.keys.to_page(Tab.EVIDENCE)
        view = self.window.project.page(Tab.EVIDENCE).card.view
        self.keys.to_widget(view)
        for text in ("救助资金管理办法", "示医保〔2021〕5号"):
            self.keys.type(text)
            self.keys.press(Key.Key_Tab)

    def export(self, wait: Callable[[Callable[[], bool]], None]) -> None:
        """Ctrl+E, the first entry, and the folder as the system asks for it."""
        self.keys.press(Key.Key_E, CONTROL)
        menu = self.window.export.menu
        wait(menu.isVisible)
        self.keys.until(
            lambda: menu.activeAction() is not None and menu.activeAction().isEnabled(),
            Key.Key_Down,
            Qt.KeyboardModifier.NoModifier,
            "the first entry",
        )
        self.keys.press(Key.Key_Return)
        wait(lambda: not self.window.export.running())


def _answer(topic: Topic) -> str:
    return f"{topic.heading.strip('。，：')}一项按规定办理。"
