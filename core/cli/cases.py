"""`cases import` and `cases export`: a table of cases in or out, in somebody's name.

An operator runs them, but nobody's rights are the operator's: what may come in and go out is what
the named account may, and the chain names that account (T/ZSM 4.3.1.1, 5.6.4).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from core.cli.imports import only_county, rows_of, stop_at
from core.cli.opening import as_json, open_app, roster_of, show
from core.cli.progress import progress

if TYPE_CHECKING:
    from core.cases.acting import Acting

_county = click.option("--county", "code", default="", help="县代码；只有一个县时可以不写。")
_account = click.option("--as", "account", required=True, help="用谁的账号：按他的权限办，留痕。")
_day = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def cases() -> None:
    """办件：从表格导入，导出成表格。"""


@cases.command("import")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@_account
@click.option("--source", required=True, help="从哪里来，例如“旧系统”；外部编号在它里面不重复。")
@_county
@click.option("--dry-run", is_flag=True, help="只检查，逐行说出问题；什么也不存。")
@as_json
def import_cases(
    path: Path, account: str, source: str, code: str, dry_run: bool, as_json: bool
) -> None:
    """从 CSV 或 XLSX 导入办件：外部编号、服务点、受理日期、什么事、诉求、来访人，其余列可有可无。

    有一行不对就全部不存。同一个外部编号再导一次，没变的跳过，变了的拒绝。
    """
    from core.cases import commands, errors
    from core.cases.importing import COLUMNS, LARGEST
    from core.db import county_scope, db

    app = open_app()
    code = code or only_county(app)
    rows = rows_of(path, COLUMNS, LARGEST)
    with county_scope(app, code):
        acting = _acting(app, account, code)
        try:
            found = commands.import_cases(acting, rows, source=source, dry_run=dry_run)
        except errors.Forbidden as refusal:
            raise click.ClickException(f"账号 {account} 不能导入办件") from refusal
        except errors.Invalid as refusal:
            raise click.ClickException(_said(refusal.errors)) from refusal
        stop_at(found.faults, COLUMNS, as_json)
        if not dry_run:
            db.session.commit()
    told = {
        "added": found.added,
        "same": found.same,
        "alike": len(found.alike),
        "stored": not dry_run,
    }
    show([told], as_json, _told)


@cases.command("export")
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@_account
@click.option(
    "--purpose",
    required=True,
    help="做什么用：代码表“导出用途”里的代码，例如 handover。",
)
@_county
@click.option("--state", default="", help="只要这个状态的，例如 in_progress。")
@click.option("--scenario", default="", help="只要这一种事的，例如 property。")
@click.option("--since", type=_day, help="受理日期从哪天起。")
@click.option("--until", type=_day, help="受理日期到哪天止。")
@click.option("--people", is_flag=True, help="带上姓名、手机和诉求；只有这个账号承办的办件才有。")
@as_json
def export_cases(
    path: Path,
    account: str,
    purpose: str,
    code: str,
    state: str,
    scenario: str,
    since: datetime | None,
    until: datetime | None,
    people: bool,
    as_json: bool,
) -> None:
    """把这个账号看得到的办件导出成 CSV；密封件不在内，写 - 就打印出来。"""
    from core.cases import errors
    from core.cases.exporting import Wanted, as_csv, leaving, note_export
    from core.db import county_scope, db

    app = open_app()
    code = code or only_county(app)
    wanted = Wanted(
        purpose=purpose,
        state=state,
        scenario=scenario,
        since=since.date() if since else None,
        until=until.date() if until else None,
        people=people,
    )
    number = -1  # the head
    with county_scope(app, code):
        try:
            note_export(_acting(app, account, code), wanted)
        except errors.Forbidden as refusal:
            raise click.ClickException(f"账号 {account} 不能导出办件") from refusal
        except errors.Invalid as refusal:
            raise click.ClickException(_said(refusal.errors)) from refusal
        # who took it is kept before the first row leaves
        db.session.commit()
    with county_scope(app, code, read_only=True):
        rows = leaving(_acting(app, account, code), wanted)

        def counted() -> Any:
            nonlocal number
            for row in rows:
                number += 1
                yield row

        if str(path) == "-":
            for piece in as_csv(counted()):
                sys.stdout.buffer.write(piece)
            return
        with path.open("wb") as file, progress("正在导出", quiet=as_json) as told:
            for piece in as_csv(counted()):
                file.write(piece)
                told(len(piece))
    show([{"rows": number, "file": str(path)}], as_json, _told_export)


def _acting(app: Flask, username: str, county: str) -> Acting:
    """Return the named account at work; refuse one that has no post in the county today."""
    from core.cases.acting import Acting
    from core.clocks import now
    from core.db import db
    from core.people.service import find_account
    from core.people.sessions import load_viewer
    from core.switches import load_board

    session = db.session()
    account = find_account(session, username)
    viewer = load_viewer(account, county) if account is not None and account.active else None
    if viewer is None:
        raise click.ClickException(f"没有账号 {username}，或者他在这个县没有岗位")
    return Acting(
        session=session,
        viewer=viewer,
        roster=roster_of(app),
        board=load_board(session),
        at=now(),
    )


def _said(wrong: Mapping[str, list[str]]) -> str:
    return "；".join(text for texts in wrong.values() for text in texts)


def _told(row: Mapping[str, Any]) -> str:
    done = "已导入" if row["stored"] else "检查通过，没有存"
    alike = f"；可能登记过的人 {row['alike']}，请核对" if row["alike"] else ""
    return f"{done}：新增 {row['added']}，以前导过的 {row['same']}{alike}"


def _told_export(row: Mapping[str, Any]) -> str:
    return f"已导出 {row['rows']} 件：{row['file']}"
