"""A table of cases in and out by command, in somebody's name and with no more than her rights."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import county_scope, db
from core.people.service import find_account
from tests.harness.apps import COUNTY

TABLE = """外部编号,服务点,受理日期,什么事,诉求,来访人
T-1,{c},2026-03-02,家庭财产,老房子归谁说不拢,公孙秀兰
T-2,{c},2026-03-03,家庭暴力,不敢回家,闻人静
"""


def test_a_table_in_and_out_in_somebody_s_name(run, app, tmp_path: Path):
    path = tmp_path / "old.csv"
    path.write_text(TABLE.format(c=COUNTY), encoding="gb18030")
    who = ("--as", "desk", "--county", COUNTY)
    args = ("cases", "import", str(path), *who, "--source", "旧系统")
    [looked] = json.loads(run(*args, "--dry-run", "--json").stdout)
    assert looked == {"added": 2, "same": 0, "alike": 0, "stored": False}
    [done] = json.loads(run(*args, "--json").stdout)
    assert (done["added"], done["stored"]) == (2, True)
    assert "新增 0，以前导过的 2" in run(*args).stdout
    out = tmp_path / "out.csv"
    take = ("cases", "export", str(out), *who)
    [told] = json.loads(run(*take, "--purpose", "handover", "--people", "--json").stdout)
    text = out.read_text(encoding="utf-8-sig")
    assert told["rows"] == text.count("\n") - 1
    assert "公孙秀兰" in text
    assert "闻人静" not in text, "a sealed case never leaves"
    with county_scope(app, COUNTY, read_only=True):
        me = find_account(db.session(), "desk").id
        found = dict(
            db.session.execute(
                select(AuditEntry.action, AuditEntry.actor_id).where(
                    AuditEntry.action.in_(("cases.import", "cases.export"))
                )
            ).all()
        )
        assert found == {"cases.import": me, "cases.export": me}


def test_what_cannot_be_is_one_clear_line(run, tmp_path: Path):
    path = tmp_path / "old.csv"
    path.write_text(TABLE.format(c=COUNTY).replace("家庭财产", "吵架"), encoding="utf-8")
    args = ("cases", "import", str(path), "--county", COUNTY, "--source", "旧系统", "--as")
    wrong = run(*args, "desk", ok=False)
    assert "第 2 行 什么事" in wrong.stdout
    assert wrong.exit_code == 1
    assert "不能导入办件" in run(*args, "auditor", ok=False).output
    assert "没有账号 nobody" in run(*args, "nobody", ok=False).output
    out = ("cases", "export", str(tmp_path / "x.csv"), "--county", COUNTY)
    assert "请选导出做什么用" in run(*out, "--as", "desk", "--purpose", "fun", ok=False).output
    assert "不能导出办件" in run(*out, "--as", "auditor", "--purpose", "other", ok=False).output
    assert run(*out, "--as", "desk", ok=False).exit_code == 2
