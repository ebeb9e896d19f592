"""The tables of a book, and how a book of an older version becomes one of the newest.

A migration is a small named function; sqlite-utils records each in the transaction that carries it out.  It is never
changed once a version with it has been released, so it spells its tables out instead of asking :mod:`core.model`.
A migration that renames a table or column rewrites the edits in ``change`` as well, or empties it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4A50424B  # "JPBK" at byte 68 of the file: tells a book from any other SQLite file
FORMAT = "绩评本账套"

_FACTS = """
CREATE TABLE meta (            -- 账套的标记：format 格式，schema_version 版本，next_id 下一个编号，revision 修改次数
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (            -- 单位，只有一行
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    name            TEXT NOT NULL DEFAULT '', -- 单位名称
    code            TEXT NOT NULL DEFAULT '', -- 单位代码
    department      TEXT NOT NULL DEFAULT '', -- 主管部门
    department_code TEXT NOT NULL DEFAULT '', -- 主管部门代码
    region          TEXT NOT NULL DEFAULT '', -- 地区
    level           TEXT NOT NULL DEFAULT '', -- 级次
    finance_bureau  TEXT NOT NULL DEFAULT '', -- 财政部门
    leader          TEXT NOT NULL DEFAULT '', -- 单位负责人
    preparer        TEXT NOT NULL DEFAULT '', -- 填报人
    phone           TEXT NOT NULL DEFAULT '', -- 联系电话
    reported_on     TEXT NOT NULL DEFAULT '', -- 填报日期
    form            TEXT NOT NULL DEFAULT ''  -- 新项目的表样
) STRICT;

CREATE TABLE project (         -- 项目
    id              INTEGER PRIMARY KEY,
    year            INTEGER NOT NULL,         -- 年度
    position        INTEGER NOT NULL DEFAULT 0, -- 次序
    name            TEXT NOT NULL DEFAULT '', -- 项目名称
    code            TEXT NOT NULL DEFAULT '', -- 项目代码
    department      TEXT NOT NULL DEFAULT '', -- 主管部门
    department_code TEXT NOT NULL DEFAULT '', -- 主管部门代码
    agency          TEXT NOT NULL DEFAULT '', -- 实施单位
    agency_code     TEXT NOT NULL DEFAULT '', -- 实施单位代码
    level           TEXT NOT NULL DEFAULT '', -- 项目级别
    kind            TEXT NOT NULL DEFAULT '', -- 项目类型
    fund_kind       TEXT NOT NULL DEFAULT '', -- 资金性质
    starts          TEXT NOT NULL DEFAULT '', -- 开始日期
    ends            TEXT NOT NULL DEFAULT '', -- 结束日期
    leader          TEXT NOT NULL DEFAULT '', -- 项目负责人
    finance_leader  TEXT NOT NULL DEFAULT '', -- 财务负责人
    phone           TEXT NOT NULL DEFAULT '', -- 联系电话
    form            TEXT NOT NULL DEFAULT ''  -- 表样
) STRICT;

CREATE TABLE fund (            -- 资金：每个来源一行，没有写单位的数是万元
    project    INTEGER NOT NULL REFERENCES project (id),
    source     TEXT NOT NULL,            -- 资金来源
    initial    TEXT NOT NULL DEFAULT '', -- 年初预算
    adjustment TEXT NOT NULL DEFAULT '', -- 预算调整
    annual     TEXT NOT NULL DEFAULT '', -- 全年预算
    in_place   TEXT NOT NULL DEFAULT '', -- 到位
    executed   TEXT NOT NULL DEFAULT '', -- 全年执行
    midyear    TEXT NOT NULL DEFAULT '', -- 年中执行
    PRIMARY KEY (project, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (          -- 正文和只有个别表样才有的栏目；project 为 0 的属于单位
    project INTEGER NOT NULL,
    key     TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (project, key)
) STRICT, WITHOUT ROWID;
"""

_ROWS = """
CREATE TABLE goal (            -- 绩效目标
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    period   TEXT NOT NULL DEFAULT 'annual', -- annual 年度目标，whole 实施期目标
    expected TEXT NOT NULL DEFAULT '',   -- 预期目标
    actual   TEXT NOT NULL DEFAULT ''    -- 实际完成情况
) STRICT;
CREATE INDEX goal_project ON goal (project);

CREATE TABLE indicator (       -- 绩效指标
    id           INTEGER PRIMARY KEY,
    project      INTEGER NOT NULL REFERENCES project (id),
    position     INTEGER NOT NULL DEFAULT 0, -- 次序
    level1       TEXT NOT NULL DEFAULT '', -- 一级指标
    level2       TEXT NOT NULL DEFAULT '', -- 二级指标
    name         TEXT NOT NULL DEFAULT '', -- 三级指标
    direction    TEXT NOT NULL DEFAULT '', -- 方向
    target       TEXT NOT NULL DEFAULT '', -- 年度指标值
    adjusted     TEXT NOT NULL DEFAULT '', -- 调整后指标值
    midyear      TEXT NOT NULL DEFAULT '', -- 年中值
    actual       TEXT NOT NULL DEFAULT '', -- 实际完成值
    unit         TEXT NOT NULL DEFAULT '', -- 计量单位
    weight       TEXT NOT NULL DEFAULT '', -- 分值
    score        TEXT NOT NULL DEFAULT '', -- 手工填写的得分
    score_reason TEXT NOT NULL DEFAULT '', -- 手工得分的理由
    deviation    TEXT NOT NULL DEFAULT '', -- 偏差原因分析及改进措施
    evidence     TEXT NOT NULL DEFAULT ''  -- 佐证材料
) STRICT;
CREATE INDEX indicator_project ON indicator (project);

CREATE TABLE score_item (      -- 得分项
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    item     TEXT NOT NULL DEFAULT '',   -- 得分项
    score    TEXT NOT NULL DEFAULT '',   -- 得分
    note     TEXT NOT NULL DEFAULT ''    -- 说明
) STRICT;
CREATE INDEX score_item_project ON score_item (project);

CREATE TABLE evidence (        -- 佐证材料
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    name     TEXT NOT NULL DEFAULT '',   -- 名称
    number   TEXT NOT NULL DEFAULT '',   -- 文号或编号
    provided TEXT NOT NULL DEFAULT '',   -- 是否提供
    note     TEXT NOT NULL DEFAULT ''    -- 备注
) STRICT;
CREATE INDEX evidence_project ON evidence (project);

CREATE TABLE reason (          -- 对需核实问题的说明
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    subject  TEXT NOT NULL DEFAULT '',   -- 所说明的校验结果
    stamp    TEXT NOT NULL DEFAULT '',   -- 写说明时的数值
    text     TEXT NOT NULL DEFAULT ''    -- 说明
) STRICT;
CREATE INDEX reason_project ON reason (project);
"""

_RECORDS = """
CREATE TABLE change (          -- 修改的步骤，供撤销和重做
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,        -- 步骤名称
    edit TEXT NOT NULL,        -- 修改内容 (JSON)
    done INTEGER NOT NULL,     -- 1 已做，0 已撤销
    at   TEXT NOT NULL         -- 时间
) STRICT;

CREATE TABLE export_log (      -- 导出记录
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,    -- 时间
    file     TEXT NOT NULL,    -- 文件名
    sha256   TEXT NOT NULL,    -- 文件指纹
    form     TEXT NOT NULL,    -- 表样
    project  INTEGER NOT NULL, -- 项目，0 为全部
    errors   INTEGER NOT NULL, -- 未处理的错误
    warnings INTEGER NOT NULL, -- 未处理的需核实
    hints    INTEGER NOT NULL  -- 提示
) STRICT;
"""

_SINCE_VERSION_2 = (
    ("project", "scope TEXT NOT NULL DEFAULT '' /* 范围：空为项目，unit 为部门整体 */"),
    ("fund", "forecast TEXT NOT NULL DEFAULT '' /* 全年预计执行 */"),
    ("indicator", "forecast TEXT NOT NULL DEFAULT '' /* 全年预计完成值 */"),
    ("indicator", "likelihood TEXT NOT NULL DEFAULT '' /* 完成可能性 */"),
    ("indicator", "cause TEXT NOT NULL DEFAULT '' /* 偏差原因类别 */"),
    ("indicator", "remark TEXT NOT NULL DEFAULT '' /* 备注 */"),
    ("export_log", "pending INTEGER NOT NULL DEFAULT 0 /* 待核的内容 */"),
    ("export_log", "rules TEXT NOT NULL DEFAULT '' /* 校验规则的指纹 */"),
)

_MARKS = """
CREATE TABLE mark (            -- 对内容的标记，不打印
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    kind     TEXT NOT NULL DEFAULT '',   -- 待核、备注、导入、上年
    subject  TEXT NOT NULL DEFAULT '',   -- 所标记的栏目
    text     TEXT NOT NULL DEFAULT '',   -- 备注，或取来时的文字
    stamp    TEXT NOT NULL DEFAULT ''    -- 标记时的内容
) STRICT;
CREATE INDEX mark_project ON mark (project);
"""

_ACCOUNTS = """
CREATE TABLE account (         -- 部门决算：每一项一行，没有写单位的数是万元
    project  INTEGER NOT NULL REFERENCES project (id),
    line     TEXT NOT NULL,            -- 项目
    budget   TEXT NOT NULL DEFAULT '', -- 年初预算数
    adjusted TEXT NOT NULL DEFAULT '', -- 调整预算数
    outturn  TEXT NOT NULL DEFAULT '', -- 决算数
    previous TEXT NOT NULL DEFAULT '', -- 上年决算数
    use      TEXT NOT NULL DEFAULT '', -- 主要用于
    reason   TEXT NOT NULL DEFAULT '', -- 主要原因
    PRIMARY KEY (project, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE function (        -- 支出功能分类
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    source   TEXT NOT NULL DEFAULT '', -- 预算种类
    code     TEXT NOT NULL DEFAULT '', -- 科目编码
    category TEXT NOT NULL DEFAULT '', -- 类
    section  TEXT NOT NULL DEFAULT '', -- 款
    item     TEXT NOT NULL DEFAULT '', -- 项
    budget   TEXT NOT NULL DEFAULT '', -- 年初预算数
    adjusted TEXT NOT NULL DEFAULT '', -- 调整预算数
    outturn  TEXT NOT NULL DEFAULT '', -- 决算数
    previous TEXT NOT NULL DEFAULT '', -- 上年决算数
    use      TEXT NOT NULL DEFAULT '', -- 主要用于
    reason   TEXT NOT NULL DEFAULT ''  -- 主要原因
) STRICT;
CREATE INDEX function_project ON function (project);

CREATE TABLE economic (        -- 支出经济分类
    id       INTEGER PRIMARY KEY,
    project  INTEGER NOT NULL REFERENCES project (id),
    position INTEGER NOT NULL DEFAULT 0, -- 次序
    kind     TEXT NOT NULL DEFAULT '', -- 人员经费、公用经费
    code     TEXT NOT NULL DEFAULT '', -- 科目编码
    name     TEXT NOT NULL DEFAULT '', -- 科目名称
    budget   TEXT NOT NULL DEFAULT '', -- 年初预算数
    outturn  TEXT NOT NULL DEFAULT '', -- 决算数
    previous TEXT NOT NULL DEFAULT ''  -- 上年决算数
) STRICT;
CREATE INDEX economic_project ON economic (project);

ALTER TABLE score_item ADD COLUMN value TEXT NOT NULL DEFAULT '' /* 实际数 */;
ALTER TABLE score_item ADD COLUMN base TEXT NOT NULL DEFAULT '' /* 基数 */;
"""


def tables_of_version_1(db: Database) -> None:
    """The book as it was first released, empty."""
    _carry_out(db, _FACTS + _ROWS + _RECORDS)
    db.execute("INSERT INTO unit (id) VALUES (1)")
    first = {"format": FORMAT, "book": "", "next_id": "1", "revision": "0"}
    for key, value in first.items():
        db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))


def fields_of_unit_monitoring_and_marks(db: Database) -> None:
    """部门整体 among the projects of a year, what 绩效运行监控 asks for, and the marks on what was typed."""
    columns = "".join(f"ALTER TABLE {table} ADD COLUMN {column};\n" for table, column in _SINCE_VERSION_2)
    _carry_out(db, _MARKS + columns)


def tables_of_the_final_accounts(db: Database) -> None:
    """部门决算 of the unit's dossier, and what the rules of a score sheet count."""
    _carry_out(db, _ACCOUNTS)


def _carry_out(db: Database, script: str) -> None:
    """The statements of a script, each of which ends a line, in the transaction at hand.

    Not ``executescript``: inside a transaction sqlite-utils reads a statement from its beginning at each character,
    which takes longer than all else in making a book.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    assert not statement.strip()


Step = Callable[["Database"], None]

STEPS: tuple[Step, ...] = (
    tables_of_version_1,
    fields_of_unit_monitoring_and_marks,
    tables_of_the_final_accounts,
)
VERSION = len(STEPS)


def upgrade(db: Database, steps: tuple[Step, ...] = STEPS) -> None:
    """Carry out the steps that a book still lacks, all of them or none.

    In: a connection without foreign keys switched on.  An empty file becomes an empty book.  Any error of a step comes
    through after everything was rolled back.
    """
    from sqlite_utils import Migrations

    migrations = Migrations("book")
    for step in steps:
        migrations()(step)
    with db.atomic():
        migrations.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', ?)", (str(len(steps)),))
