"""The `jiahe` command: every door an operator has, and nothing a browser could do.

Each command is a thin function: read the words, call one room, say what happened. Exit code 0 on
success, 2 on bad usage, 1 with one clear line when the platform refuses.
"""

import click

from core.cli.accounts import county, token, user
from core.cli.backups import backup, keys, restore
from core.cli.brands import brand
from core.cli.cases import cases
from core.cli.figures import figures
from core.cli.imports import points
from core.cli.people import people
from core.cli.practising import past
from core.cli.refusals import refusals
from core.cli.services import forms, plugins, switch
from core.cli.serving import demo, serve, worker
from core.cli.setting_up import doctor, init, upgrade
from core.cli.trail import audit


class Jiahe(click.Group):
    """Turns what the rooms refuse into one line; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            line = refusals(error)
            if line is None:
                raise
            raise click.ClickException(line) from error


@click.group(cls=Jiahe, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jiahe", prog_name="jiahe")
def main() -> None:
    """家和：家事纠纷化解综合服务平台。

    先试用：jiahe demo。正式安装：jiahe init，再 jiahe county add、jiahe user add、jiahe serve。
    """


for _command in (
    demo,
    serve,
    worker,
    past,
    init,
    upgrade,
    doctor,
    county,
    user,
    token,
    points,
    cases,
    people,
    switch,
    plugins,
    brand,
    forms,
    audit,
    figures,
    backup,
    restore,
    keys,
):
    main.add_command(_command)
