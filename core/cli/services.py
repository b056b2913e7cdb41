"""`switch`, `plugins`, `forms`: which functions a county runs, and whether they are sound."""

from pathlib import Path

import click

from core.cli.opening import OPERATOR, as_json, faulty, open_app, roster_of, show


@click.command()
@click.argument("county")
@click.argument("plugin")
@click.argument("state", type=click.Choice(["open", "closing", "closed"]))
@click.option("--point", "point_code", default="", help="只在这个服务点及其下级；不写就是全县。")
def switch(county: str, plugin: str, state: str, point_code: str) -> None:
    """开关一个服务模块：open 受理，closing 只办结不受理，closed 停用。"""
    from core.cases import running_items
    from core.db import county_scope, db
    from core.points import service as points
    from core.switches import UnknownPlugin, load_board, set_state
    from core.words import State

    app = open_app()
    with county_scope(app, county):
        session = db.session()
        # the studio carries the county's own code
        place = points.find_point(session, point_code or county)
        if place is None:
            raise click.ClickException(f"没有这个县或服务点：{county} {point_code}".rstrip())
        board = load_board(session)
        shown = board.row(plugin, place.id)
        try:
            set_state(
                session,
                board,
                roster=roster_of(app),
                plugin=plugin,
                place=place,
                state=State(state),
                version=shown.version if shown else 0,
                by=OPERATOR,
                running_items=running_items,
            )
        except UnknownPlugin as error:
            raise click.ClickException(f"没有服务模块 {plugin}；jiahe plugins list 可查") from error
        session.commit()
    click.echo(f"{place.name}：{plugin} 现为 {state}")


@click.group()
def plugins() -> None:
    """服务模块：列出、体检、新写、清除。"""


@plugins.command("list")
@as_json
def list_plugins(as_json: bool) -> None:
    """列出装入的和装不上的服务模块。"""
    from core.roster import doctor

    found = [
        {"name": one.name, "kind": one.kind, "title": one.title, "clause": one.clause}
        for one in doctor(roster_of(open_app()))
    ]
    show(found, as_json, lambda row: "{name:<22}{kind:<13}{title}  {clause}".format(**row).rstrip())


@plugins.command("doctor")
@as_json
def diagnose(as_json: bool) -> None:
    """逐个检查服务模块；有装不上的，退出码为 1。"""
    from core.roster import doctor

    app = open_app()
    found = [
        {
            "name": one.name,
            "reason": one.reason,
            "hooks": list(one.hooks),
            "advice": list(one.advice),
        }
        for one in doctor(roster_of(app))
    ]
    show(
        found,
        as_json,
        lambda row: "\n".join(
            [
                f"{row['name']:<22}{row['reason'] or 'ok'}",
                *(f"{'':<22}{line}" for line in row["advice"]),
            ]
        ),
    )
    if faulty(app):
        raise click.exceptions.Exit(1)


@plugins.command("new")
@click.argument("name")
@click.option("--title", default="", help="中文名，如 茶室；不写就用英文名。")
@click.option(
    "--into",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="写在哪个目录下；不写就是当前目录。",
)
def new_plugin(name: str, title: str, into: Path) -> None:
    """写一个能装、能用、带测试的新服务模块：表单、步骤、页面、拦阻各一个，照着改。"""
    from core.cli.scaffold import NameRefused, write_plugin

    try:
        written = write_plugin(into, name, title.strip() or name)
    except NameRefused as refused:
        raise click.ClickException(str(refused)) from None
    except FileExistsError as error:
        raise click.ClickException(f"{into / name} 已经在了，不覆盖") from error
    for path in written:
        click.echo(path)
    click.echo(f"接下来：cd {into / name}，pip install --no-build-isolation -e .，pytest")


@plugins.command("purge")
@click.argument("name")
@click.option("--yes", is_flag=True, help="真的清除；不写只演练，说明会清掉什么。")
def purge_plugin(name: str, yes: bool) -> None:
    """清除一个已经卸下的模块留下的表、开关和设置。办件上的记录、文书、数字都不动。"""
    from core.cases.counting import still_open
    from core.db import county_scope, db
    from core.db.migrate import drop_left, left_by
    from core.points.service import counties
    from core.roster import NAME, RESERVED
    from core.switches import left_of, purge

    app = open_app()
    roster = roster_of(app)
    if not NAME.fullmatch(name) or name in RESERVED:
        raise click.ClickException(f"{name} 不是模块的名字")
    if name in roster:
        raise click.ClickException(f"{name} 还装着；先卸下，或写进 JIAHE_PLUGINS_OFF")
    tables = left_by(app, name, roster.known - {name})
    with app.app_context():
        codes = [county.code for county in counties(db.session())]
    rows, running = 0, 0
    for code in codes:
        with county_scope(app, code, read_only=True):
            rows += left_of(db.session(), name)
            running += still_open(name)
    click.echo(f"表 {len(tables)} 张：{'、'.join(tables) or '无'}")
    click.echo(f"开关、设置、差错记录 {rows} 行；办件上的记录、文书、数字不动")
    if running:
        raise click.ClickException(f"还有 {running} 件它的事项没有办结；请先由所在点负责人办结")
    if not yes:
        click.echo("这是演练，什么都没有动；加 --yes 才清除，清除前请先 jiahe backup")
        return
    for code in codes:
        with county_scope(app, code):
            purge(db.session(), name, by=OPERATOR)
            db.session.commit()
    drop_left(app, tables)
    click.echo(f"{name} 已清除")


@click.group()
def forms() -> None:
    """表单：检查声明。"""


@forms.command("check")
@as_json
def check_forms(as_json: bool) -> None:
    """检查平台和各服务模块的每张表单；有问题时退出码为 1。"""
    from core.cases.casework_forms import CORE_FORMS
    from core.cases.forms import intake_form
    from core.forms import check_forms as check
    from core.roster import forms_of

    roster = roster_of(open_app())
    declared = [form for name in roster for form in forms_of(roster.declared(name))]
    ours = [intake_form(roster.services.values()), *CORE_FORMS.values()]
    faults = check([*ours, *declared])
    show([{"fault": fault} for fault in faults], as_json, lambda row: str(row["fault"]))
    if faults:
        raise click.exceptions.Exit(1)
    if not as_json:
        click.echo(f"{len(ours) + len(declared)} 张表单，没有发现问题")
