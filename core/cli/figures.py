"""`figures`: hold the month book against a recount, or write it anew."""

from collections.abc import Mapping
from typing import Any

import click

from core.cli.opening import as_json, open_app, show


@click.command()
@click.argument("codes", metavar="[COUNTY]...", nargs=-1)
@click.option("--rebuild", is_flag=True, help="按现有办件重新统计一遍；已锁定的月份不动。")
@as_json
def figures(codes: tuple[str, ...], rebuild: bool, as_json: bool) -> None:
    """核对统计账和办件是否一致；对不上的，退出码为 1。不写县代码就核对全部。"""
    from core.cases.counted import BOOK, count_again
    from core.clocks import now
    from core.db import county_scope, db
    from core.points import service as points
    from core.statistics import kept, recount

    app = open_app()
    with app.app_context():
        known = [county.code for county in points.counties(db.session())]
    if unknown := set(codes) - set(known):
        raise click.ClickException(f"没有这个县：{'、'.join(sorted(unknown))}")
    found = []
    for code in codes or known:
        with county_scope(app, code, read_only=not rebuild):
            session = db.session()
            if rebuild:
                count_again(session, at=now())
                session.commit()
            book, counted = kept(session), recount(session, BOOK)
        wrong = sum(1 for key in {*book, *counted} if book[key] != counted[key])
        found.append({"county": code, "counts": len(counted), "wrong": wrong})
    show(found, as_json, _line)
    if any(row["wrong"] for row in found):
        raise click.exceptions.Exit(1)


def _line(row: Mapping[str, Any]) -> str:
    state = f"{row['wrong']} 个对不上，请加 --rebuild 重新统计" if row["wrong"] else "一致"
    return f"{row['county']}  {row['counts']} 个数  {state}"
