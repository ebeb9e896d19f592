"""What 提交前检查 lists: the state of a year put into checks, each with its lines; no widget knows less than this."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.answers import NOTED
from core.fields import FIELDS
from core.headers import WHOLE_UNIT_NAME
from core.model import UNIT_ROW, Place
from core.readiness import Doubt, Missing, Readiness, Standing
from core.rules.finding import LEVEL_NAMES, TOPICS, Finding, Level
from ui.bound import SIGNS
from ui.desk import Desk
from ui.look.check_list import CheckLine, CheckRow, Mark
from ui.look.signs import Letter, Stage
from ui.places import path_of, tabs_for
from ui.stages import signs
from ui.ways import ways_out

MISSING, SWITCHED_OFF = "必填内容", "停用的规则"
UNIT_TITLE = "单位信息"
OPEN_PROJECT, OPEN_UNIT = "打开项目", "打开"
FILL, EXPLAIN, REWORD, CONFIRM = "去填写", "写说明", "改说明", "已核对"
_BLANK = "空着"
_BARE = re.compile(r"[≥≤><=＞＜]?\s*-?[\d.,]+")
_UNITS: Mapping[str, str] = {"money": "万元", "rate": "%"}  # a bare amount in the book is 万元


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what is behind it."""

    line: CheckLine
    place: Place | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one project (``UNIT_ROW``: of the unit), or with None of something that is no project."""

    title: str
    project: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the page and the lines behind it; ``fine`` is said where there are none."""

    row: CheckRow
    remark: str
    groups: tuple[Group, ...]
    fine: str

    @property
    def name(self) -> str:
        """What is checked."""
        return self.row.name


def checks(desk: Desk, ready: Readiness) -> tuple[Check, ...]:
    """Everything that is checked before a year, or one project of it, is handed in."""
    reader = _Reader(desk, ready)
    return (
        reader.missing(),
        *(reader.of_topic(topic) for topic in reader.topics()),
        reader.answered(),
        reader.pending(),
        reader.blanks(),
        *reader.notes(),
        reader.switched_off(),
        reader.rules(),
    )


