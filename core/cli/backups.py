"""`backup`, `restore`, `keys`: a copy of everything, the way back, and new keys for old seals."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from core.cli.opening import OPERATOR, as_json, open_app, show
from core.cli.presence import alone
from core.cli.progress import progress

if TYPE_CHECKING:
    from core.backup import Standing
    from core.config import Settings

_file = click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_file
@as_json
def backup(path: Path, as_json: bool) -> None:
    """把数据库和材料备份成一个文件；平台可以照常使用。

    密钥不在备份里：没有 JIAHE_FIELD_KEYS，备份谁也打不开，自己也一样。请另存密钥。
    """
    from core.backup import make_backup

    with progress("正在备份", quiet=as_json) as told:
        app = open_app()
        made = make_backup(app, path, told=told)
    _write_down(app)
    show([_row(path, made)], as_json, lambda row: f"已备份到 {row['file']}（{row['size']} 字节）")


def _write_down(app: Flask) -> None:
    """Tell every county's log, and by it the admin's day page, that there is a copy."""
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.points import service as points

    with app.app_context():
        codes = [county.code for county in points.counties(db.session())]
    for code in codes:
        with county_scope(app, code):
            note_change(
                db.session(), action="backup.made", actor_id=OPERATOR, target="county", at=now()
            )
            db.session.commit()


@click.command()
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--verify-only", is_flag=True, help="只检查这份备份能不能恢复；什么也不改。")
@click.option("--yes", is_flag=True, help="不再询问。")
@as_json
def restore(path: Path, verify_only: bool, yes: bool, as_json: bool) -> None:
    """检查一份备份，再用它换下现在的数据；原来的数据改名留在数据目录里。

    先停下 jiahe serve 和 jiahe worker。使用 PostgreSQL 的，请先建一个空的数据库。
    """
    from core.backup import check_backup, restore_backup

    app = open_app()
    settings: Settings = app.extensions["jiahe.settings"]

    def opened(address: str) -> Flask:
        return open_app(dataclasses.replace(settings, database_url=address))

    if verify_only:
        with progress("正在检查", quiet=as_json) as told:
            found = check_backup(app, path, opened, told=told)
        show([_row(path, found)], as_json, _told_sound)
        return
    if not yes:
        click.confirm(f"用 {path} 换下现在的数据？", abort=True, err=True)
    with alone(settings.data), progress("正在恢复", quiet=as_json) as told:
        there, aside = restore_backup(app, path, opened, told=told)
    show([{**_row(path, there), "before": str(aside or "")}], as_json, _told_restored)


@click.group()
def keys() -> None:
    """密钥：用新密钥重新封存。"""


@keys.command("rotate")
@as_json
def rotate_keys(as_json: bool) -> None:
    """把所有密封内容改用第一把密钥封存；平台可以照常使用，可以重复运行。

    先把新密钥写在 JIAHE_FIELD_KEYS 的最前面并重启。运行完，旧密钥还要留给旧备份；
    姓名查找用的是最早的那把：撤下它之前，以 index 为名保留它的值。
    """
    from core.db import db
    from core.db.rotation import rotate
    from core.points import service as points

    app = open_app()
    with app.app_context():
        codes = [county.code for county in points.counties(db.session())]
    changed = rotate(app, codes)
    show([{"rows": changed}], as_json, lambda row: f"已重新封存 {row['rows']} 行")


def _row(path: Path, found: Standing) -> dict[str, Any]:
    counted = dataclasses.asdict(found.proof) if found.proof else {}
    return {
        "file": str(path),
        "made": found.made.isoformat(),
        "kind": found.kind,
        "size": found.size,
        **counted,
    }


def _told_sound(row: Any) -> str:
    if "counties" not in row:
        return f"备份完整，密钥对得上；{row['kind']} 的内容要恢复到一个空数据库里才能逐条核验"
    return (
        f"备份完好：{row['counties']} 个县，{row['accounts']} 个账号，"
        f"变更链 {row['audit_entries']} 条"
    )


def _told_restored(row: Any) -> str:
    kept = f"；原来的数据库留在 {row['before']}" if row["before"] else ""
    return (
        f"已恢复到 {row['made']}{kept}\n"
        "登录都已结束，接口令牌都已收回，请重新发；备份之后停用的账号、结束的岗位、新的密封和回避，请照着再办一次"
    )
