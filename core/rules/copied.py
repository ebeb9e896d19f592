"""Rules about reasons and goals that say nothing of their own: copied, pasted, out of place, too general."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from core.captions import column_caption
from core.edits import SetField
from core.kinds import Words
from core.model import Place
from core.proof.clauses import LIVE, plain
from core.reading import IndicatorValues
from core.rules.finding import YEAR_END, Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.prose import Passage, heading, place_of
from core.rules.words import asks, indicator_name
from core.scoring.met import missed, misses

SAME_ROWS = Parameter("rows", "几行写同一个原因就提示", Decimal(3), "行")
GOAL_COPIED = Parameter("characters", "几个字以上的照抄才提示", Decimal(15), "字")
_MARKS = re.compile(rf"[^\w{LIVE}%≥≤.]+")
_CLAUSES = re.compile(r"[，,。；;：:！!？?\n]+")
_FILLERS = re.compile("[已了将要得的]|全面|进一步|努力|力争|确保")  # what tells a result from an intention, and no more
_NUMBERS = re.compile(r"\d[\d.,]*")
_SHORTEST_REASON = 6  # characters with which another reason begins, not by chance
_REASONS = ("execution_reason", "adjustment_reason", "arrival_reason")
_LONGEST_GENERIC = 30  # characters
_WHOLE, _LEAST_EXCESS = Decimal(100), Decimal(120)  # percent of the target from which some offices ask for a reason
_GENERIC = (
    r"(?:由于|因为|因|根据|按照|按|受)?(?:本?单位|项目|业务)?(?:的)?(?:(?:工作|实际|客观|特殊|其他)(?:的)?)+(?:情况|原因|需要|因素)?"
    r"(?:有所|作了|进行)?(?:调整|变化|变动|影响|所致|造成|导致)?|无|没有|略|正常|同上|详?见(?:自评)?(?:报告|附件|正文)"
    r"|(?:年度)?(?:目标|任务)?(?:未|没有|尚未)(?:完成|达到|达标)(?:目标|任务)?|正在(?:推进|办理|实施)中?"
    r"|(?:受|因|由于)?(?:新冠)?疫情(?:原因|影响)*|(?:工作|政策|客观|计划|任务)(?:安排|原因|调整|变化|变动|影响)+"
)
_UNDONE = (  # what the row says already
    "(?:项目|工作|任务|目标|该?指标)?(?:未能?|没有|没能|尚未)(?:按期|按时|如期|全部|完全)*(?:完成|达到|达标|实现)(?:预期|年初|年度|绩效)*(?:目标|任务)?"
)
_PROMISE = (  # what may be said of anything
    "(?:下一步|今后|以后|后续|明年|下年度?)?(?:我局|我单位)?[将要会]?(?:继续|进一步|不断|切实)*(?:加强|加大|强化|改进|完善|加快|提高|做好|提升)"
    "(?:项目|预算|绩效|资金|工作|业务)*(?:管理|工作|推进|力度|进度|监督|落实|效率|质量|水平)+"
)
_NOTHING_SAID = re.compile(rf"(?:{_GENERIC})?(?:{_UNDONE})?(?:{_PROMISE})?")


def reason_stands_where_something_is_amiss(case: Case) -> Iterator[Said]:
    """A row whose actual value is just its target needs no reason (check 43)."""
    if not asks(case.form, "deviation"):
        return
    for number, found in enumerate(case.values.indicators):
        if not found.row.deviation or not _just_reached(case, found):
            continue
        text = found.row.deviation.strip()
        if text in ("", "无", "无。", "—", "-", "/"):
            continue
        gained = case.scores.indicators[number].points if case.scores else None
        if gained is not None and found.weight is not None and gained < found.weight:
            continue
        name = column_caption(case.form, "deviation")
        place = found.place("deviation")
        yield Said(
            f"{indicator_name(found)}已达到目标，{name}仍写着“{text}”。",
            (place, found.place("actual")),
            (Side("实际", found.row.actual.strip()), Side(name, text)),
            (Fix("删去原因", SetField(place, found.row.deviation, "")),),
        )


def _just_reached(case: Case, found: IndicatorValues) -> bool:
    """Whether the actual value is just the target; a little better will do where the reason says nothing."""
    reached = found.completion
    if reached is not None:
        if _WHOLE < reached < _LEAST_EXCESS:
            return is_generic(found.row.deviation) and not missed(case.form.bands, found)
        return reached == _WHOLE
    words = found.direction == "定性" and isinstance(found.actual, Words) and not found.judged
    return words and found.target is not None and not missed(case.form.bands, found)


def reasons_of_several_rows_differ(case: Case) -> Iterator[Said]:
    """Rows that missed their targets have reasons of their own (check 43)."""
    limit = max(int(case.form.parameter("same-reason", SAME_ROWS.key, SAME_ROWS.default)), 2)
    reasons = sorted([_bare(found.row.deviation) for found in case.values.indicators if found.row.deviation])
    if not any(map(str.startswith, reasons[limit - 1 :], reasons)):
        return  # no reason is that of as many rows, nor the beginning of theirs
    rows: dict[str, list[IndicatorValues]] = {}
    for found in case.values.indicators:
        if text := found.row.deviation:
            rows.setdefault(_bare(text), []).append(found)
    for alike in _with_shortened(rows):
        if len(alike) >= limit and not is_generic(alike[0].row.deviation):
            names = "、".join(indicator_name(found) for found in alike[:3]) + ("等" if len(alike) > 3 else "")
            yield Said(
                f"{names} {len(alike)} 项指标写的是同一个原因“{alike[0].row.deviation.strip()}”。",
                tuple(found.place("deviation") for found in alike),
                (Side("原因", alike[0].row.deviation.strip()), Side("行数", f"{len(alike)} 行")),
            )


def _with_shortened(rows: Mapping[str, list[IndicatorValues]]) -> Iterator[list[IndicatorValues]]:
    """Rows by their reason; a reason that another one goes on from is the same, shortened."""
    alike: list[IndicatorValues] = []
    before = ""
    for bare in sorted(rows):
        if not (len(before) >= _SHORTEST_REASON and bare.startswith(before)):
            if alike:
                yield alike
            alike, before = [], bare
        alike += rows[bare]
    if alike:
        yield alike


def reason_says_something(case: Case) -> Iterator[Said]:
    """A reason names what happened; 因工作实际情况调整 does not (check 43)."""
    for passage in _reasons(case):
        if is_generic(passage[3]):
            yield Said(
                f"{heading(case, passage)}“{passage[3].strip()}”没有说明具体原因。",
                (place_of(case, passage),),
                (Side("填写", passage[3].strip()), Side("应写", "什么原因、涉及多少、怎样改进")),
            )


def _reasons(case: Case) -> Iterator[Passage]:
    for key in _REASONS:
        if text := case.dossier.answers.get(key, ""):
            yield "answer", key, 0, text
    for found in misses(case.values):
        if found.row.deviation and is_generic(found.row.deviation):
            yield "indicator", "deviation", found.row.id, found.row.deviation
    for found in case.values.indicators:
        row = found.row
        if row.score_reason and found.typed_score is not None and is_generic(row.score_reason):
            yield "indicator", "score_reason", row.id, row.score_reason


@lru_cache(65_536)
def is_generic(text: str) -> bool:
    """Whether a reason says no more than that there was one; signs alone (/ or —) say nothing at all."""
    bare = _bare(text)
    return not bare or (len(text) < _LONGEST_GENERIC and _NOTHING_SAID.fullmatch(bare) is not None)


def says_something(text: str) -> bool:
    """Whether a text has words: a reason of signs alone (/ or —) is none."""
    return bool(_bare(text))


def goal_reached_is_told_in_other_words(case: Case) -> Iterator[Said]:
    """目标完成情况 tells what came of it, and is no copy of the goal (check 49)."""
    limit = int(case.form.parameter("goal-copied", GOAL_COPIED.key, GOAL_COPIED.default))
    for goal in case.dossier.goal:
        expected, actual = _bare(goal.expected), _bare(goal.actual)
        if len(actual) < limit or not expected:
            continue
        if copied := _is_copy(goal.expected, goal.actual):
            same = "与目标一字不差" if actual == expected else "与目标只差“已”“了”这样的字"
            how = same if copied == 1 else "是照抄目标的一部分"
            yield Said(
                f"目标完成情况{how}，应写实际完成了什么、完成多少。",
                (
                    Place("goal", case.dossier.id, "actual", goal.id),
                    Place("goal", case.dossier.id, "expected", goal.id),
                ),
                (Side("目标", goal.expected.strip()), Side("完成情况", goal.actual.strip())),
            )


@lru_cache(4096)
def _is_copy(expected: str, actual: str) -> int:
    """How a text copies another: 1 as it stands, but for 已, 了, 将 and the like; 2 shortened; 0 not at all.

    A shortened copy is made of clauses of the other, each of them whole or with words left out, and tells no number
    of its own.
    """
    whole, told = _plain(expected), _plain(actual)
    if told == whole:
        return 1
    if told in whole and len(told) * 2 > len(whole):
        return 2
    if set(_NUMBERS.findall(actual)) - set(_NUMBERS.findall(expected)):
        return 0
    clauses = [_plain(clause) for clause in _CLAUSES.split(expected)]
    parts = [part for clause in _CLAUSES.split(actual) if (part := _plain(clause))]
    return 2 if parts and all(any(_left_over(part, clause) for clause in clauses) for part in parts) else 0


def _plain(text: str) -> str:
    return _FILLERS.sub("", _bare(text))


def _left_over(part: str, clause: str) -> bool:
    """Whether a clause is another with words left out, half of it at least still there."""
    signs = iter(clause)
    return len(part) * 2 >= len(clause) and all(sign in signs for sign in part)


@lru_cache(65_536)
def _bare(text: str) -> str:
    """A text without blanks and marks."""
    return _MARKS.sub("", plain(text))


RULES = (
    Rule(
        "reason-on-met-row",
        43,
        "已达到目标的指标不写偏差原因",
        Level.WARNING,
        "指标",
        "偏差原因只写在没有达到目标、超出目标较多或扣了分的指标上。",
        reason_stands_where_something_is_amiss,
        stages=YEAR_END,
        example="目标 5 次、完成 5 次的指标写着“因工作实际情况调整”；多半是复制下来的，应删去。",
    ),
    Rule(
        "same-reason",
        43,
        "各项指标的原因不照抄",
        Level.HINT,
        "指标",
        "几项指标没有完成，原因应当各写各的。",
        reasons_of_several_rows_differ,
        stages=YEAR_END,
        example="三项指标都写“受疫情影响”；应分别写明影响了什么、差多少。",
        parameters=(SAME_ROWS,),
    ),
    Rule(
        "generic-reason",
        43,
        "原因写得具体",
        Level.WARNING,
        "指标",
        "偏差原因和另定得分的理由，写明什么原因、涉及多少、怎样改进。",
        reason_says_something,
        stages=YEAR_END,
        example="只写“因工作实际情况调整”等于没有写；应写“两个镇的宣讲改到次年一月，少 2 场”。",
    ),
    Rule(
        "goal-copied",
        49,
        "完成情况不照抄目标",
        Level.HINT,
        "目标",
        "目标完成情况写实际做到的结果，用数说明。",
        goal_reached_is_told_in_other_words,
        stages=YEAR_END,
        example="目标写“保障软件正常运行，提高工作效率”，完成情况照抄一遍；应写全年故障几次、怎样处理。",
        parameters=(GOAL_COPIED,),
    ),
)
