"""What must be true of a form beyond its shape: names that meet, widths that fill, points that add up.

Each check yields sentences for whoever writes the form file; the first one is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from core.accounts.lines import LINES as ACCOUNTS
from core.fields import FIELDS
from core.forms.check_accounts import asked_faults
from core.forms.check_documents import chart_faults, document_faults
from core.forms.check_figures import WHOSE, Of, condition_fault, figure_faults
from core.forms.check_scores import sheet_faults
from core.forms.check_sizes import size_faults
from core.forms.check_tables import table_faults
from core.forms.indicator_model import Band, Scoring, Step
from core.forms.model import Form, Line, Topic
from core.forms.numbering import COUNTERS, is_counted
from core.kinds import trimmed
from core.model import SOURCES
from core.reading import TOTAL

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\<>|\"]")  # neither in worksheet nor in file names
_SHEET_NAME = 31
_PATH_NAME = re.compile(r"[^\W\d]\w*")  # a name that can stand in {level.产出指标.score}
_TYPED_NUMBER = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]")


def faults(form: Form) -> Iterator[str]:
    """Everything wrong with a form, each as a sentence: place, what is so, what it should be."""
    yield from _names(form)
    yield from _path_names(form)
    yield from _fund(form)
    yield from _goals(form)
    yield from _references(form)
    yield from _numbering(form)
    yield from _points(form)
    yield from size_faults(form)
    yield from sheet_faults(form)
    for table in form.tables:
        yield from table_faults(form, table)
    if form.sentences:
        from core.forms.check_sentences import sentence_faults  # brings Jinja, which most forms do not need

        for sentence in form.sentences:
            yield from sentence_faults(form, sentence)
    for topic in form.topics:
        yield from figure_faults(form, f"topics“{topic.heading}”的 empty", topic.empty, topic.of)
        yield from figure_faults(form, f"topics“{topic.heading}”的 paper", topic.paper, topic.of)
    yield from asked_faults(form)
    for chart in form.charts:
        yield from chart_faults(form, chart)
    for document in form.documents:
        yield from document_faults(form, document)


def _names(form: Form) -> Iterator[str]:
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("fund.lines 的 key", (line.key for line in form.fund.lines)),
        ("fund.measures 的 stage/formula", (measure.key for measure in form.fund.measures)),
        ("tables 的 key", (table.key for table in form.tables)),
        ("tables 的 name", (table.name for table in form.tables)),
        ("topics 的 key", (topic.key for topic in form.topics if topic.key)),
        ("charts 的 key", (chart.key for chart in form.charts)),
        ("sentences 的 key", (sentence.key for sentence in form.sentences)),
        ("documents 的 key", (document.key for document in form.documents)),
        ("documents 的 kind", (document.kind for document in form.documents)),
        ("headers 的 field", (header.field for header in form.headers)),
        ("levels 的 name", (level.name for level in form.indicators.levels)),
        *(
            (f"levels“{level.name}”的 parts 的 name", (part.name for part in level.parts))
            for level in form.indicators.levels
        ),
        ("grades 的 word", (grade.word for grade in form.grades)),
        ("columns 的 field", (column.field for column in form.indicators.columns)),
    )
    for what, names in groups:
        for name, count in Counter(names).items():
            if not name:
                yield f"{what}不能是空的。"
            elif count > 1:
                yield f"{what}“{name}”出现了 {count} 次，只能出现一次。"
    for name in (*(table.name for table in form.tables), *(document.kind for document in form.documents)):
        if _NOT_IN_NAMES.search(name) or len(name) > _SHEET_NAME:
            yield f'“{name}”要作工作表名或文件名，最多 {_SHEET_NAME} 个字，不能有 [ ] : * ? / \\ < > | "。'


def _path_names(form: Form) -> Iterator[str]:
    """Levels and grades are words in the paths of figures."""
    levels = form.indicators.levels
    names = [name for level in levels for name in (level.name, *(part.name for part in level.parts))]
    for name in names:
        if name and (name.isascii() or not _PATH_NAME.fullmatch(name)):
            yield f"levels 的 name“{name}”是数据名称的一部分，应当是汉字，不能有标点和空格；打印的写法写在 caption 里。"
    for grade in form.grades:
        if grade.word and not _PATH_NAME.fullmatch(grade.word):
            yield f"grades 的 word“{grade.word}”是数据名称的一部分，不能有标点和空格。"


def _fund(form: Form) -> Iterator[str]:
    """Every source of money is counted exactly once in the line ``total``."""
    lines = {line.key: line for line in form.fund.lines}
    if TOTAL not in lines:
        yield f"fund.lines 里没有 key 为“{TOTAL}”的合计行。"
    yield from _fund_shape(form, lines)
    yield from _fund_bands(form)
    counted = Counter(_sources(lines, TOTAL, ()))
    if any(line.account for line in form.fund.lines):
        if any(line.source for line in form.fund.lines) or any(name in SOURCES for name in counted):
            yield "fund.lines 里有的行写了 account，别的行就不能取资金来源：这张表的金额都来自部门决算。"
        if form.documents_of("project"):
            yield 'fund.lines 里的 account 只有部门整体才有，documents 里就不能有 of = "project" 的文件。'
        return
    for source, caption in SOURCES.items():
        if counted[source] != 1:
            yield f"资金来源“{caption}”（{source}）在合计行 total 里算了 {counted[source]} 次，应当正好 1 次。"


def _fund_shape(form: Form, lines: dict[str, Line]) -> Iterator[str]:
    """A line is a source or a sum, a measure a stage or a formula, and what they name exists."""
    for line in form.fund.lines:
        if sum(map(bool, (line.source, line.sum, line.account))) != 1:
            yield f"fund.lines“{line.key}”要么写 source，要么写 sum（部门决算的行写 account），只能写一样。"
        if line.account and (line.account not in ACCOUNTS or ACCOUNTS[line.account].kind != "money"):
            yield f"fund.lines“{line.key}”的 account“{line.account}”不是部门决算里的金额。"
        if line.source and line.source not in SOURCES:
            yield f"fund.lines“{line.key}”的 source“{line.source}”不是资金来源，可用的有：{'、'.join(SOURCES)}。"
        for part in line.sum:
            if part not in lines and part not in SOURCES:
                yield f"fund.lines“{line.key}”的 sum 里“{part}”既不是行也不是资金来源。"
    for measure in form.fund.measures:
        if bool(measure.stage) == bool(measure.formula):
            yield f"fund.measures“{measure.caption}”要么写 stage，要么写 formula，二者必居其一。"
        for key in measure.only:
            if key not in lines:
                yield f"fund.measures“{measure.caption}”的 only 里没有“{key}”这一行。"


def _fund_bands(form: Form) -> Iterator[str]:
    """A caption over the lines stands over printed lines that are neighbours, and over each line once."""
    printed = [line.key for line in form.fund.lines if line.printed]
    covered = Counter(key for band in form.fund.bands for key in band.lines)
    for band in form.fund.bands:
        where = f"fund.bands“{band.caption}”"
        for key in band.lines:
            if key not in printed:
                yield f"{where}里的“{key}”不是 fund.lines 里要打印的行。"
            elif covered[key] > 1:
                yield f"{where}里的“{key}”在 fund.bands 里出现了 {covered[key]} 次，只能出现一次。"
        if not band.lines:
            yield f"{where}的 lines 不能是空的。"
        elif all(key in printed for key in band.lines):
            start = printed.index(band.lines[0])
            if tuple(printed[start : start + len(band.lines)]) != band.lines:
                yield f"{where}的各行应当是相邻的，次序与 fund.lines 相同。"


def _sources(lines: dict[str, Line], key: str, above: tuple[str, ...]) -> Iterator[str]:
    line = lines.get(key)
    if line is None or line.source or line.account:
        yield (line.source or line.account) if line else key
    elif key not in above:
        for part in line.sum:
            yield from _sources(lines, part, (*above, key))


def _references(form: Form) -> Iterator[str]:
    for header in form.headers:
        if header.field not in FIELDS:
            yield f"headers“{header.caption}”的 field“{header.field}”不在字段目录里。"
    for topic in form.topics:
        yield from _topic(form, topic)
    for of in ("project", "unit"):
        yield from _outlines(form, of)


def _topic(form: Form, topic: Topic) -> Iterator[str]:
    """What a topic names exists, and what it asks for goes together."""
    where = f"topics“{topic.heading}”"
    if topic.sentence and form.sentence(topic.sentence) is None:
        yield f"{where}用的句子“{topic.sentence}”在 sentences 里没有。"
    if topic.sentence and not topic.key:
        yield f"{where}有 sentence，就要有 key，经办人才能改写。"
    if topic.empty_unless and not topic.empty:
        yield f"{where}有 empty_unless，就要有 empty。"
    if topic.table and form.table(topic.table) is None:
        yield f"{where}用的表“{topic.table}”在 tables 里没有。"
    if topic.chart and (form.chart(topic.chart) is None or topic.of != "unit"):
        yield f"{where}用的图“{topic.chart}”在 charts 里没有，或这个标题不是单位的。"
    if topic.run_in and not (topic.key or topic.repeats):
        yield f"{where}有 run_in，就要有 key 或 repeats：标题后面要接正文。"
    if topic.print_guidance and not topic.guidance:
        yield f"{where}有 print_guidance，就要有 guidance。"
    if topic.level == 0 and (topic.run_in or topic.page != "text"):
        yield f"{where}的 level 是 0，是文件的一个部分，不能有 run_in，page 只能是 text。"
    yield from _repeated(form, topic, where)
    for condition in (*topic.when, *topic.empty_unless):
        if wrong := condition_fault(form, condition, topic.of):
            yield f"{where}的条件“{condition}”{wrong}"


def _repeated(form: Form, topic: Topic, where: str) -> Iterator[str]:
    source = form.topic(topic.repeats) if topic.repeats else None
    if topic.first_paragraph and not topic.repeats:
        yield f"{where}有 first_paragraph，就要有 repeats。"
    if not topic.repeats:
        return
    if topic.key or topic.sentence:
        yield f"{where}有 repeats，就不能有 key 和 sentence。"
    if source is None:
        yield f"{where}的 repeats“{topic.repeats}”在 topics 的 key 里没有。"
    elif source.repeats:
        yield f"{where}的 repeats“{topic.repeats}”自己也有 repeats，应当写最先的那一个。"
    elif source.of != topic.of:
        yield f"{where}的 repeats“{topic.repeats}”是{WHOSE[source.of]}的，应当与这里相同。"


def _outlines(form: Form, of: Of) -> Iterator[str]:
    """Every heading is printed somewhere, and an outline has headings."""
    printed = {p.outline: d.key for d in form.documents_of(of) for p in d.pieces if p.kind == "outline"}
    for name in dict.fromkeys((*(topic.outline for topic in form.outline(of)), *printed)):
        headings, said = form.outline(of, name), f' outline = "{name}"' if name else ""
        if name not in printed:
            yield (
                f'{WHOSE[of]}的标题（如“{headings[0].heading}”）没有文件打印：of = "{of}" 的 documents 里都没有 '
                f'kind = "outline"{said}。'
            )
        elif not headings:
            yield f'documents“{printed[name]}”有 kind = "outline"{said}，topics 里却没有这样的 of = "{of}" 的标题。'


def _numbering(form: Form) -> Iterator[str]:
    """Each pattern has a counter, and no heading has typed its number as well."""
    for pattern in form.numbering:
        if not any(sign in pattern for sign in COUNTERS):
            yield f"numbering 的“{pattern}”里没有“一”或“1”，不知道怎样编号。"
    for topic in form.topics:
        if is_counted(form.numbering, topic) and (typed := _TYPED_NUMBER.match(topic.heading)):
            yield f"topics“{topic.heading}”写了“{typed[0]}”，numbering 还会再编一次号，请删去。"


def _points(form: Form) -> Iterator[str]:
    bounds = [grade.at_least for grade in form.grades]
    if bounds != sorted(set(bounds), reverse=True):
        yield "grades 的 at_least 应当从高到低，不能重复。"
    yield from _bands("bands", form.bands)
    for level in form.indicators.levels:
        for part in level.parts:
            yield from _bands(f"parts“{part.name}”的 bands", part.bands)
            yield from _steps(f"parts“{part.name}”的 steps", part.steps)
    yield from _quotas(form)
    scoring = form.scoring
    if scoring is None:
        return
    yield from _scoring(scoring)
    quotas = [level.quota for level in form.indicators.levels if level.quota is not None]
    total = sum(quotas, scoring.execution_weight)
    if quotas and total != scoring.total:
        gap = trimmed(abs(total - scoring.total))
        yield (
            f"各一级指标的 quota 加上 execution_weight 是 {trimmed(total)}，scoring.total 是 {trimmed(scoring.total)}，"
            f"差 {gap}。"
        )


def _bands(where: str, bands: tuple[Band, ...]) -> Iterator[str]:
    """Qualitative bands lie within the weight."""
    for band in bands:
        if not Decimal(0) <= band.low <= band.high <= Decimal(1):
            yield f"{where}“{band.word}”的 low、high 应当在 0 到 1 之间，low 不大于 high。"


def _steps(where: str, steps: tuple[Step, ...]) -> Iterator[str]:
    """Steps are named from the highest down and give ever less, within the weight."""
    if any(not Decimal(0) <= step.score <= Decimal(1) for step in steps):
        yield f"{where}的 score 应当在 0 到 1 之间，是分值的几成。"
    for upper, lower in pairwise(steps):
        if upper.at_least <= lower.at_least or upper.score < lower.score:
            yield f"{where}应当从高到低写，at_least 不能重复，score 一档不比一档高。"
            return


def _scoring(scoring: Scoring) -> Iterator[str]:
    """Caps and deductions hang together; those for what is worse are harder."""
    yield from _steps("scoring 的 execution_steps", scoring.execution_steps)
    for upper, lower in pairwise(scoring.caps):
        if upper.below <= lower.below or upper.total <= lower.total:
            yield "scoring 的 caps 应当从高到低写，below 越低，total 也越低。"
            break
    if any(not 0 <= cap.total < scoring.total for cap in scoring.caps):
        yield f"scoring 的 caps 的 total 应当在 0 和 {trimmed(scoring.total)} 之间。"
    if any(excess.at_least <= 100 or excess.points <= 0 for excess in scoring.excess):
        yield "scoring 的 excess 的 at_least 应当大于 100（%），points 大于 0。"


def _quotas(form: Form) -> Iterator[str]:
    """The points of the 二级指标, where the form names any, add up to those of their 一级指标."""
    for level in form.indicators.levels:
        quotas = [part.quota for part in level.parts if part.quota is not None]
        if not quotas:
            continue
        if level.quota is None:
            yield f"levels“{level.name}”的二级指标有 quota，它自己也要有 quota。"
        elif sum(quotas) != level.quota:
            yield (
                f"levels“{level.name}”各二级指标的 quota 加起来是 {trimmed(sum(quotas, Decimal(0)))}，"
                f"它自己的 quota 是 {trimmed(level.quota)}。"
            )


def _goals(form: Form) -> Iterator[str]:
    """One block for each period; ``several`` is for a period with more goals than one."""
    for period, count in Counter(goal.period for goal in form.goals).items():
        if count > 1:
            yield f'goals 里 period = "{period}" 出现了 {count} 次，只能有一块；目标不止一个时写 several = true。'
