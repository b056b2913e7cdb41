"""`demo`, `serve`, `worker`: the processes that stay.

One process is enough for a county on SQLite: waitress answers, a thread drains the jobs. In
production any WSGI server may answer instead and `jiahe worker` runs beside it.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from core.cli.opening import open_app
from core.cli.practising import TOLD, told_already, told_beside
from core.cli.presence import at_work
from core.config import MARKER, Settings, SettingsError, mark_sandbox

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

BUILT = "sandbox.built"
"""Written last: a sandbox whose building was interrupted is built again from nothing. It says of
which edition it is; one of another edition stays as it is."""
EDITION = "2"

_host = click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
_port = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听端口。"
)


@click.command()
@_host
@_port
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="数据目录。")
@click.option("--reset", is_flag=True, help="先清空练手县，再重新生成。")
@click.option("--small", is_flag=True, help="只生成服务点和账号，不生成办件。")
def demo(host: str, port: int, data: Path | None, reset: bool, small: bool) -> None:
    """练手县：生成示例数据，打印账号，开始服务。再次运行时只服务。"""
    from core.sandbox import accounts

    environ = dict(os.environ)
    if data is not None:
        environ["JIAHE_DATA"] = str(data)
    environ.setdefault("JIAHE_ADDRESS", f"http://{host}:{port}")
    settings = prepare_sandbox(environ, reset=reset)
    app = open_app(settings)
    # before the long part: a port that is taken is said at once
    server = _listen(app, host, port)
    fill_sandbox(app, settings, small=small)
    click.echo(f"练手县已就绪：http://{host}:{port}/")
    click.echo(f"账号（密码都是 {settings.demo_password}）：")
    for account in accounts(app.extensions["jiahe.roster"]):
        click.echo(f"  {account.login:<16}{account.title}")
    whole = (settings.data / BUILT).read_text() == EDITION
    beside = told_beside(settings.data, environ) if whole else nullcontext(told_already)
    with at_work(settings.data), beside as telling:
        _run(server, app, resting=telling)


def prepare_sandbox(environ: dict[str, str], *, reset: bool) -> Settings:
    """Make the data folder a sandbox's and return its settings; a real one is refused."""
    data = Path(environ.get("JIAHE_DATA") or "var").absolute()
    url = environ.get("JIAHE_DATABASE_URL") or None
    if reset and url:
        raise SettingsError("--reset 只清空数据目录；使用 JIAHE_DATABASE_URL 时请自行重建数据库")
    if reset and data.exists():
        if any(data.iterdir()) and not (data / MARKER).exists():
            raise SettingsError(f"{data} 不是练手县的数据目录，不能清空")
        shutil.rmtree(data)
    mark_sandbox(data, url)
    if not (data / BUILT).exists():
        for left in (*data.glob("jiahe.db*"), *data.glob(TOLD)):
            left.unlink()
    return Settings.from_env(environ)


def fill_sandbox(app: Flask, settings: Settings, *, small: bool) -> None:
    """Migrate, and build the sandbox unless it stands."""
    from core.db import upgrade
    from core.sandbox import build

    upgrade(app)
    built = settings.data / BUILT
    if built.exists():
        return
    with click.progressbar(length=1, label="正在生成练手县的示例数据") as bar:

        def told(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        build(app, size="small" if small else "full", told=told)
    built.write_text("small" if small else EDITION)


@click.command()
@_host
@_port
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 256),
    help="同时处理的请求数。",
)
@click.option("--no-worker", is_flag=True, help="不在本进程里发送通知（另有 jiahe worker）。")
def serve(host: str, port: int, threads: int, no_worker: bool) -> None:
    """正式服务。数据库不安全或没有升级时拒绝启动。"""
    from core.db.checks import problems

    app = open_app()
    with app.app_context():
        found = [str(one) for one in problems(app)]
    if found:
        raise click.ClickException("；".join(found))
    server = _listen(app, host, port, threads)
    click.echo(f"家和已启动：http://{host}:{port}/")
    with at_work(_data_of(app)):
        _run(server, app, with_worker=not no_worker)


@click.command()
@click.option("--once", is_flag=True, help="处理完现有的就退出。")
def worker(once: bool) -> None:
    """发送通知、办理到期事项；可以同时运行几个。"""
    from core import jobs

    app = open_app()
    stop = threading.Event()
    with at_work(_data_of(app)):
        if once:
            click.echo(f"已处理 {jobs.drain(app)} 件")
            return
        _on_terminate(stop.set)
        try:
            jobs.work(app, stop)
        except KeyboardInterrupt:
            stop.set()


def _data_of(app: Flask) -> Path:
    settings: Settings = app.extensions["jiahe.settings"]
    return settings.data


LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes. waitress keeps a whole request before the app is asked whether it wants one: by default
anybody who finds the port could fill the disk, a gigabyte a time. The app says no much earlier."""


def _listen(app: Flask, host: str, port: int, threads: int = 8) -> BaseWSGIServer:
    """Take the port, so that what is printed next is true."""
    from waitress.server import create_server

    try:
        return create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
            # the app judges them: wiped here, whoever came through a proxy would look local to it
            clear_untrusted_proxy_headers=False,
        )
    except OSError as error:
        raise click.ClickException(f"不能监听 {host}:{port}：{error.strerror}") from error


def _run(
    server: BaseWSGIServer,
    app: Flask,
    *,
    with_worker: bool = True,
    resting: Callable[[], bool] | None = None,
) -> None:
    """Answer until Ctrl-C or `kill`, with the worker beside; it makes no rounds while *resting*."""
    from core import jobs

    stop = threading.Event()
    helper = threading.Thread(
        target=jobs.work,
        args=(app, stop),
        kwargs={"resting": resting},
        name="worker",
        daemon=True,
    )
    _on_terminate(_leave)
    if with_worker:
        helper.start()
    try:
        server.run()
    finally:
        stop.set()
        if with_worker:
            # a message in hand is finished; one that is not goes out again after its lease
            helper.join(timeout=10)


def _on_terminate(act: Callable[[], None]) -> None:
    """Let `kill` end the process as Ctrl-C does, after the work in hand."""
    signal.signal(signal.SIGTERM, lambda *_: act())


def _leave() -> None:
    raise SystemExit(0)
