"""`county`, `user`, `token`: who may come in, before anybody is there to let them in by a page.

Done by the operator, who has no account; the audit of each county concerned names `operator`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from core.cli.opening import OPERATOR, as_json, open_app, roster_of, show

if TYPE_CHECKING:
    from core.people.models import Account


@click.group()
def county() -> None:
    """县：新增一个县和它的县级服务工作室。"""


@county.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--city-code", default="", help="所属市的代码，六位数字。")
@click.option("--city-name", default="", help="所属市的名称。")
@click.option("--studio", default="", help="县级服务工作室的名称；不写就用县名。")
def add_county(code: str, name: str, city_code: str, city_name: str, studio: str) -> None:
    """新增县：CODE 是六位县代码，NAME 是县名。"""
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.points import service as points

    app = open_app()
    with county_scope(app, code):
        points.add_county(db.session(), code, name, city_code=city_code, city_name=city_name)
        root = points.add_point(
            db.session(),
            code=code,
            name=studio or f"{name}家事纠纷化解服务工作室",
            level="county",
        )
        note_change(
            db.session(),
            action="county.add",
            actor_id=OPERATOR,
            target=f"point:{root.id}",
            at=now(),
            detail={"county": code},
        )
        db.session.commit()
        click.echo(f"已新增 {name}（{code}）和{root.name}")


@click.group()
def user() -> None:
    """账号：新增、重设密码、停用。"""


_stdin = click.option(
    "--password-stdin", is_flag=True, help="从标准输入读密码；不写就生成一个并打印。"
)


@user.command("add")
@click.argument("username")
@click.argument("name")
@click.option("--county", "code", required=True, help="县代码。")
@click.option("--role", required=True, help="岗位代码，如 module_admin、front_desk。")
@click.option("--point", "point_code", default="", help="服务点代码；不写就是县级工作室。")
@click.option("--title", default="", help="岗位名称，印在文书上。")
@_stdin
def add_user(
    username: str,
    name: str,
    code: str,
    role: str,
    point_code: str,
    title: str,
    password_stdin: bool,
) -> None:
    """新增账号并给一个岗位：USERNAME 用来登录，NAME 是姓名。"""
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.people import service as people
    from core.points import service as points

    app = open_app()
    password = _password(password_stdin)
    with county_scope(app, code):
        session = db.session()
        # the studio carries the county's own code
        place = points.find_point(session, point_code or code)
        if place is None:
            raise click.ClickException(
                f"县 {code} 里没有服务点 {point_code or '（先 county add）'}"
            )
        account = people.add_account(session, username=username, name=name, password=password)
        post = people.add_post(
            session,
            account_id=account.id,
            point_id=place.id,
            role=role,
            professions={
                role.name for service in roster_of(app).services.values() for role in service.roles
            },
            title=title,
        )
        note_change(
            session,
            action="account.add",
            actor_id=OPERATOR,
            target=f"account:{account.id}",
            at=now(),
            detail={"role": role, "point": place.id, "post": post.id},
        )
        db.session.commit()
        click.echo(f"已新增账号 {account.username}：{place.name}，{role}")
    _tell(password, password_stdin)


@user.command("reset")
@click.argument("username")
@_stdin
def reset_user(username: str, password_stdin: bool) -> None:
    """重设密码；这个账号在各处的登录随即失效，锁定也解除。"""
    from core.people import service as people

    password = _password(password_stdin)
    _change(
        username,
        "account.reset",
        lambda session, account: people.set_password(session, account, password),
    )
    click.echo(f"已重设 {username} 的密码")
    _tell(password, password_stdin)


@user.command("disable")
@click.argument("username")
def disable_user(username: str) -> None:
    """停用账号：不能再登录，接口令牌作废；岗位和经手的记录不变。"""
    from core.people import service as people

    _change(username, "account.disable", people.disable)
    click.echo(f"已停用 {username}")


@click.group()
def token() -> None:
    """接口令牌：给另一个系统调用 /api/v1 用。"""


@token.command("create")
@click.argument("username")
@click.option(
    "--expires",
    "days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="多少天后失效。",
)
@click.option("--name", default="", help="给令牌起个名，便于日后辨认和作废。")
@click.option("--county", "code", default=None, help="只能用于这个县；不写就是此人任职的各县。")
@click.option("--scope", "scopes", multiple=True, help="只许这个动作；可以写多次，不写就不另限制。")
@as_json
def create_token(
    username: str, days: int, name: str, code: str | None, scopes: tuple[str, ...], as_json: bool
) -> None:
    """为账号 USERNAME 造一个令牌并打印；只显示这一次。"""
    from core.people import tokens

    made = ""

    def make(session: Session, account: Account) -> None:
        nonlocal made
        made = tokens.create_token(
            session, account.id, name=name, county_code=code, scopes=scopes, days=days
        )

    _change(username, "token.create", make)
    show([{"token": made, "days": days}], as_json, lambda row: str(row["token"]))


def _change(username: str, action: str, change: Callable[[Session, Account], None]) -> None:
    """Change an account, and say so in the audit of every county it has posts in.

    The change and its first entry are one transaction; an account without posts is nobody's
    business yet and leaves no entry.
    """
    from core.audit import note_change
    from core.clocks import now
    from core.db import county_scope, db
    from core.people.staff import counties_of

    app = open_app()
    with app.app_context():
        account = _account(db.session(), username)
        codes = [county.code for county in counties_of(db.session(), account.id)]
        if not codes:
            change(db.session(), account)
            db.session.commit()
    for number, code in enumerate(codes):
        with county_scope(app, code):
            session = db.session()
            account = _account(session, username)
            if number == 0:
                change(session, account)
            note_change(
                session,
                action=action,
                actor_id=OPERATOR,
                target=f"account:{account.id}",
                at=now(),
            )
            session.commit()


def _account(session: Session, username: str) -> Account:
    from core.people import service as people

    account = people.find_account(session, username)
    if account is None:
        raise click.ClickException(f"没有账号 {username}")
    return account


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    from core.people.passwords import new_password

    return new_password()


def _tell(password: str, from_stdin: bool) -> None:
    if not from_stdin:
        click.echo(f"密码：{password}（只显示这一次，请本人登录后改掉）")
