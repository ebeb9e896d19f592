"""Rules about text that was pasted or left over: prompts, reasons, goals, repeats, another report, empty headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial

from core.captions import caption
from core.forms.model import Form, Topic
from core.model import Place, Project
from core.proof.clauses import has_one_of, plain
from core.proof.repeated import repeats
from core.proof.slips import guidance, prompts
from core.remembered import by_identity
from core.rules.begun import is_begun
from core.rules.finding import BOTH, YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_with_slips, place_of, rewritten

REPEATED = Parameter("characters", "几个字以上的重复才提示", Decimal(40), "字")
_WHOLE = re.compile(
    r"(?P<before>.{0,2})(?P<words>(?:部门|单位)整体支出(?:预算)?(?:绩效)?(?:自评|评价)?"
    r"(?:报告|指标体系|得分|结论|自评结果|总分|满分)|部门绩效满分)"
)
_MENTIONED = tuple("作为 纳入 列入 用于 结合 参照 依据 公开 编制 报送 上报 形成 开展 完成 组织".split())
_ONE_PROJECT = re.compile(r"(?:本|该)项目")
_RESULTS = ("结果", "得分", "资金共计", "预算资金", "执行率", "实际支付", "实际支出", "实际执行", "已完成")
_ABOUT = re.compile(rf"(?:项目)?(?:支出)?(?:预算)?(?:绩效)?(?:自评价?|评价)?(?:总得分|{'|'.join(_RESULTS)})")
_NO_SUBJECT = tuple("与和及同从向按由将把给“")
_NOTHING_BEHIND = re.compile(r"[:：]\s*(?:\n|$)")
_LABEL = re.compile(r"(?:^|\n)\s*([^\n，。；：:]{2,15})[：:][ \u3000]*(?=\n\s*[^\n，。；：:]{2,15}[：:]|\s*$)")
_TITLES = re.compile("《[^》]*》")
_SHORTEST_PROMPT = 8  # characters of a text about an indicator that may hold one
_LONGEST_NAME = 60
_TEMPLATE = re.compile(r"\{%.*?%\}|\s", re.DOTALL)


def prompts_are_replaced(case: Case) -> Iterator[Said]:
    """The words by which the form says what to write are not left in the answer (check 50)."""
    answers = case.dossier.answers
    for topic in case.form.topics:
        text = answers.get(topic.key, "") if topic.key else ""
        for left in guidance(topic.guidance) if text else ():
            if left in text:
                yield _left_in(case, ("answer", topic.key, 0, text), left)
    for passage in passages_with_slips(case):
        for left in prompts(passage[3]) if len(passage[3]) >= _SHORTEST_PROMPT else ():
            yield _left_in(case, passage, left)


def _left_in(case: Case, passage: Passage, left: str) -> Said:
    rest = re.sub(rf"{re.escape(left)}[。；;]?", "", passage[3], count=1).strip()
    begins_with = re.match(r"[XＸx×_＿]", left)
    return Said(
        f"{heading(case, passage)}里还留着填写提示“{left}”。",
        (place_of(case, passage),),
        (Side("正文", left),),
        () if begins_with else (rewritten(case, passage, "删去提示", rest),),
        detail=left[:20],
    )


def every_heading_has_something_below_it(case: Case) -> Iterator[Said]:
    """Once a project is begun no heading stays empty that the form cannot fill itself (check 51)."""
    empty = _empty_topics(case) if _is_told(case) else ()
    if empty:
        names = "、".join(f"“{caption(topic.heading).rstrip('。')}”" for topic in empty[:4])
        more = f"等 {len(empty)} 个标题" if len(empty) > 4 else ""
        yield Said(
            f"{names}{more}下面没有内容。",
            tuple(Place("answer", case.dossier.id, topic.key) for topic in empty),
            tuple(Side("没有内容", caption(topic.heading)) for topic in empty),
        )
    for passage in passages(case):
        for label in _empty_labels(passage[3]):
            yield Said(
                f"{heading(case, passage)}里“{label}：”后面没有内容。",
                (place_of(case, passage),),
                (Side("正文", f"{label}："),),
                detail=label,
            )


def _is_told(case: Case) -> bool:
    """Whether a project is begun; of the unit's dossier its running text: its accounts can be full before that."""
    dossier = case.dossier
    if dossier.is_unit:
        return any(dossier.answers.get(topic.key, "").strip() for topic in case.form.outline("unit") if topic.key)
    return is_begun(dossier)


