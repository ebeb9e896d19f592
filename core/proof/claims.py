"""What running text claims in words: all money arrived, all of it spent, no problems, a survey, another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.proof.clauses import LIVE, has_one_of, sentences

_NOT_YET = re.compile(
    r"[未没尚]|不[能足]|将[于在]?|计划|预计|拟|确保|争取|力争|应当?|须|要求|如[果有]|除|除外|其余|剩余|结余|结转"
)
_MONEY = re.compile(r"资金|经费|预算|补助|款|拨付")
_ARRIVED = re.compile(
    r"(?:全部|全额|足额|均已|已全部)(?:按时|及时|按期|安排|拨付|下达|落实|足额|筹集)*到位|到位率(?:均|已)?(?:为|达到?|是)?\s*100\s*%"
)
_SPENT = re.compile(
    r"(?:全部|全额|已全部|均已)(?:按时|及时|按期|足额)?(?:支付|支出|使用|执行|用)(?:完毕|完成|到位|完|了)?(?![^，,;；。]{0,2}[于在])"
    r"|(?:支付|使用|支出|执行)完毕|(?:^|(?<=[,，;；、:\s算金目费出]))执行率(?:均|已)?(?:为|达到?|是)?\s*100\s*%"
    r"|(?:资金|经费)(?:使用|支付|支出)率(?:均|已)?(?:为|达到?|是)?\s*100\s*%"
)
_SPENT_SIGNS = ("全部", "全额", "均已", "完毕", "率")  # one of them stands in each of these
_OTHER_RATE = re.compile(r"计划|任务|检查|培训|政策|制度")  # what else may be carried out
_LEVELS = (("central", "中央"), ("province", "省"), ("city", "市级"), ("city", "市财政"),
           ("county", "县级"), ("county", "区级"), ("county", "县财政"), ("county", "区财政"))  # fmt: skip
_NO_PROBLEM = re.compile(
    r"\s*(?:(?:目前|暂时|暂|本项目|本年度?|该项目|(?:本|该)?项目(?:在)?(?:实施|执行|管理)(?:过程)?中|(?:本?项目)?实施情况(?:良好|正常))[,，]?)*"
    r"(?:无|没有|暂无|尚未|未|不存在)(?:任何|重大|突出|明显|发现|存在)*的?(?:明显|重大)?(?:问题)?[。.]?\s*|[/／—\-\s]+"
)
_LONGEST_DENIAL = 40  # characters; a longer answer has more to say
_NEARLY = ("基本", "大部分", "陆续")
_NOTHING_LEFT = re.compile(r"[无没](?:有)?(?:结余|结转|剩余)+")
_PROBLEM_NONE = re.compile(
    r"存在的?(?:主要)?问题\s*[:：]\s*(?:无|没有|暂无|不存在|未发现)(?:明显|突出|重大)?的?(?:问题)?"
    r"(?=[。;；\s]|[，,](?!但|只|仅|不过)|$)"
)
_SURVEY = re.compile(r"问卷|调查|回访|抽样|访谈")
_RESULT = re.compile(rf"显示|表明|满意[度率](?:为|达到?|是|约|[:：])?\s*[\d{LIVE}]")
_SIZE = re.compile(r"\d\s*(?:余|多)?(?:份|名|人|户|位|家|例|个)|\d\s*(?:份|人)")
_YEAR = re.compile(r"(?:(?<![\d至到—\-~、])|(?<=截至)|(?<=截止到)|(?<=截至到))((?:19|20)\d\d)年(?!\s*[至到—\-~])")
_DONE = re.compile(r"完成|支付|支出|执行|实际|达到|截[至止]|累计|共[为计]|降低|减少|增加|救助|报销|参保|检查|培训|到位")
_HISTORY = re.compile(
    r"上年|去年|往年|历年|同期|结转|结余|[自从起比较]|同比|基数|规划|计划|方案|文件|通知|办法|意见|规定|号|〔|印发|发布|出台|实施细则|以来"
    r"|年初|年度预算|编制|测算|合同|签订|签定|成立|立项|启动|开始|下达|批复|追加|指标|归档|档案|届|建成|参照|依据|根据|按照|生效|至今|持平|与|[—~]"
)
_TITLES = re.compile(r"《[^》]*》|[（(][^（）()]*[）)]|“[^”]*”")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a text: what stands there, and for which source of the fund grid (blank: for all)."""

    words: str
    source: str = ""


@lru_cache(16_384)
def all_arrived(text: str) -> tuple[Claim, ...]:
    """Where a text says that all money is in place: 资金全部到位, 到位率100%."""
    return tuple(dict.fromkeys(_claims(text, _ARRIVED))) if "到位" in text else ()


@lru_cache(16_384)
def all_spent(text: str) -> tuple[Claim, ...]:
    """Where a text says that all money is spent: 已全部支付, 使用完毕, 执行率100%."""
    return tuple(dict.fromkeys(_claims(text, _SPENT))) if has_one_of(text, _SPENT_SIGNS) else ()


def _claims(text: str, pattern: re.Pattern[str]) -> Iterator[Claim]:
    """The claims of a sentence about money that neither hopes nor excepts; a level named before narrows it."""
    for _, sentence in sentences(text):
        for found in pattern.finditer(sentence):
            before = sentence[: found.start()]
            if _NOT_YET.search(_NOTHING_LEFT.sub("", sentence)) or not _MONEY.search(
                before + found[0].replace("执行率", "预算")
            ):
                continue
            if "执行率" in found[0] and _OTHER_RATE.search(before):
                continue
            if before.endswith(_NEARLY):
                continue
            named = [source for source, word in _LEVELS if word in before]
            yield Claim(found[0], named[-1] if named else "")


@lru_cache(4096)
def no_problem(text: str) -> bool:
    """Whether an answer about problems says that there are none."""
    return len(text) < _LONGEST_DENIAL and bool(text.strip()) and _NO_PROBLEM.fullmatch(text) is not None


@lru_cache(16_384)
def problem_none(text: str) -> str:
    """The words by which a longer text says that there are no problems (存在问题：无); blank when it does not."""
    found = _PROBLEM_NONE.search(text) if "问题" in text else None
    return found[0] if found else ""


@lru_cache(16_384)
def survey(text: str) -> str:
    """The sentence that tells the result of a survey of satisfaction; blank when there is none."""
    if "满意" not in text:
        return ""
    told = (said for _, said in sentences(text) if "满意" in said and _SURVEY.search(said) and _RESULT.search(said))
    return next(told, "")


@lru_cache(16_384)
def has_survey_size(text: str) -> bool:
    """Whether a text says how many were asked."""
    return any(_SIZE.search(said) for _, said in sentences(text) if "满意" in said or _SURVEY.search(said))


@lru_cache(16_384)
def other_years(text: str, year: int) -> tuple[tuple[int, int], ...]:
    """Years shortly before ``year`` by which a text tells what was done, with the place of each.

    A sentence that names the year itself, compares, tells of history or quotes a document is left alone.
    """
    if not has_one_of(text, (str(year - 1), str(year - 2), str(year - 3))):
        return ()
    found: list[tuple[int, int]] = []
    for start, sentence in sentences(text):
        said = _TITLES.sub(lambda title: " " * len(title[0]), sentence)
        if LIVE in said or str(year) in said or not _DONE.search(said) or _HISTORY.search(said):
            continue
        found += [(int(one[1]), start + one.start()) for one in _YEAR.finditer(said) if 0 < year - int(one[1]) <= 3]
    return tuple(found)
