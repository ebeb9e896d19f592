from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from core import press
from core.checking import check
from core.export.files import Format
from core.forms.library import known
from core.forms.model import Form
from core.headers import called
from core.marks import set_pending, write_note
from core.model import WHOLE_UNIT, Book, Dossier, Place, Project
from core.office.rule_set import rule_set
from core.office.rule_settings import set_level
from core.press import run
from core.publish import Advance, Published, case_of, members_of, plan
from core.report.blocks import Report
from core.rules.finding import Level
from core.sample import sample
from core.trouble import ExportTrouble

BOOK = sample()
HELP, WATCH, SOFTWARE = (dossier.id for dossier in BOOK.of_year(2021)[:3])
WHOLE = next(number for number, dossier in BOOK.dossiers.items() if dossier.is_unit)


def written(
    folder: Path, *projects: int, formats: tuple[Format, ...] = (Format.DOCX,), book: Book = BOOK, stop_after: int = 99
) -> tuple[Published, list[Advance]]:
    """Write some projects; cancelled when so many files are done."""
    steps: list[Advance] = []
    jobs = plan(book, projects, formats)
    return run(jobs, folder, steps.append, lambda: len(steps) >= stop_after), steps


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- what is written


def test_every_document_of_every_project_is_written_in_every_format(tmp_path: Path) -> None:
    result, _ = written(tmp_path / "报送", HELP, WATCH, formats=(Format.DOCX, Format.PDF, Format.XLSX))
    assert names(tmp_path / "报送") == sorted(
        f"示例县医疗保障局_2021_{project}.{format}"
        for project in ("城乡医疗救助资金_项目支出绩效自评表", "医保基金监管专项经费_项目支出绩效自评报告")
        for format in Format
    )
    assert [file.written.path.name for file in result.files] != []
    assert all(file.written.path.stat().st_size == file.written.size for file in result.files)
    assert (result.planned, result.cancelled, result.troubles) == (6, False, ())


def test_one_form_can_be_asked_for_all() -> None:
    jobs = plan(BOOK, (HELP, WATCH), (Format.DOCX,), known()["sichuan-2021"])
    assert {document.kind for job in jobs for document, _ in job.parts} == {"项目支出绩效自评报告"}


# ---- the documents of the unit

OF_UNIT = "项目支出绩效自评汇总表"


def kinds(book: Book, *projects: int, form: str | None = None) -> list[tuple[str, str]]:
    """Who gets which document: the project's name and the 文种."""
    jobs = plan(book, projects, (Format.DOCX,), known()[form] if form else None)
    return [(called(job.case.dossier.project), document.kind) for job in jobs for document, _ in job.parts]


def small(*forms: str, whole: str | None = None) -> Book:
    """A book with one project for each form, and with the unit's dossier under a form."""
    projects = [Dossier(Project(n, 2021, n, name=f"项目{n}", form=form)) for n, form in enumerate(forms, start=1)]
    if whole is not None:
        projects.append(Dossier(Project(50, 2021, scope=WHOLE_UNIT, form=whole)))
    return Book(BOOK.unit, {dossier.id: dossier for dossier in projects}, next_id=100)


def test_all_projects_of_a_year_give_the_document_of_the_unit_once() -> None:
    everyone = [dossier.id for dossier in BOOK.of_year(2021)]
    assert kinds(BOOK, *everyone, form="summary") == [("部门整体", OF_UNIT)]
    assert kinds(BOOK, *everyone[:-1], form="national-2020") == [
        (BOOK.dossiers[number].project.name, "项目支出绩效自评表") for number in everyone[:-1]
    ]


def test_a_form_without_documents_of_its_own_gives_that_of_the_unit_for_one_project_too() -> None:
    book = small("national-2020", "kunming-2021", "national-2020")
    assert kinds(book, 2) == [("部门整体", "项目支出绩效报告（自评）")]
    assert kinds(book, 1) == [("项目1", "项目支出绩效自评表")]
    assert kinds(book, 1, form="summary") == [("部门整体", OF_UNIT)]


