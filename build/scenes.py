"""What the pictures of the manual show: each brings a screen of the window into sight, with something to see on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QEventLoop, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from core.edits import remove_project
from core.export.files import Format
from core.forms.library import known
from core.model import Place
from ui.book_menu import BookMenu, Ways
from ui.desk import Desk
from ui.pages.indicators import IndicatorsPage
from ui.pages.prose import ProsePage
from ui.pages.welcome import Welcome
from ui.panels.about import About
from ui.panels.right_side import PREVIEW
from ui.places import Tab
from ui.window import Window


def project_with(desk: Desk, name: str) -> int:
    """The project of the sample whose name holds a word."""
    return next(d.id for d in desk.dossiers if name in d.project.name)


def _work() -> None:
    """Let the window work, and leave the processor to the other sizes while it has nothing to do."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    sleep(0.005)


def settle(until: Callable[[], bool], seconds: float = 0.4) -> None:
    """Let the window work until something is so, and a little longer for what slides in."""
    end = monotonic() + 60
    while not until() and monotonic() < end:
        _work()
    end = monotonic() + seconds
    while monotonic() < end:
        _work()


def show_tab(tab: Tab, window: Window, name: str = "城乡医疗救助") -> None:
    """A page of a project."""
    window.desk.choose_project(project_with(window.desk, name))
    window.project.show_tab(tab)


def show_first(window: Window) -> QWidget:
    """The three steps of the first start, in place of a window that is not there yet."""
    page = Welcome(known(), Path("文档") / "绩评本")
    page.name.setText("示例县医疗保障局")
    page.resize(window.size())
    page.show()
    page.start.setFocus()
    settle(lambda: page.picture.image is not None or page.picture.isHidden())  # a low window has no room for it
    page.picture.stop()
    return page


def show_new(window: Window) -> None:
    """A project just begun, in a book that holds nothing else."""
    window.desk.add_project()
    window.project.show_tab(Tab.FUNDS)


def show_funds(window: Window) -> None:
    """资金, with the wrong typed rate chosen."""
    desk = window.desk
    show_tab(Tab.FUNDS, window)
    window.findings.choose(next(f for f in desk.findings() if f.open))
    desk.go_to(desk.values.fund_place("total", "execution_rate"))


def show_indicators(window: Window) -> None:
    """指标, with a score chosen and explained."""
    show_tab(Tab.INDICATORS, window)
    dossier = window.desk.dossier
    assert dossier is not None
    window.desk.go_to(Place("indicator", dossier.id, "score", dossier.indicator[0].id))


def show_library(window: Window) -> None:
    """指标库, with an indicator ticked."""
    show_tab(Tab.INDICATORS, window)
    page = window.project.page(Tab.INDICATORS)
    assert isinstance(page, IndicatorsPage)
    page.open_library()
    page.library.list.item(0).setCheckState(Qt.CheckState.Checked)


def show_figures(window: Window) -> None:
    """正文, with the list of figures that can be put in."""
    show_tab(Tab.PROSE, window, "基金监管")
    page = window.project.page(Tab.PROSE)
    assert isinstance(page, ProsePage)
    settle(lambda: True)
    section = next(s for s in page.sections.values() if s.written and not s.auto)
    page.go(section.place)
    settle(lambda: True)
    section.offer_figures()


def show_reason(window: Window) -> None:
    """The box for the reason that answers a finding: why little was spent."""
    desk = window.desk
    show_tab(Tab.FUNDS, window, "老干部")
    desk.type_text(Place("answer", desk.project, "execution_reason"), "", "删去原因")
    desk.wants_reason.emit(next(f for f in desk.findings() if f.open and f.answerable))


def show_preview(window: Window) -> None:
    """预览 beside the funds."""
    show_funds(window)
    if not window.right.isVisible():
        window.findings_rail.unfold.click()
    window.right.views.choose(PREVIEW)
    settle(lambda: bool(window.right.preview.view.areas), seconds=1.5)


def show_rule(window: Window) -> None:
    """The card of a rule with a parameter."""
    show_funds(window)
    window.desk.wants_rule.emit("rate")


def show_whole(window: Window) -> None:
    """汇总 of 部门整体, with all projects of the year."""
    desk = window.desk
    of_unit = next(form for form in desk.forms_for("unit") if form.stage == "evaluation")
    desk.type_text(Place("project", desk.dossiers[0].id, "form"), of_unit.id, "改用表样")
    show_of_unit(Tab.SUMMARY, window)


