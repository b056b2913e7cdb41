"""The shell every door shares: layout, gate, errors, headers, paging, look.

A door brings views with a policy and templates on our layout; everything that must hold on every
page happens here once.
"""

from core.web.drafting import Drafting, KeptForm, keeps_draft, kept_form
from core.web.errors import Problem, Reason
from core.web.language import day, hour, local, long_day, near, remaining
from core.web.navigation import NavItem, nav_items
from core.web.params import Page, Param, decode_cursor, encode_cursor, page_of, read_query
from core.web.policy import OWN_ACCOUNT, RoutePolicy, UndeclaredRoute, check_policies, policy
from core.web.redirects import redirect_back, safe_next
from core.web.shell import Doorplate, finish_web, init_web

__all__ = [
    "OWN_ACCOUNT",
    "Doorplate",
    "Drafting",
    "KeptForm",
    "NavItem",
    "Page",
    "Param",
    "Problem",
    "Reason",
    "RoutePolicy",
    "UndeclaredRoute",
    "check_policies",
    "day",
    "decode_cursor",
    "encode_cursor",
    "finish_web",
    "hour",
    "init_web",
    "keeps_draft",
    "kept_form",
    "local",
    "long_day",
    "nav_items",
    "near",
    "page_of",
    "policy",
    "read_query",
    "redirect_back",
    "remaining",
    "safe_next",
]