def test_the_forms_of_the_projects_and_of_the_unit_s_dossier_each_give_theirs() -> None:
    book = small("national-2020", "kunming-2021", whole="summary")
    assert kinds(book, 1) == [("项目1", "项目支出绩效自评表")]
    assert kinds(book, 50) == [("部门整体", OF_UNIT)]
    assert kinds(book, 1, 2, 50) == [
        ("项目1", "项目支出绩效自评表"),
        ("部门整体", "项目支出绩效报告（自评）"),
        ("部门整体", OF_UNIT),
    ]


def test_each_year_has_its_own_document_of_the_unit() -> None:
    book = small("national-2020")
    other = Dossier(Project(9, 2022, name="另一年"))
    book = replace(book, dossiers={**book.dossiers, 9: other})
    jobs = plan(book, (1, 9), (Format.DOCX,), known()["summary"])
    assert [(job.case.dossier.id, job.case.dossier.project.year) for job in jobs] == [(0, 2021), (0, 2022)]


def test_the_unit_reads_each_project_under_its_own_form() -> None:
    book = small("national-2020", "shanxi-2021")
    (job,) = plan(book, (1, 2), (Format.DOCX,), known()["summary"])
    assert [member.form.id for member in job.case.values.members] == ["national-2020", "shanxi-2021"]
    assert [project.name for project in job.case.neighbours] == ["项目1", "项目2"]
    assert case_of(small("national-2020", whole="summary"), 50).values.members[0].form.id == "national-2020"


def test_a_file_of_the_unit_is_named_by_unit_and_year_and_logged_for_its_dossier(tmp_path: Path) -> None:
    everyone = [dossier.id for dossier in BOOK.of_year(2021)]
    result = run(plan(BOOK, everyone, (Format.XLSX,), known()["summary"]), tmp_path, lambda *told: None, lambda: False)
    assert names(tmp_path) == [f"示例县医疗保障局_2021_{OF_UNIT}.xlsx"]
    assert result.troubles == ()
    assert [file.log_entry().project for file in result.files] == [WHOLE]
    assert sum(result.open_findings.values()) == 0  # those of the projects are told with the projects


def test_findings_of_the_unit_are_counted_once_however_many_forms_it_has(tmp_path: Path) -> None:
    book = small("kunming-2021", whole="summary")
    text = {"overview": "共计10万元，其中甲3万元、乙4万元。"}
    book = replace(book, dossiers={**book.dossiers, 50: replace(book.dossiers[50], answers=text)})
    result, _ = written(tmp_path, 1, 50, book=book)
    assert [file.log_entry().project for file in result.files] == [50, 50]
    assert result.open_findings[Level.ERROR] == 1


def test_the_same_format_twice_is_one_file() -> None:
    assert sum(job.files for job in plan(BOOK, (HELP,), (Format.PDF, Format.PDF))) == 1


def test_a_document_the_form_does_not_print_in_a_format_is_left_out() -> None:
    form = known()["national-2020"]
    only_pdf = replace_documents(form, formats=("pdf",))
    assert plan(BOOK, (HELP,), (Format.DOCX,), only_pdf) == ()
    assert sum(job.files for job in plan(BOOK, (HELP,), tuple(Format), only_pdf)) == 1


def replace_documents(form: Form, **changes: object) -> Form:
    import msgspec

    documents = tuple(msgspec.structs.replace(document, **changes) for document in form.documents)
    return msgspec.structs.replace(form, documents=documents)


def test_it_can_be_done_beside_the_window(tmp_path: Path) -> None:
    results: list[Published] = []
    worker = Thread(target=lambda: results.append(written(tmp_path, HELP, WATCH)[0]))
    worker.start()
    worker.join()
    assert len(results[0].files) == 2


# ---- progress and cancel


def test_progress_names_each_file_before_it_is_written_and_ends_full(tmp_path: Path) -> None:
    _, steps = written(tmp_path, HELP, WATCH)
    assert [(step.done, step.planned) for step in steps] == [(0, 2), (1, 2), (2, 2)]
    assert [step.name for step in steps][:2] == [
        "示例县医疗保障局_2021_城乡医疗救助资金_项目支出绩效自评表.docx",
        "示例县医疗保障局_2021_医保基金监管专项经费_项目支出绩效自评报告.docx",
    ]


def test_what_is_finished_stays_when_the_rest_is_cancelled(tmp_path: Path) -> None:
    result, steps = written(tmp_path, HELP, WATCH, SOFTWARE, stop_after=2)
    assert result.cancelled
    assert len(result.files) == 2
    assert len(names(tmp_path)) == 2
    assert steps[-1] == Advance(2, 3)