def show_of_unit(tab: Tab, window: Window) -> None:
    """A page of the unit's dossier."""
    window.rooms.show_whole()
    window.project.show_tab(tab)


def show_function_lines(window: Window) -> None:
    """决算, at the expenditure by function."""
    show_of_unit(Tab.ACCOUNTS, window)
    settle(lambda: True)
    desk = window.desk
    assert desk.dossier is not None
    desk.go_to(Place("function", desk.project, "outturn", desk.dossier.function[1].id))


def show_scores(window: Window) -> None:
    """评分, with an item chosen and explained."""
    show_of_unit(Tab.SCORES, window)
    desk = window.desk
    assert desk.dossier is not None
    chosen = next(row for row in desk.dossier.score_item if row.item == "budget_accuracy")
    desk.go_to(Place("score_item", desk.project, "score", chosen.id))


def show_page(tab: Tab, window: Window) -> None:
    """A page of the first project, with its first cell that can be typed into at hand."""
    window.desk.choose_project(window.desk.dossiers[0].id)
    window.project.show_tab(tab)


def show_in_tables(window: Window) -> None:
    """正文, at the texts that stand in a table."""
    show_page(Tab.PROSE, window)
    settle(lambda: True)
    topic = next(topic for topic in window.desk.form.topics if topic.page == "table" and topic.key)
    window.desk.go_to(Place("answer", window.desk.project, topic.key))


def show_export_menu(window: Window) -> None:
    """What can be exported."""
    show_tab(Tab.FUNDS, window)
    settle(lambda: True)
    window.export.open_menu()


def show_export(window: Window) -> None:
    """The notice after an export of everything."""
    show_funds(window)
    everything = tuple(d.id for d in window.desk.dossiers)
    window.export.begin(everything, tuple(Format), Path("报送", "2021 年度"))
    settle(lambda: not window.export.running())


def show_search(window: Window) -> None:
    """What Ctrl+F finds."""
    show_tab(Tab.FUNDS, window)
    search = window.top.search
    search.setFocus()
    search.setText("救助")
    search.look()


def show_replace(window: Window) -> None:
    """替换文字, before it is done."""
    window.rooms.show_replace("股室")
    window.rooms.replace.new.setText("科室")


def show_history(window: Window) -> None:
    """历史和回收站, with a project in the bin."""
    desk = window.desk
    desk.remove_project(project_with(desk, "财务软件"))
    desk.type_text(Place("project", desk.dossiers[0].id, "leader"), "张三", "修改项目负责人")
    window.rooms.show_history()


def show_takeover(window: Window) -> None:
    """从上年带入, before it is done."""
    window.desk.choose_year(window.desk.year + 1)
    window.rooms.show_takeover()


def show_intake(window: Window) -> None:
    """读入资料, with a file that brings one project anew and one that the book has with another amount."""
    desk = window.desk
    path = desk.path.with_name("乡镇报来的项目.json")
    desk.write_data(path)
    first, second = desk.dossiers[:2]
    desk.type_text(Place("fund", first.id, "county.executed"), "46.02", "修改资金")
    desk.submit(remove_project(second), "删除项目")
    window.rooms.show_intake()
    page = window.rooms.intake
    page.update_known.setChecked(True)
    page.use((path,))


def show_keeping(window: Window) -> None:
    """账套与备份, with two backups and what is in the older one."""
    desk = window.desk
    desk.back_up("打开时")
    desk.type_text(Place("project", desk.dossiers[0].id, "leader"), "李四", "修改项目负责人")
    desk.back_up("手动")
    page = window.rooms.show_keeping()
    page.caption.set_text(str(Path("文档", desk.path.name)))
    settle(lambda: len(page.backups.table.rows) > 1)
    page.backups.chosen.emit(page.backups.table.rows[1].key)


def show_help(window: Window) -> QWidget:
    """The manual, at what it says of 资金; no larger than the screen."""
    show_tab(Tab.FUNDS, window)
    window.help.resize(window.help.size().boundedTo(window.size()))
    window.explain()
    return window.help


def show_about(window: Window) -> None:
    """关于."""
    show_tab(Tab.FUNDS, window)
    About(window).open()


def show_book_menu(window: Window) -> None:
    """The menu of the book."""
    show_tab(Tab.FUNDS, window)

    def lead_nowhere(*_: object) -> None:
        """The pictures show the menu only."""

    settings = QSettings("window.ini", QSettings.Format.IniFormat)
    BookMenu(window, QApplication.instance(), settings, Ways(*[lead_nowhere] * len(fields(Ways))))
    window.top.book.open_menu()
