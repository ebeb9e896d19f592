"""What each command of the command line does, and its answer: for people as lines, for programs as data."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core import paths
from core.accounts import classification
from core.checking import check as checked
from core.dump import dump as dumped
from core.dump import write
from core.forms import library
from core.forms.model import Form
from core.garbage import search_put_off
from core.headers import WHOLE_UNIT_NAME, called
from core.importing.intake import opened
from core.importing.merge import Intake, plan_import
from core.kinds import normal, shown
from core.model import Book, Dossier, Project
from core.office.rule_settings import unknown
from core.press import run
from core.publish import PublishedFile, case_of, plan
from core.rules.finding import LEVEL_NAMES, Case, Finding, Level, counts
from core.trouble import BookTrouble, ExportTrouble, Trouble
from core.workbook import Workbook

DONE, FOUND_ERRORS, INCOMPLETE = 0, 1, 2  # exit codes
_SIGNS = {Level.ERROR: "●", Level.WARNING: "▲", Level.HINT: "○"}
_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a command: ``data`` for ``--json``, else ``lines`` for standard output, ``remarks`` for error."""

    data: Any
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    code: int = DONE


def sample(given: Namespace) -> Answer:
    """Write the sample book; where no place is named, only when it is not there yet."""
    from core import sample as practice

    book = Path(given.book) if given.book else paths.sample_book()
    if given.book or not book.exists():
        practice.write(book)
        return Answer({"book": str(book), "new": True}, (str(book),))
    return Answer({"book": str(book), "new": False}, (str(book),), ("示例账套已经在那里，没有改动。",))


def import_(given: Namespace) -> Answer:
    """Take exchange files into a book, one undoable step a file; no file is taken when one cannot be read."""
    read = [(file, opened(Path(file))) for file in given.files]
    place = Path(given.book)
    reports: list[dict[str, Any]] = []
    lines: list[str] = []
    remarks: list[str] = []
    existing = place.exists()
    backups = paths.backup_folder()
    with Workbook.open(place, backups=backups) if existing else Workbook.create(place, backups=backups) as workbook:
        if existing:
            workbook.backup("导入前")
        for file, content in read:
            intake = plan_import(workbook.book, content, given.update)
            if intake.edit is not None:
                workbook.submit(intake.edit, f"导入“{Path(file).name}”")
            reports.append(_import_report(file, intake))
            counts = len(intake.added), len(intake.updated), len(intake.skipped)
            lines.append("{}：新增 {} 个项目，更新 {} 个，没有导入 {} 个。".format(file, *counts))
            remarks += [f"{Path(file).name}：{remark}" for remark in intake.remarks]
    return Answer({"book": str(place), "files": reports}, tuple(lines), tuple(remarks))


def _import_report(file: str, intake: Intake) -> dict[str, Any]:
    remarks = [{"path": remark.path, "sentence": remark.sentence} for remark in intake.remarks]
    counted = {"added": intake.added, "updated": intake.updated, "skipped": intake.skipped}
    return {"file": file, **{key: list(names) for key, names in counted.items()}, "remarks": remarks}


def dump(given: Namespace) -> Answer:
    """The exchange file of a book, on standard output or in a new file."""
    with Workbook.open(Path(given.book), read_only=True) as workbook:
        book, years = workbook.book, given.year or None
    if given.out is None:
        return Answer(None, tuple(dumped(book, years).splitlines()))
    write(book, Path(given.out), years)
    return Answer(None, (str(Path(given.out)),))


