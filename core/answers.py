"""The clerk's answers to findings: reasons, written for the very values they speak of."""

from __future__ import annotations

from core.edits import AddRow, Batch, Edit, RemoveRow, SetField, next_position
from core.model import Book, Place, Reason
from core.reading import Values
from core.rules.finding import Finding
from core.rules.stamp import stamp_of

NOTED = "知道了"  # the reason that is written at one click; a hint asks for no more


def reason_edit(book: Book, values: Values, finding: Finding, text: str) -> Edit:
    """The step that writes ``text`` as the reason for a finding, replaces an earlier one, or, blank, takes it back.

    ``values`` are those the finding was made of.  Their stamp is written with the reason, which no longer counts when
    they change.
    """
    dossier = values.dossier
    old = next((reason for reason in dossier.reason if reason.subject == finding.subject), None)
    if not text.strip():
        return RemoveRow(old) if old else Batch(())
    stamp = stamp_of(values, finding.places, finding.sides)
    if old is None:
        position = next_position(dossier.reason)
        return AddRow(Reason(book.next_id, finding.project, position, finding.subject, stamp, text))
    return Batch(
        (
            SetField(Place("reason", finding.project, "stamp", old.id), old.stamp, stamp),
            SetField(Place("reason", finding.project, "text", old.id), old.text, text),
        )
    )


def taken_note(book: Book, values: Values, finding: Finding) -> Edit:
    """The step that closes a hint at one click: 知道了.  It counts, as every reason, while its values stay."""
    return reason_edit(book, values, finding, NOTED)
