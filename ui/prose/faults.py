"""What does not add up in an answer: strips below it, a sign where another heading tells it, waves under its words."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from core.model import Place
from core.rules.finding import Finding
from ui.bound import SIGNS, worst
from ui.desk import Desk
from ui.look.cards import Action, MessageStrip
from ui.look.signs import SignLabel
from ui.places import name_of, tab_of
from ui.prose.card import EditorCard
from ui.prose.editor import ProseEditor
from ui.ways import ways_out

_QUOTED = re.compile(r"“([^”]+)”")
_BOTH = 2  # answers a contradiction lies between


class Faults:
    """The findings of the answer at a place, as they are said at its card and its heading.

    They are said when the answer is left; while something is typed those said already stay or go.  With ``box`` the
    line around the card says it as well.
    """

    def __init__(
        self,
        desk: Desk,
        find: Callable[[], Place],
        editor: ProseEditor,
        card: EditorCard,
        head: QHBoxLayout,
        *,
        box: bool,
    ) -> None:
        self._desk = desk
        self._find = find
        self._editor = editor
        self._card = card
        self._head = head
        self._box = box
        self._said: tuple[Finding, ...] = ()
        self._told: tuple[Finding, ...] = ()  # those of them that are told here, in a strip each
        self.sign: SignLabel | None = None
        self.strips: tuple[MessageStrip, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The open findings that speak of the answer."""
        return self._desk.findings_at(self._find())

    def mark(self) -> None:
        """Say what is open now."""
        found = self.open
        if self._editor.hasFocus():
            known = {finding.subject for finding in self._said}
            found = tuple(finding for finding in found if finding.subject in known)
        if found != self._said:
            self._say(found)
        self._underline(self._said)

    def forget(self) -> None:
        """Say nothing: the answer is another one."""
        self._say(())

    def forgive(self) -> None:
        """Hide what was said while the text being typed is right."""
        if not self._said:
            return
        found = {f.subject for f in self._desk.findings_if(self._find(), self._editor.stored()) if f.open}
        for finding, strip in zip(self._told, self.strips, strict=True):
            strip.setVisible(finding.subject in found)
        if self.sign is not None:
            self.sign.setVisible(any(f.subject in found for f in self._said if f not in self._told))
        self._underline(tuple(finding for finding in self._said if finding.subject in found))

    def _say(self, found: tuple[Finding, ...]) -> None:
        for strip in self.strips:
            strip.hide()
            strip.deleteLater()
        self._said = found
        self._told = tuple(finding for finding in found if self._first_of(finding) == self._find())
        self.strips = tuple(
            MessageStrip(SIGNS[f.level], f.message, ways_out(self._desk, f, *self._elsewhere(f))) for f in self._told
        )
        for strip in self.strips:
            self._card.foot.addWidget(strip)
        self._show_sign(worst(tuple(finding for finding in found if finding not in self._told)))
        if self._box:
            self._card.set_line(f"{SIGNS[found[0].level].hue}_sign" if found else "field")
        self._card.raise_frame()

    def _first_of(self, found: Finding) -> Place | None:
        """Where on this page a finding is told; its other places here carry its sign alone."""
        form, here = self._desk.form, tab_of(self._find(), self._desk.form)
        return next((place for place in found.places if tab_of(place, form) == here), None)

    def _show_sign(self, found: Finding | None) -> None:
        """The sign of what is told at another heading."""
        if self.sign is not None:
            self.sign.hide()
            self.sign.deleteLater()
        self.sign = SignLabel(SIGNS[found.level]) if found is not None else None
        if self.sign is not None and found is not None:
            self.sign.setToolTip(found.message)
            self._head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignBottom)

    def _elsewhere(self, found: Finding) -> tuple[Action, ...]:
        """A look at the other page, or the one other answer, a finding speaks of: 看资金, 看“立项依据”."""
        other = next((place for place in found.places if place != self._find()), None)
        if other is None:
            return ()
        form = self._desk.form
        words = tab_of(other, form).value
        if words == tab_of(self._find(), form):
            topic = form.topic(other.field)
            if topic is None or len(found.places) > _BOTH:
                return ()
            words = f"“{name_of(topic)}”"
        return ((f"看{words}", lambda: self._desk.go_to(other)),)

    def _underline(self, found: tuple[Finding, ...]) -> None:
        quoted = ((phrase, SIGNS[f.level]) for f in found for phrase in _QUOTED.findall(f.message))
        self._editor.mark(tuple(quoted))
