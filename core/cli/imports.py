"""`points import` and `user import`: a county's tree and staff from a table, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from core.cli.accounts import user
from core.cli.opening import OPERATOR, as_json, open_app, roster_of, show
from core.cli.progress import progress

if TYPE_CHECKING:
    from core.sheets import Column, Row, RowFault

_file = click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
_county = click.option("--county", "code", default="", help="县代码；只有一个县时可以不写。")
_dry_run = click.option("--dry-run", is_flag=True, help="只检查，逐行说出问题；什么也不存。")


@click.group()
def points() -> None:
    """服务点：从表格导入。"""


@points.command("import")
@_file
@_county
@_dry_run
@as_json
def import_points(path: Path, code: str, dry_run: bool, as_json: bool) -> None:
    """从 CSV 或 XLSX 导入服务点：code,name,level,parent，另可有 neutral_name,host,address,phone。

    有一行不对就全部不存。已有的点只更新名称、地址、电话，不移动、不撤销。
    """
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.points.importing import COLUMNS, import_points

    app = open_app()
    code = code or only_county(app)
    rows = rows_of(path, COLUMNS)
    with county_scope(app, code):
        brought = import_points(db.session(), rows)
        stop_at(brought.faults, COLUMNS, as_json)
        counts = {"added": brought.added, "changed": brought.changed, "same": brought.same}
        if not dry_run:
            note_change(
                db.session(),
                action="points.import",
                actor_id=OPERATOR,
                target="county",
                at=now(),
                detail=counts,
            )
            db.session.commit()
    show([{**counts, "stored": not dry_run}], as_json, _told_points)


@user.command("import")
@_file
@_county
@_dry_run
@as_json
def import_users(path: Path, code: str, dry_run: bool, as_json: bool) -> None:
    """从 CSV 或 XLSX 导入账号和岗位：username,name,point,role，另可有 title,starts_on,ends_on。

    一行一个岗位；有一行不对就全部不存。新账号的密码只在这里打印一次。
    """
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.people.importing import COLUMNS, cut_keys, import_staff

    app = open_app()
    code = code or only_county(app)
    rows = rows_of(path, COLUMNS)
    professions = {
        role.name: role.title
        for service in roster_of(app).services.values()
        for role in service.roles
    }
    with county_scope(app, code):
        found = import_staff(db.session(), rows, professions=professions)
    stop_at(found.faults, COLUMNS, as_json)
    if dry_run:
        show([_counted(found, stored=False)], as_json, _told_staff)
        return
    with app.app_context(), progress("正在生成密码", quiet=as_json, length=found.accounts) as told:
        keys = cut_keys(found.accounts, told)
    with county_scope(app, code):
        found = import_staff(db.session(), rows, professions=professions, keys=keys)
        stop_at(found.faults, COLUMNS, as_json)
        note_change(
            db.session(),
            action="staff.import",
            actor_id=OPERATOR,
            target="county",
            at=now(),
            detail={"accounts": found.accounts, "posts": found.posts},
        )
        db.session.commit()
    if as_json:
        show([{**_counted(found, stored=True), "passwords": dict(found.passwords)}], True, str)
        return
    click.echo(_told_staff(_counted(found, stored=True)))
    for username, password in found.passwords.items():
        click.echo(f"{username}\t{password}")


def only_county(app: Flask) -> str:
    """Return the one county there is; ask for --county where there are more."""
    from core.db import db
    from core.points import service as points

    with app.app_context():
        codes = [county.code for county in points.counties(db.session())]
    if len(codes) != 1:
        raise click.UsageError(f"请用 --county 写明是哪个县：{'、'.join(codes) or '还没有县'}")
    return codes[0]


def rows_of(path: Path, columns: Sequence[Column], largest: int | None = None) -> list[Row]:
    """Return the rows of a file of the operator's; *largest* is how many bytes it may have."""
    from core.sheets import read_sheet
    from core.sheets.reading import LARGEST

    return read_sheet(path.name, path.read_bytes(), columns, largest=largest or LARGEST)


def stop_at(faults: Sequence[RowFault], columns: Sequence[Column], as_json: bool) -> None:
    """Name every bad row and end; nothing was committed."""
    if not faults:
        return
    titles = {one.key: one.titles[0] for one in columns}
    rows = [
        {
            "row": one.row,
            "column": one.column,
            "text": one.reason.text % one.reason.values if one.reason.values else one.reason.text,
        }
        for one in faults
    ]
    show(
        rows,
        as_json,
        lambda row: f"第 {row['row']} 行 {titles.get(row['column'], '')}：{row['text']}",
    )
    raise click.ClickException(f"有 {len(rows)} 处不对，什么也没有存")


def _counted(found: Any, *, stored: bool) -> dict[str, Any]:
    return {
        "accounts": found.accounts,
        "posts": found.posts,
        "same": found.same,
        "stored": stored,
    }


def _told_points(row: Any) -> str:
    done = "已导入" if row["stored"] else "检查通过，没有存"
    return f"{done}：新增 {row['added']}，更新 {row['changed']}，没变 {row['same']}"


def _told_staff(row: Any) -> str:
    done = "已导入" if row["stored"] else "检查通过，没有存"
    return f"{done}：新账号 {row['accounts']}，新岗位 {row['posts']}，已有 {row['same']}"
