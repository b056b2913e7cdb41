"""Say what went wrong in calm words, the same words for everything one may not know of.

Browsers get a small neutral page, ``/api/`` gets ``application/problem+json``. The page for 404
is made of nothing but the language and the type size: an address nobody serves, a case the viewer
may not know and a function that is closed here look alike to the byte. No page repeats the address
or any text of the request.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from flask import Flask, json, render_template, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from core.web.gate import is_api
from core.web.language import cookie_language
from core.web.requestlog import event_log, request_id

# A str, or a lazy one that is spoken when the answer is written.
Words: TypeAlias = object


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why something may not be done yet, with the article that says so."""

    text: str
    citation: str = ""


class Problem(Exception):
    """A refusal with words for the user: shown on the page and sent in the problem body.

    `status` is one of `WORDS`. `errors` goes by field name (422), `reasons` to a refused step
    (409). Its words must be fit for whoever sent the request; 404 never shows any.
    """

    def __init__(
        self,
        status: int,
        detail: Words | None = None,
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        reasons: Sequence[Reason] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if status not in WORDS:
            raise ValueError(f"no words for status {status}")
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.errors = dict(errors or {})
        self.reasons = tuple(reasons)
        self.headers = dict(headers or {})


# status: what happened, what to do now
WORDS: Final[Mapping[int, tuple[Words, Words]]] = {
    400: (
        _l("这一步没有走通"),
        _l("送来的内容不完整，或者页面放得太久了。请回上一页刷新后再试。"),
    ),
    401: (_l("请先登录"), _l("登录之后就能接着办。")),
    403: (_l("您的岗位办不了这一项"), _l("需要办的话，请找本点负责人或县管理员。")),
    404: (
        _l("没有找到这一页"),
        _l("网址可能不完整，也可能这一项不在您这里。请从首页再找一找。"),
    ),
    405: (_l("这个地址不能这样打开"), _l("请回到刚才的页面，用页面上的按钮来办。")),
    406: (_l("给不出这种格式"), _l("请换一种格式再取。")),
    409: (_l("现在还不能这样办"), _l("情况可能刚刚有变化。请回到上一页，看一看最新的内容再办。")),
    413: (_l("内容太大了"), _l("请把文件分开或压缩后再传，文字请分成几段写。")),
    415: (_l("看不懂这种格式"), _l("请换一种格式再送。")),
    422: (_l("还有几处要改"), _l("按下面的提示改一改，就能接着办。")),
    429: (_l("点得太快了"), _l("请歇一分钟再试，已经写好的内容不会丢。")),
    500: (
        _l("系统出了点问题，不是您的操作有误"),
        _l("问题已经记下，登记过的和写了一半的都在。请过一会儿再试；急事请先用纸笔登记。"),
    ),
    503: (_l("这一项正忙"), _l("请过一会儿再试，其他事项不受影响。")),
}
_STALE_TOKEN: Final = _l("这一页的凭证已经换过，多半是重新登录了。请回到上一页刷新，再提交一次。")
_STORE_AWAY: Final = _l("数据暂时存取不了。请过一会儿再试；急事请先用纸笔登记。")

Translator = Callable[[Any], Problem]


def init_errors(app: Flask, problems: Mapping[type[Exception], Translator]) -> None:
    """Install the handlers; `problems` says how each domain error of the lower rooms is told."""
    # Flask would log the address, which may hold a case number, and the message of the error,
    # which may quote what was typed; `_note` says what a repair needs.
    app.log_exception = _say_nothing  # type: ignore[assignment, method-assign]  # as said above
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(OperationalError, _answer_store)
    app.register_error_handler(PoolTimeout, _answer_store)
    for kind, translate in problems.items():
        app.register_error_handler(kind, _telling(translate))


def handlers_intact(app: Flask) -> bool:
    """Tell whether our handler still answers all HTTP errors (a library may have taken over)."""
    return app.error_handler_spec[None][None].get(HTTPException) is answer_http


def _say_nothing(_error: object) -> None:
    """Leave the telling to `_note`."""


def _answer_store(error: Exception) -> Response:
    """The database is away, full or locked: 503, so that callers know to come again."""
    _note(error)
    return _answer(Problem(503, _STORE_AWAY, headers={"Retry-After": "30"}))


def _telling(translate: Translator) -> Callable[[Exception], Response]:
    return lambda error: answer_problem(translate(error))


def answer_problem(problem: Problem) -> Response:
    """Answer a `Problem`."""
    return _answer(problem)


def answer_http(error: HTTPException) -> Response:
    """Answer what Flask, a view's ``abort`` or a library raised."""
    if isinstance(error, RequestRedirect) or error.response is not None:
        return error.get_response()
    status = error.code or 500
    if isinstance(error, InternalServerError):
        _note(error.original_exception or error)
    if status not in WORDS:
        status = 400 if status < 500 else 503 if status == 502 else 500
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() in ("allow", "retry-after", "www-authenticate")
    }
    detail = _STALE_TOKEN if isinstance(error, CSRFError) else None
    return _answer(Problem(status, detail, errors=_field_errors(error), headers=headers))


def _answer(problem: Problem) -> Response:
    status = problem.status
    # The cookie alone decides, as it does for an address that nobody serves.
    with force_locale(cookie_language()):
        title, advice = (str(words) for words in WORDS[status])
        plain = status == 404
        detail = str(problem.detail) if problem.detail is not None and not plain else advice
        number = request_id() if status >= 500 else ""
        if is_api():
            body: dict[str, Any] = {
                "type": "about:blank",
                "title": title,
                "status": status,
                "detail": detail,
            }
            if problem.errors and not plain:
                body["errors"] = {name: list(texts) for name, texts in problem.errors.items()}
            if problem.reasons and not plain:
                body["reasons"] = [
                    {"text": each.text, "citation": each.citation} for each in problem.reasons
                ]
            if number:
                body["instance"] = f"urn:request:{number}"
            response = Response(
                json.dumps(body, sort_keys=False), status, mimetype="application/problem+json"
            )
        else:
            response = Response(
                render_template(
                    "error.html",
                    title=title,
                    detail=detail,
                    errors={} if plain else problem.errors,
                    reasons=() if plain else problem.reasons,
                    number=number,
                ),
                status,
                mimetype="text/html",
            )
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def _field_errors(error: HTTPException) -> dict[str, list[str]]:
    """Read the per-field texts that webargs hangs on its 422."""
    data = getattr(error, "data", None)
    messages = data.get("messages") if isinstance(data, dict) else None
    found: dict[str, list[str]] = {}
    if isinstance(messages, dict):
        for place in messages.values():
            _flatten("", place, found)
    return found


def _flatten(name: str, messages: object, found: dict[str, list[str]]) -> None:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            _flatten(f"{name}.{key}" if name else str(key), inner, found)
    elif isinstance(messages, list | tuple):
        found.setdefault(name or "_schema", []).extend(str(text) for text in messages)
    else:
        found.setdefault(name or "_schema", []).append(str(messages))


def _note(error: BaseException) -> None:
    """Log where it broke, never the message: a message may quote what a user typed."""
    frames = traceback.extract_tb(error.__traceback__)
    # Our own last steps and the very last of all; between them are a library's affairs.
    told = [frame for frame in frames if "site-packages" not in frame.filename][-10:] + frames[-1:]
    event_log("jiahe.error").error(
        "request broke",
        error=type(error).__qualname__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in told],
        request_id=request_id(),
        endpoint=request.endpoint,
    )
