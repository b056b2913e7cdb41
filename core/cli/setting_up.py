"""`init`, `upgrade`, `doctor`: a database that is there, up to date and safe to serve from."""

import os

import click

from core.cli.opening import as_json, faulty, open_app, show
from core.clocks import now
from core.config import Settings, new_secrets


@click.command()
@click.option("--keys", is_flag=True, help="只生成两项密钥，打印成环境变量；什么也不改。")
def init(keys: bool) -> None:
    """正式安装：建数据目录和数据库。可以重复运行。"""
    if keys:
        for name, value in new_secrets().items():
            click.echo(f"{name}={value}")
        return
    from core.db import upgrade as migrate

    settings = Settings.from_env(os.environ)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(open_app())
    click.echo(f"数据目录 {settings.data} 和数据库已就绪；下一步：jiahe county add、jiahe user add")


@click.command()
@click.option("--no-backup", is_flag=True, help="升级前不备份（刚刚备份过）。")
def upgrade(no_backup: bool) -> None:
    """把数据库结构升到当前版本；有东西要升时先备份。可以重复运行。

    升到一半失败的，数据库仍是原来的样子。

    要退回旧版本：装回旧版本，再用 jiahe restore 恢复升级前的备份。
    """
    from core.backup import make_backup
    from core.db import upgrade as migrate
    from core.db.migrate import behind

    app = open_app()
    waiting = behind(app)
    if waiting and not no_backup:
        settings: Settings = app.extensions["jiahe.settings"]
        folder = settings.data / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / f"before-upgrade-{now():%Y%m%d-%H%M%S}.jiahe"
        make_backup(app, kept)
        click.echo(f"升级前的备份：{kept}")
    migrate(app)
    click.echo("数据库结构已是最新")


@click.command()
@as_json
def doctor(as_json: bool) -> None:
    """检查设置、数据库和各服务模块；有问题时退出码为 1。"""
    from core.db.checks import problems

    app = open_app()
    with app.app_context():
        found = [{"code": one.code, "message": str(one)} for one in problems(app)]
        found += [
            {"code": "plugin", "message": f"{name}：{reason}"}
            for name, reason in faulty(app).items()
        ]
    show(found, as_json, lambda row: f"{row['code']}  {row['message']}")
    if found:
        raise click.exceptions.Exit(1)
    if not as_json:
        click.echo("没有发现问题")