# ---- what there is to say


def test_open_errors_are_counted_for_the_notice_and_the_export_log(tmp_path: Path) -> None:
    result, _ = written(tmp_path, HELP, SOFTWARE)
    assert result.open_findings.get(Level.ERROR) == 3
    assert "尚有 3 处错误未改正，报送前请逐条处理。" in result.remarks
    entries = {file.project.id: file.log_entry() for file in result.files}
    assert (entries[HELP].errors, entries[SOFTWARE].errors) == (3, 0)
    assert entries[HELP].sha256 == result.files[0].written.sha256
    assert entries[HELP].file == str(result.files[0].written.path)
    assert entries[HELP].form == "national-2020"


def test_findings_of_a_project_count_once_however_many_files_it_has(tmp_path: Path) -> None:
    result, _ = written(tmp_path, HELP, formats=(Format.DOCX, Format.XLSX))
    assert result.open_findings.get(Level.ERROR) == 3


def test_a_clean_project_has_nothing_to_remark(tmp_path: Path) -> None:
    assert written(tmp_path, SOFTWARE)[0].remarks == ()


def unfinished(*names: str) -> Book:
    """Projects of which nobody wrote more than the name."""
    projects = (Project(number, 2021, number, name=name, form="sichuan-2021") for number, name in enumerate(names, 1))
    return replace(BOOK, dossiers={project.id: Dossier(project) for project in projects})


def test_the_blanks_of_each_report_are_counted_once_however_many_files_it_has(tmp_path: Path) -> None:
    book = unfinished("甲", "乙", "")
    result, _ = written(tmp_path, 1, 2, 3, formats=(Format.DOCX, Format.PDF), book=book)
    told = [remark for remark in result.remarks if "空白" in remark]
    assert told == ["“甲”的报告还有 7 处空白，“乙”的报告还有 7 处空白，“未命名项目”的报告还有 8 处空白。"]


def test_a_long_list_of_blanks_is_cut(tmp_path: Path) -> None:
    result, _ = written(tmp_path, *range(1, 8), book=unfinished(*"甲乙丙丁戊己庚"))
    assert [remark for remark in result.remarks if "另有 2 个项目的报告也有空白。" in remark]


def test_the_clerk_is_told_which_faces_the_pdf_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.export import fonts

    bundled = fonts.available(bundled_only=True)
    monkeypatch.setattr(fonts, "available", lambda: bundled)
    remarks = written(tmp_path, SOFTWARE, formats=(Format.PDF,))[0].remarks
    assert len(remarks) == 1
    assert "方正小标宋简体 → 加粗宋体" in remarks[0]
    assert not [text for text in written(tmp_path, SOFTWARE)[0].remarks if "pdf" in text]


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    written(tmp_path, SOFTWARE)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result, _ = written(tmp_path, SOFTWARE)
    assert {path: path.read_bytes() for path in before} == before
    assert result.files[0].written.path.stem.endswith(" (2)")
    assert result.remarks == ("文件夹中已有同名文件，没有覆盖；1 个新文件的名称后面加了编号。",)


# ---- what goes wrong


def test_a_file_that_cannot_be_written_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = press.write_file

    def failing(report: Report, folder: Path, name: str, format: Format) -> object:
        if "监管" in name:
            raise ExportTrouble(f"磁盘空间不足，“{name}”没有保存")
        return write(report, folder, name, format)

    monkeypatch.setattr(press, "write_file", failing)
    result, steps = written(tmp_path, HELP, WATCH, SOFTWARE)
    assert len(result.files) == 2
    assert [trouble[:6] for trouble in result.troubles] == ["磁盘空间不足"]
    assert steps[-1] == Advance(3, 3, failed=(1,))


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "报送").write_text("")
    with pytest.raises(ExportTrouble, match="是一个文件，不是文件夹"):
        written(tmp_path / "报送", HELP)
    with pytest.raises(ExportTrouble, match=r"无法新建文件夹“.*”：路径中间有一段是文件，不是文件夹，请检查路径。$"):
        written(tmp_path / "报送" / "里面", HELP)