def check(given: Namespace) -> Answer:
    """The findings of the chosen projects; the exit code tells whether an error is open."""
    with Workbook.open(Path(given.book), read_only=True) as workbook:
        book = workbook.book
    form = _form(given.form)
    cases = [case_of(book, dossier.id, form) for dossier in _chosen(book, given)]
    with search_put_off():
        found = [(case, checked(case)) for case in cases]
    total = counts(finding for _, findings in found for finding in findings)
    data = {"open": _by_level(total), "projects": [_check_report(case, findings) for case, findings in found]}
    lines = [line for case, findings in found for line in _check_lines(case, findings)]
    projects = sum(not case.dossier.is_unit for case in cases)
    lines.append(f"共 {projects} 个项目{f'和{WHOLE_UNIT_NAME}' if projects < len(cases) else ''}：{_counted(total)}。")
    return Answer(data, tuple(lines), code=FOUND_ERRORS if total[Level.ERROR] else DONE)


def _check_report(case: Case, findings: Sequence[Finding]) -> dict[str, Any]:
    project, scores = case.dossier.project, case.scores
    total = None if scores is None or scores.total is None else shown(scores.total, 2)
    return {
        **_who(project),
        "form": case.form.id,
        "score": total,
        "grade": scores.grade if scores else None,
        "findings": [_finding_report(finding) for finding in findings],
    }


def _finding_report(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "topic": finding.topic,
        "message": finding.message,
        "basis": finding.basis,
        "places": [{"table": p.table, "project": p.project, "row": p.row, "field": p.field} for p in finding.places],
        "sides": [{"caption": side.caption, "figure": side.figure} for side in finding.sides],
        "fixes": [fix.label for fix in finding.fixes],
        "reason": finding.reason,
        "open": finding.open,
    }


def _check_lines(case: Case, findings: Sequence[Finding]) -> Iterator[str]:
    project = case.dossier.project
    yield f"{project.year} {called(project)}（{case.form.name}）：{_counted(counts(findings))}"
    for finding in findings:
        answered = "" if finding.open else "（已写说明）"
        sign, level = _SIGNS[finding.level], LEVEL_NAMES[finding.level]
        yield f"  {sign} {level} {finding.topic}：{finding.message}{answered}"


def export(given: Namespace) -> Answer:
    """Write the files to hand in; what cannot be written is told and does not stop the rest."""
    with Workbook.open(Path(given.book), read_only=True) as workbook:
        book = workbook.book
    chosen = _chosen(book, given)
    if not chosen:
        raise ExportTrouble("账套里还没有项目，没有可以导出的。")
    jobs = plan(book, (dossier.id for dossier in chosen), given.format, _form(given.form), given.protocol)
    if not jobs:
        raise ExportTrouble("所选的表样没有这些格式的文件，请换一种格式。")
    result = run(jobs, Path(given.out), lambda advance: None, lambda: False)
    remarks = (*result.remarks, *_logged(Path(given.book), result.files))
    data = {
        "folder": str(Path(given.out)),
        "files": [_file_report(file) for file in result.files],
        "open": _by_level(result.open_findings),
        "remarks": list(remarks),
        "troubles": list(result.troubles),
    }
    lines = tuple(str(file.written.path) for file in result.files)
    return Answer(data, lines, (*remarks, *result.troubles), INCOMPLETE if result.troubles else DONE)


def _logged(place: Path, files: Iterable[PublishedFile]) -> tuple[str, ...]:
    """Note the files down in the book; a book that is open in the window, or read-only, gets no note but a remark."""
    try:
        with Workbook.open(place) as workbook:
            for file in files:
                workbook.log_export(file.log_entry())
    except BookTrouble as trouble:
        return (f"导出记录没有写进账套：{trouble}",)
    return ()


def _file_report(file: PublishedFile) -> dict[str, Any]:
    return {
        "path": str(file.written.path),
        **_who(file.project),
        "form": file.form,
        "kind": file.kind,
        "format": file.format.value,
        "size": file.written.size,
        "sha256": file.written.sha256,
        "open": _by_level(file.open_findings),
        "pending": file.pending,
        "rules": file.rules,
    }


