"""`brand lint`: is a brand folder sound, and if not, where and why."""

from pathlib import Path

import click

from core.cli.opening import as_json, show


@click.group()
def brand() -> None:
    """本地品牌：检查品牌文件夹。"""


@brand.command("lint")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def lint(folder: Path, as_json: bool) -> None:
    """检查一个品牌文件夹，或放着几个品牌的文件夹；有问题时逐条写明文件、行、原因，退出码为 1。"""
    from core.cases.casework_forms import CORE_FORMS
    from core.cases.schemes import SCHEMES
    from core.clocks import now
    from core.forms import check_forms
    from core.people.roles import ROLES
    from core.roster import BrandFault, lint_brands

    sound, faults = lint_brands(
        folder,
        since=now(),
        roles=frozenset(ROLES),
        schemes=frozenset(SCHEMES),
        core_forms=frozenset(CORE_FORMS) | {"intake"},
        judge_forms=check_forms,
    )

    def line(fault: BrandFault) -> dict[str, object]:
        return {"file": fault.file, "line": fault.line, "reason": fault.reason}

    if faults:
        show(map(line, faults), as_json, "{file}:{line}: {reason}".format_map)
        raise click.exceptions.Exit(1)
    if not sound:
        raise click.ClickException(f"{folder} 里没有品牌；每个品牌一个文件夹，里面有 brand.toml")
    rows = [
        {
            "name": one.name,
            "title": one.title,
            "service": one.service,
            "points": len(one.points),
            "fields": sum(map(len, one.extra_fields.values())),
            "steps": len(one.extra_steps),
        }
        for one in sound
    ]
    told = (
        "{name}：{title}（{service}），{points} 个点，多问 {fields} 项，多办 {steps} 步，没有问题"
    )
    show(rows, as_json, told.format_map)