class _Reader:
    """Reads the state once; each method makes one check of it."""

    def __init__(self, desk: Desk, ready: Readiness) -> None:
        self._desk, self._ready = desk, ready
        self._standings = ready.standings
        told = {one.place for each in (ready, *ready.standings) for one in each.missing}
        self._left = tuple(
            (one, tuple(f for f in desk.findings(one.project.id) if f.open and f.places[0] not in told))
            for one in self._standings
        )

    def missing(self) -> Check:
        groups = [self._group(one, (self._missing(m) for m in one.missing)) for one in self._standings]
        if self._ready.whole_missing:
            line = CheckLine(Stage.EMPTY, "还没有填按单位写的内容。", (WHOLE_UNIT_NAME,), button=FILL)
            groups.insert(0, Group(WHOLE_UNIT_NAME, None, (Entry(line),)))
        groups.insert(0, _of_unit(self._missing(m) for m in self._ready.missing))
        count = _count(groups)
        row = CheckRow(MISSING, f"未填 {count}", Stage.EMPTY, "ink") if count else _fine(MISSING, "已填齐")
        return _check(row, groups, "表样要填的都填了。")

    def topics(self) -> tuple[str, ...]:
        """What has a page in one of the projects, or holds a finding: 决算 and 评分 only where they are asked for."""
        held = self._desk.book.dossiers
        known = ((held.get(one.project.id), one.form) for one in self._standings)
        shown = {tab for dossier, form in known if dossier is not None for tab in tabs_for(dossier, form)}
        found = {finding.topic for _, findings in self._left for finding in findings}
        return tuple(topic for topic in TOPICS if topic in shown or topic in found)

    def of_topic(self, topic: str) -> Check:
        groups, levels = [], Counter[Level]()
        for one, findings in self._left:
            inside = [finding for finding in findings if finding.topic == topic]
            levels.update(finding.level for finding in inside)
            groups.append(self._group(one, (self._finding(finding) for finding in inside)))
        worst = next((level for level in Level if levels[level]), None)
        if worst is None:
            return _check(_fine(topic, "通过"), groups, "数与数、数与文字都对得上。")
        sign = SIGNS[worst]
        told = "、".join(f"{LEVEL_NAMES[level]} {levels[level]}" for level in Level if levels[level])
        row = CheckRow(topic, told, sign, sign.hue, signs(levels))
        return _check(row, groups, "", told)

    def answered(self) -> Check:
        groups = [self._group(one, map(self._answered, one.answered)) for one in self._standings]
        return _check(_counted("已写说明", _count(groups), "条", "check"), groups, "没有用说明答复的问题。")

    def pending(self) -> Check:
        groups = [self._group(one, (self._pending(doubt) for doubt in one.pending)) for one in self._standings]
        groups.insert(0, _of_unit(self._pending(doubt) for doubt in self._ready.pending))
        row = _counted("待核的数", _count(groups), "个", Letter.UNCONFIRMED)
        return _check(row, groups, "没有标记“待核”的数。")

    def blanks(self) -> Check:
        groups = [self._group(one, self._blank(one)) for one in self._standings]
        row = _counted("报告里的空白", sum(one.blanks for one in self._standings), "处", "file")
        return _check(row, groups, "打印出来没有空着的地方。")

    def notes(self) -> Iterator[Check]:
        """The clerk's notes; no row without any."""
        groups = [
            self._group(one, (self._entry(n.place, CheckLine("pencil", f"{n.words}：{n.text}")) for n in one.notes))
            for one in self._standings
        ]
        if count := _count(groups):
            yield _check(_counted("备注", count, "条", "pencil"), groups, "")

    def switched_off(self) -> Check:
        groups = [
            Group(form, None, tuple(Entry(CheckLine("minus", title)) for title in standings[0].rules.off))
            for form, standings in self._by_form()
        ]
        named = {entry.line.sentence for group in groups for entry in group.entries}
        row = _counted(SWITCHED_OFF, len(named), "条", "minus")
        return _check(row, groups, "没有停用的规则。", f"共 {len(named)} 条" if named else "")

    def rules(self) -> Check:
        groups = [Group(form, None, tuple(_edition(standings))) for form, standings in self._by_form()]
        idle = tuple(Entry(CheckLine(SIGNS[Level.WARNING], sentence)) for sentence in self._ready.ineffective)
        if idle:
            groups.insert(0, Group("规则设置", None, idle))
        row = CheckRow("表样和规则", f"{len(self._by_form())} 个表样", "library")
        return _check(row, groups, "这一年还没有项目。")

    # ---- lines

    def _group(self, one: Standing, entries: Iterable[Entry]) -> Group:
        return Group(one.name, one.project.id, tuple(entries))

    def _missing(self, one: Missing) -> Entry:
        finding = one.finding
        mark: Mark = SIGNS[finding.level] if finding else Stage.EMPTY
        said = finding.message if finding else f"{one.words}还没有填。"
        return self._entry(one.place, CheckLine(mark, said, button=FILL), finding)

    def _finding(self, finding: Finding, mark: Mark | None = None, button: str = "") -> Entry:
        ways = ways_out(self._desk, finding)
        way = button or (ways[0][0] if ways else FILL)
        fix = bool(finding.fixes) and not finding.reason
        line = CheckLine(mark or SIGNS[finding.level], finding.message, note=_said(finding), button=way, fix=fix)
        return self._entry(finding.places[0], line, finding)

    def _answered(self, finding: Finding) -> Entry:
        """With the way to change what was said; what is merely known can be answered in words."""
        return self._finding(finding, "check", EXPLAIN if finding.reason == NOTED else REWORD)

    def _pending(self, doubt: Doubt) -> Entry:
        pending = doubt.pending
        text = self._with_unit(pending.place, pending.text.replace("\n", " ")) or _BLANK
        note = f"备注：{pending.note}" if pending.note else ""
        line = CheckLine(Letter.UNCONFIRMED, f"{doubt.words}：{text}", note=note, button=CONFIRM)
        return self._entry(pending.place, line)

    def _with_unit(self, place: Place, text: str) -> str:
        """A value as it is typed, with the unit it is meant in where none stands there."""
        field = FIELDS.get(f"{place.table}.{place.field.rpartition('.')[2]}")
        if field is None or not _BARE.fullmatch(text.strip()):
            return text
        unit = _UNITS.get(field.kind, "")
        if field.kind == "quantity" and place.table == "indicator":
            rows = self._desk.book.dossiers[place.project].indicator
            unit = next((row.unit.strip() for row in rows if row.id == place.row), "")
        elif place.field in ("weight", "score"):
            unit = "分"
        return f"{text.strip()}\u00a0{unit}" if unit else text

    def _blank(self, one: Standing) -> Iterator[Entry]:
        if one.blanks:
            asked = [topic.key for topic in one.form.outline(one.project.scope or "project") if topic.key]
            empty = [missing.place for missing in one.missing if missing.page == "正文"]
            places = (*empty, *(Place("answer", one.project.id, key) for key in asked))
            line = CheckLine("file", f"打印出来有 {one.blanks} 处空着（＿＿）。", ("正文",), button=FILL)
            yield Entry(line, next(iter(places), None))

    def _entry(self, place: Place, line: CheckLine, finding: Finding | None = None) -> Entry:
        """An entry with the path of its cell."""
        desk = self._desk
        if place.project == UNIT_ROW:
            path: tuple[str, ...] = (UNIT_TITLE,)
        else:
            dossier = desk.book.dossiers[place.project]
            path = tuple(path_of(place, desk.form_of(place.project), dossier).split(" › "))
        whole = CheckLine(line.mark, line.sentence, path, line.note, line.button, line.fix)
        return Entry(whole, place, finding)

    def _by_form(self) -> list[tuple[str, list[Standing]]]:
        """The projects by the form they are filed under, named."""
        found: dict[str, list[Standing]] = {}
        for one in self._standings:
            found.setdefault(one.form.name, []).append(one)
        return list(found.items())


