"""`people`: the register of persons, as far as an operator has to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from core.cli.opening import as_json, open_app, show


@click.group()
def people() -> None:
    """登记的人：重建查找用的索引。"""


@people.command("reindex")
@click.argument("codes", metavar="[COUNTY]...", nargs=-1)
@as_json
def reindex(codes: tuple[str, ...], as_json: bool) -> None:
    """按现在的规则重建姓名、拼音和号码的索引；平台可以照常使用，可以重复运行。

    升级后以前登记的人要能用拼音查到，运行一次即可。不写县代码就全部重建。
    """
    from core.db import county_scope, db
    from core.families.finding import find_anew
    from core.points import service as points

    app = open_app()
    with app.app_context():
        known = [county.code for county in points.counties(db.session())]
    if unknown := set(codes) - set(known):
        raise click.ClickException(f"没有这个县：{'、'.join(sorted(unknown))}")
    done = []
    for code in codes or known:
        changed, last = 0, ""
        while True:
            # one transaction a batch: on SQLite the desk waits for it
            with county_scope(app, code):
                some, last = find_anew(db.session(), after=last)
                db.session.commit()
            changed += some
            if not last:
                break
        done.append({"county": code, "people": changed})
    show(done, as_json, _line)


def _line(row: Mapping[str, Any]) -> str:
    return f"{row['county']}  重建了 {row['people']} 人"