def _empty_topics(case: Case) -> tuple[Topic, ...]:
    """Headings that ask for an answer and have none; what the form writes itself, or asks sometimes, asks for none."""
    answers = case.dossier.answers
    asked = _asking_unit(case.form) if case.dossier.is_unit else _asking_project(case.form)
    return tuple(topic for topic in asked if not answers.get(topic.key, "").strip())


def _asking(form: Form, of: str) -> tuple[Topic, ...]:
    own = (topic for topic in form.outline(of) if topic.key)
    return tuple(t for t in own if not (t.sentence or t.empty or t.repeats or t.table or t.when))


_asking_project = by_identity(partial(_asking, of="project"))
_asking_unit = by_identity(partial(_asking, of="unit"))


@lru_cache(16_384)
def _empty_labels(text: str) -> tuple[str, ...]:
    """Labels with a colon behind which nothing stands: 设立的必要性：."""
    if not _NOTHING_BEHIND.search(text):
        return ()
    found = _LABEL.finditer(plain(text).replace(":", "："))
    return tuple(dict.fromkeys(one[1].strip() for one in found))


def the_right_report_is_pasted(case: Case) -> Iterator[Said]:
    """A project's report does not conclude for the whole department or for another project, nor the unit's for one
    project (check 54)."""
    if case.dossier.is_unit:
        yield from _of_one_project(case)
        return
    for passage in passages(case):
        for words in _of_department(passage[3]):
            yield _foreign(case, passage, words, "这是一个项目的报告")
        if ends := _concluded(passage[3]):
            yield from _other_project(case, passage, ends)


def _of_one_project(case: Case) -> Iterator[Said]:
    """The unit's report says 本项目, where there are several and it names none."""
    for passage in passages(case) if len(case.values.members) > 1 else ():
        found = _ONE_PROJECT.search(passage[3])
        if found and not _names_one(passage[3], case.neighbours):
            yield _foreign(case, passage, found[0], "这是全部项目的报告")


@lru_cache(16_384)
def _of_department(text: str) -> tuple[str, ...]:
    """Words by which a text concludes for the whole department; its report may be mentioned."""
    if not has_one_of(text, ("整体支出", "部门绩效")):
        return ()
    found = _WHOLE.finditer(_TITLES.sub("", text))
    return tuple(dict.fromkeys(one["words"] for one in found if one["before"] not in _MENTIONED))


def _names_one(text: str, projects: tuple[Project, ...]) -> bool:
    return any(project.name.strip() and project.name.strip() in text for project in projects)


def _other_project(case: Case, passage: Passage, ends: tuple[str, ...]) -> Iterator[Said]:
    """``ends`` is what stands before the results the text tells: it ends in the name of another project."""
    own = case.dossier.project.name.strip()
    names = [name for other in case.neighbours if len(name := other.name.strip()) >= 4]
    told: set[str] = set()
    for before in ends:
        name = max((name for name in names if before.endswith(name)), key=len, default="")
        if name in told or not name or (own and before.endswith(own)):
            continue
        if before.removesuffix(name)[-1:] not in _NO_SUBJECT:
            told.add(name)
            yield _foreign(case, passage, name, f"本项目是“{own}”")


@lru_cache(16_384)
def _concluded(text: str) -> tuple[str, ...]:
    """What stands before the words by which a project's results are told: 某某项目绩效自评结果为."""
    if not has_one_of(text, _RESULTS):
        return ()
    starts = (found.start() for found in _ABOUT.finditer(text))
    ends = (text[max(start - _LONGEST_NAME, 0) : start].rstrip("”》") for start in starts)
    return tuple(dict.fromkeys(end for end in ends if end[-1:].isalnum() or end[-1:] in tuple("）)")))