def forms(given: Namespace) -> Answer:
    """The forms the program knows, which form files are broken, and which ask for a rule that does not exist."""
    known = library.known().values()
    broken = (*library.troubles(), *classification.troubles())
    troubles = (*map(str, broken), *(sentence for form in known for sentence in _ineffective(form)))
    data = {"forms": [_form_report(form) for form in known], "troubles": list(troubles)}
    lines = tuple(f"{form.id}  {form.name}  {form.title}（{form.basis}）" for form in known)
    return Answer(data, lines, troubles)


def _ineffective(form: Form) -> Iterator[str]:
    """What a form asks for and the program does not have; the form works all the same."""
    where, way_out = f"表样“{form.id}”的 rules 里写了", "这一项不起作用，请对照 docs/checks.md 改正。"
    for said in unknown(form):
        yield f"{where}{said}，{way_out}"


def _form_report(form: Form) -> dict[str, Any]:
    documents = [{"kind": doc.kind, "of": doc.of, "formats": list(doc.formats)} for doc in form.documents]
    facts = {"id": form.id, "name": form.name, "title": form.title, "region": form.region, "edition": form.edition}
    kind = {"basis": form.basis, "stage": form.stage, "scores": form.scoring is not None}
    return {**facts, **kind, "documents": documents}


def _form(name: str | None) -> Form | None:
    known = library.known()
    if name is not None and name not in known:
        raise Trouble(f"没有表样“{name}”，能用的有 {'、'.join(known)}。")
    return None if name is None else known[name]


def _chosen(book: Book, given: Namespace) -> tuple[Dossier, ...]:
    """The projects named, or all of the years named and the unit's dossiers; without a year the newest one that has
    such a project."""
    years = [year for year in book.years() if not given.year or year in given.year]
    if given.year and not years:
        raise BookTrouble(f"账套中没有 {given.year[0]} 年度的项目，有的年度是{_listed(map(str, book.years()))}。")
    if given.project:
        found = [dossier for name in given.project for dossier in _named(book, name, years, bool(given.year))]
        return tuple({dossier.id: dossier for dossier in found}.values())
    return tuple(dossier for year in (years if given.year else years[:1]) for dossier in _of_year(book, year))


def _of_year(book: Book, year: int) -> Iterator[Dossier]:
    """The projects of a year, behind them the unit's dossier."""
    yield from book.of_year(year)
    if whole := book.whole_of(year):
        yield whole


def _named(book: Book, name: str, years: Iterable[int], all_years: bool) -> list[Dossier]:
    wanted = normal(name)
    everyone = [dossier for year in years for dossier in _of_year(book, year)]
    found = [d for d in everyone if wanted in (normal(called(d.project)), normal(d.project.code))]
    if not found:
        names = list(dict.fromkeys(called(dossier.project) for dossier in everyone))
        near = get_close_matches(name, names, cutoff=0.4) or [known for known in names if name in known]
        hint = f"相近的有{_listed(near)}" if near else f"有的项目是{_listed(names)}"
        raise BookTrouble(f"账套中没有项目“{name}”，{hint}。")
    return found if all_years else [d for d in found if d.project.year == found[0].project.year]


def _listed(names: Iterable[str]) -> str:
    shown_names = list(names)
    more = f"等 {len(shown_names)} 个" if len(shown_names) > _MOST_NAMES else ""
    return "".join(f"“{name}”" for name in shown_names[:_MOST_NAMES]) + more


def _who(project: Project) -> dict[str, Any]:
    return {"id": project.id, "year": project.year, "project": called(project)}


def _by_level(found: Mapping[Level, int]) -> dict[str, int]:
    return {level.value: found.get(level, 0) for level in Level}


def _counted(found: Mapping[Level, int]) -> str:
    return "，".join(f"{LEVEL_NAMES[level]} {found.get(level, 0)}" for level in Level)


CARRY_OUT: Mapping[str, Callable[[Namespace], Answer]] = MappingProxyType(
    {"sample": sample, "import": import_, "dump": dump, "check": check, "export": export, "forms": forms}
)
"""The function of each command of :data:`core.cli.COMMANDS`."""
