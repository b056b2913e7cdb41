"""`audit verify`: whether the chain of changes still holds, county by county."""

from collections.abc import Mapping
from typing import Any

import click

from core.cli.opening import as_json, open_app, show


@click.group()
def audit() -> None:
    """审计：核验变更链。"""


@audit.command("verify")
@click.argument("codes", metavar="[COUNTY]...", nargs=-1)
@as_json
def verify_chain(codes: tuple[str, ...], as_json: bool) -> None:
    """从头核验各县的变更链和访问记录；断了的，退出码为 1。不写县代码就核验全部。"""
    from core.audit.verify import verify
    from core.db import county_scope, db
    from core.points import service as points

    app = open_app()
    with app.app_context():
        known = [county.code for county in points.counties(db.session())]
    if unknown := set(codes) - set(known):
        raise click.ClickException(f"没有这个县：{'、'.join(sorted(unknown))}")
    found = []
    for code in codes or known:
        with county_scope(app, code):
            entries, breaks = verify(db.session())
        found.append(
            {
                "county": code,
                "entries": entries,
                "breaks": [{"seq": one.seq, "what": one.what} for one in breaks],
            }
        )
    show(found, as_json, _line)
    if any(row["breaks"] for row in found):
        raise click.exceptions.Exit(1)


def _line(row: Mapping[str, Any]) -> str:
    breaks = row["breaks"]
    state = "完好" if not breaks else f"断裂：{breaks}"
    return f"{row['county']}  {row['entries']} 条  {state}"