def _foreign(case: Case, passage: Passage, words: str, why: str) -> Said:
    return Said(
        f"{heading(case, passage)}里写的是“{words}”，{why}，可能贴错了文字。",
        (place_of(case, passage),),
        (Side("正文", words), Side("应为", why)),
        detail=words,
    )


def projects_tell_their_own_story(case: Case) -> Iterator[Said]:
    """Reports of several projects do not repeat each other word for word (check 60); what the form says itself may."""
    members = {one.dossier.id: one for one in case.values.members}
    shortest = int(case.form.parameter("repeated", REPEATED.key, REPEATED.default))
    texts = ((one.dossier.id, p[3], p) for one in members.values() for p in _told_by_clerk(Case(one, None)))
    listed = [(number, text, passage) for number, text, passage in texts if len(text) >= shortest]
    groups: dict[tuple[int, ...], list[str]] = {}
    for words, owners in repeats(((number, text) for number, text, _ in listed), shortest).items():
        if not any(_said_by_form(members[number].form, words) for number in owners):
            groups.setdefault(owners, []).append(words)
    for owners, repeated in groups.items():
        places = (
            Place(p[0], number, p[1], p[2])
            for number, text, p in listed
            if number in owners and any(words in plain(text) for words in repeated)
        )
        yield _repeated([members[number].dossier.project.name.strip() for number in owners], repeated, tuple(places))


def _repeated(names: list[str], repeated: list[str], places: tuple[Place, ...]) -> Said:
    """Projects and the passages they share, the longest first."""
    who = "、".join(f"“{name}”" for name in names[:3]) + (f"等 {len(names)} 个项目" if len(names) > 3 else "")
    longest = repeated[0] if len(repeated[0]) <= 24 else f"{repeated[0][:20]}……"
    what = f" {len(repeated)} 段文字" if len(repeated) > 1 else f" {len(repeated[0])} 个字"
    return Said(
        f"{who}有{what}一字不差：“{longest}”。",
        places,
        tuple(Side("重复的文字", words) for words in repeated),
        detail=" ".join(names)[:60],
    )


def _told_by_clerk(case: Case) -> Iterator[Passage]:
    return (passage for passage in passages(case) if passage[0] == "answer")


def _said_by_form(form: Form, words: str) -> bool:
    """Whether the form has these words in a sentence of its own or in what it prints for an empty answer."""
    own = (*(sentence.text for sentence in form.sentences), *(topic.empty for topic in form.topics))
    return any(words.rstrip("。") in plain(_TEMPLATE.sub("", text)) for text in own)


RULES = (
    Rule(
        "prompt-left",
        50,
        "填写提示已替换成内容",
        Level.WARNING,
        "正文",
        "表样上的填写说明和“（可用表格形式反映）”“XX万元”一类的提示不留在正文里。",
        prompts_are_replaced,
        of=BOTH,
        example="答案里还有“拨付是否及时，有无滞留、闲置等现象”；应换成实际情况。",
    ),
    Rule(
        "empty-heading",
        51,
        "每个标题下面有内容",
        Level.WARNING,
        "正文",
        "项目动手填写以后，提纲里的每个标题都应当写到；没有的写“无”。",
        every_heading_has_something_below_it,
        of=BOTH,
        stages=YEAR_END,
        example="“设立的必要性：”后面是空的；应写内容，或写“无”。",
    ),
    Rule(
        "other-report",
        54,
        "正文是这个项目的",
        Level.WARNING,
        "正文",
        "项目的报告不出现部门整体支出的结论和别的项目的结论，全部项目的报告不写“本项目”。",
        the_right_report_is_pasted,
        of=BOTH,
        example="项目报告里写“部门整体支出绩效自评指标体系设置 3 个一级指标”；贴错了报告。",
    ),
    Rule(
        "repeated",
        60,
        "各项目的报告各写各的",
        Level.HINT,
        "正文",
        "几个项目的正文大段一字不差，说明没有写本项目的情况；表样自带的句子不算。",
        projects_tell_their_own_story,
        of=("unit",),
        stages=YEAR_END,
        example="九个项目的“项目监管情况”一字不差；应写各自怎样检查、查出什么。",
        parameters=(REPEATED,),
    ),
)
