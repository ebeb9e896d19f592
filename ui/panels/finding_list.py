"""The findings of the list as rows: heads of levels and of causes, open findings, answered ones behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from core.answers import NOTED
from core.rules.finding import Finding, Level
from ui.bound import SIGNS
from ui.causes import by_cause
from ui.desk import Desk
from ui.look.finding_item import (
    FINDING,
    FindingCause,
    FindingFold,
    FindingGroup,
    FindingItem,
    FindingOwner,
    ListItem,
)
from ui.panels.words import shortened
from ui.places import path_of, title_of
from ui.ways import ways_out

Index = QModelIndex | QPersistentModelIndex
Subject = tuple[int, str]  # number of the project, subject of the finding
Row = FindingGroup | FindingOwner | FindingCause | FindingFold | Finding
_NOWHERE = QModelIndex()
_LINK = 10  # characters of a fix beside the place of its finding; the chosen one shows all of them


@cache
def _titles() -> Mapping[str, str]:
    """The titles of the rules, which are not loaded before the window is there."""
    from core.checking import RULES

    return {rule.id: rule.title for rule in RULES}


def subject_of(finding: Finding) -> Subject:
    """What tells a finding from all others of the book."""
    return finding.project, finding.subject


def answer_words(finding: Finding) -> str:
    """What is said below a finding that the clerk has answered."""
    if not finding.reason:
        return ""
    said = "已知道。" if finding.reason == NOTED else f"已写说明：{finding.reason}　"
    return f"{said}数变了会重新提出。"


class FindingModel(QAbstractListModel):
    """Heads and findings, one row each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: tuple[Row, ...] = ()
        self.unfolded = False
        """Whether the hints that are answered are listed too."""
        self._items: tuple[ListItem, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...], writing: Subject | None) -> bool:
        """Show these findings under the heads of their levels; False when just these are shown already.

        Answered ones come last, but not the one the clerk is just ``writing`` about: it stays where it is.  Answered
        hints lie under a fold: nobody has to come back to them.  Where others speak than the project at hand, each has
        a head.
        """
        rows: list[Row] = []
        named = any(f.project != self._desk.project for f in findings)
        for level in Level:
            inside = [f for f in findings if f.level is level]
            waiting = [f for f in inside if f.open or subject_of(f) == writing]
            if inside:
                rows.append(FindingGroup(SIGNS[level], sum(1 for f in inside if f.open)))
                rows += self._by_project(waiting, named)
                rows += self._answered(level, by_cause(f for f in inside if f not in waiting))
        items = tuple(self._item(row) if isinstance(row, Finding) else row for row in rows)
        if (tuple(rows), items) == (self.rows, self._items):
            return False
        self.beginResetModel()
        self.rows, self._items = tuple(rows), items
        self.endResetModel()
        return True

    def _by_project(self, findings: list[Finding], named: bool) -> list[Row]:
        """What waits of each project by cause; with ``named`` under its name."""
        projects = tuple(dict.fromkeys(finding.project for finding in findings))
        rows: list[Row] = []
        for project in projects:
            own = [finding for finding in findings if finding.project == project]
            if named:
                rows.append(FindingOwner(title_of(self._desk.book.dossiers[project]), len(own)))
            rows += _under_causes(by_cause(own))
        return rows

    def _answered(self, level: Level, answered: tuple[Finding, ...]) -> tuple[Row, ...]:
        if level is not Level.HINT or not answered:
            return answered
        fold = FindingFold("已知道的提示", len(answered), self.unfolded)
        return (fold, *answered) if self.unfolded else (fold,)

    def is_fold(self, index: Index) -> bool:
        """Whether a row is the head of what can be folded."""
        return index.isValid() and isinstance(self.rows[index.row()], FindingFold)

    def finding(self, index: Index) -> Finding | None:
        """The finding of a row; None for a head."""
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Finding) else None

    def index_of(self, subject: Subject | None) -> QModelIndex:
        """The row of a finding; invalid when it is not listed."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Finding) and subject_of(row) == subject:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.finding(index) or self.is_fold(index) else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The painted item, and its words."""
        if not index.isValid():
            return None
        if role == FINDING:
            return self._items[index.row()]
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.message if isinstance(row, Finding) else row.words
        return None

    def _item(self, finding: Finding) -> FindingItem:
        reason = answer_words(finding)
        ways = () if finding.reason else ways_out(self._desk, finding)
        link = shortened(ways[0][0], _LINK) if ways else ""
        return FindingItem(SIGNS[finding.level], finding.message, self._path(finding), link, reason)

    def _path(self, finding: Finding) -> tuple[str, ...]:
        dossier = self._desk.book.dossiers.get(finding.project)
        if not finding.places or dossier is None:
            return (finding.topic,)
        return tuple(path_of(finding.places[0], self._desk.form_of(finding.project), dossier).split(" › "))


def _under_causes(findings: tuple[Finding, ...]) -> list[Row]:
    """Findings that follow by cause; where several have the same one it is said above them.

    What comes below has its cause said as well, or it would seem to be one more of theirs.
    """
    out: list[Row] = []
    told = False
    for number, finding in enumerate(findings):
        if not number or findings[number - 1].rule != finding.rule:
            same = sum(1 for other in findings if other.rule == finding.rule)
            told = (told or same > 1) and finding.rule in _titles()
            if told:
                out.append(FindingCause(_titles()[finding.rule], same))
        out.append(finding)
    return out