def _edition(standings: list[Standing]) -> Iterator[Entry]:
    """The edition of a form, and by which rules its projects were checked."""
    form, rules = standings[0].form, standings[0].rules
    used = f"{len(standings)} 个项目用它" if len(standings) > 1 else f"“{standings[0].name}”用它"
    yield Entry(CheckLine("table", f"{form.edition} 年版，{used}。", note=f"依据：{form.basis}"))
    said = f"程序 {rules.version}，校验规则 {rules.on} 条，停用 {len(rules.off)} 条，指纹 {rules.fingerprint}。"
    yield Entry(CheckLine("shield", said))
    yield from (Entry(CheckLine("table", f"表样规定：{changed}。")) for changed in rules.by_form)
    yield from (Entry(CheckLine("gear", f"本单位设置：{changed}。")) for changed in rules.by_office)


def _said(finding: Finding) -> str:
    """What the clerk has said to a finding; a hint that is merely known has no words of its own."""
    if not finding.reason:
        return ""
    return "已知道。" if finding.reason == NOTED else f"说明：{finding.reason}"


def _of_unit(entries: Iterable[Entry]) -> Group:
    return Group(UNIT_TITLE, UNIT_ROW, tuple(entries))


def _count(groups: Iterable[Group]) -> int:
    return sum(len(group.entries) for group in groups)


def _fine(name: str, verdict: str) -> CheckRow:
    return CheckRow(name, verdict, "check")


def _counted(name: str, count: int, unit: str, mark: Mark) -> CheckRow:
    return CheckRow(name, f"{count} {unit}" if count else "没有", mark if count else "check")


def _check(row: CheckRow, groups: Iterable[Group], fine: str, remark: str = "") -> Check:
    """A check of the groups that hold something."""
    held = tuple(group for group in groups if group.entries)
    projects = sum(group.project is not None for group in held)
    parts = (f"{projects} 个项目" if projects else "", remark or (f"共 {_count(held)} 条" if held else ""))
    return Check(row, "，".join(part for part in parts if part), held, fine)