def test_projects_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    first, second = BOOK.dossiers[SOFTWARE], BOOK.dossiers[HELP]
    twin = replace(second, project=replace(second.project, name=first.project.name))
    result, _ = written(tmp_path, SOFTWARE, HELP, book=replace(BOOK, dossiers={SOFTWARE: first, HELP: twin}))
    assert len(names(tmp_path)) == len(result.files) == 2


# ---- marks, rules and the 审核说明


def test_values_in_doubt_are_told_and_logged_and_never_printed(tmp_path: Path) -> None:
    place = Place("fund", HELP, "county.executed")
    book = write_note(BOOK, place, "问财务股").apply(BOOK)
    book = set_pending(book, place, on=True).apply(book)
    plain, _ = written(tmp_path / "无", HELP)
    marked, _ = written(tmp_path / "有", HELP, book=book)
    assert [file.written.sha256 for file in marked.files] == [file.written.sha256 for file in plain.files]
    assert "尚有 1 处标着“待核”，文件里照所填的印，没有标记。" in marked.remarks
    assert [(file.pending, file.log_entry().pending) for file in marked.files] == [(1, 1)]
    assert [file.pending for file in plain.files] == [0]


def test_a_doubt_counts_once_in_the_remark_and_in_every_file_it_stands_in(tmp_path: Path) -> None:
    book = small("national-2020", "national-2020", whole="summary")
    book = set_pending(book, Place("project", 1, "leader"), on=True).apply(book)
    result, _ = written(tmp_path, *book.dossiers, book=book)
    assert {file.project.id: file.pending for file in result.files} == {1: 1, 2: 0, 50: 1}
    assert [remark for remark in result.remarks if "待核" in remark] == [
        "尚有 1 处标着“待核”，文件里照所填的印，没有标记。"
    ]


def test_the_log_knows_by_which_rules_a_file_was_checked(tmp_path: Path) -> None:
    book = set_level(BOOK, "rate", "hint").apply(BOOK)
    first = written(tmp_path / "甲", HELP)[0].files[0].log_entry()
    second = written(tmp_path / "乙", HELP, book=book)[0].files[0].log_entry()
    assert first.rules == rule_set(BOOK, known()["national-2020"]).fingerprint
    assert second.rules == rule_set(book, known()["national-2020"]).fingerprint
    assert first.rules != second.rules
    assert (first.errors, first.hints, second.errors, second.hints) == (3, 0, 2, 1)


def test_the_forms_asked_for_all_follow_the_settings_too(tmp_path: Path) -> None:
    book = set_level(BOOK, "rate", "off").apply(BOOK)
    (job,) = plan(book, (HELP,), (Format.DOCX,), known()["national-2020"])
    assert "rate" not in {finding.rule for finding in check(job.case)}
    assert {form.id for form in (member.form for member in members_of(book, 2021))} == {"national-2020", "sichuan-2021"}


def test_the_protocol_is_one_more_document_for_the_year_on_request(tmp_path: Path) -> None:
    jobs = plan(BOOK, (HELP, WATCH), (Format.DOCX, Format.XLSX), protocol=True)
    assert [document.kind for job in jobs for document, _ in job.parts][-1] == "审核说明"
    result = run(jobs, tmp_path, lambda advance: None, lambda: False)
    assert result.planned == len(result.files) == 6
    told = [file for file in result.files if file.kind == "审核说明"]
    assert [file.written.path.name for file in told] == [
        "示例县医疗保障局_2021_审核说明.docx",
        "示例县医疗保障局_2021_审核说明.xlsx",
    ]
    entry = told[0].log_entry()
    assert (entry.project, entry.form, entry.errors) == (WHOLE, "", 3)
    assert len(entry.rules.split()) == 2
    assert result.open_findings[Level.ERROR] == 3


def test_the_protocol_of_the_unit_speaks_of_its_dossier_where_that_is_chosen(tmp_path: Path) -> None:
    book = small("kunming-2021", whole="kunming-2021")
    for chosen, cases in (((1, 50), 2), ((1,), 1), ((50,), 1)):
        *_, job = plan(book, chosen, (Format.PDF,), protocol=True)
        assert job.checked is not None
        assert len(job.checked.cases) == cases


def test_without_a_format_there_is_no_protocol() -> None:
    assert plan(BOOK, (HELP,), (), protocol=True) == ()
