"""What an operator may meet and can do something about, in one line each.

Anything else is a bug of ours and keeps its traceback.
"""

from sqlalchemy.exc import OperationalError, ProgrammingError

from core.config import SettingsError
from core.words import Objection


def refusals(error: Exception) -> str | None:
    """Return the line to print for `error`, None when it is not a refusal."""
    # imported late: a command that goes well never needs these rooms for its errors
    from core.db.migrate import BrokenReferences, UpgradeFailed
    from core.roster import PluginRefused

    if isinstance(error, SettingsError):
        return str(error)
    if reasons := _reasons(error):
        return "；".join(_plain(reason) for reason in reasons)
    if isinstance(error, PluginRefused):
        return f"服务模块装不上：{error.quarantine.name}，{error.quarantine.reason}"
    if isinstance(error, UpgradeFailed):
        return f"数据库结构没有升级完，停在：{error}（日志里有原因）"
    if isinstance(error, BrokenReferences):
        return f"升级会留下没有上级的记录，已全部撤回：{error}"
    if isinstance(error, OperationalError | ProgrammingError):
        # the driver's own first line; SQLAlchemy's would add the statement with its values
        return f"数据库不能用：{str(error.orig).splitlines()[0]}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}：{error.strerror}"
    return None


def _reasons(error: Exception) -> tuple[Objection, ...]:
    """Every room refuses with the same words: an exception that carries objections."""
    reasons = getattr(error, "reasons", ())
    return tuple(one for one in reasons if isinstance(one, Objection))


def _plain(reason: Objection) -> str:
    text = reason.text % reason.values if reason.values else reason.text
    return f"{text}（{reason.citation}）" if reason.citation else text
