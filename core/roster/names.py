"""What a plugin may be called: never like a door or a table of core's own (T/ZSM 5.4)."""

import re

NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")

RESERVED_ADDRESSES = frozenset({
    "about", "access", "account", "accounts", "admin", "api", "audit", "auth", "brands",
    "cases", "desk", "documents", "export", "favicon", "figures", "files", "forms", "healthz",
    "help", "import", "jiahe", "login", "logout", "me", "metrics", "notices", "people", "plugins",
    "points", "privacy", "public", "readyz", "reports", "reset", "rest", "search", "session",
    "sessions", "setup", "static", "statistics", "switches", "tasks", "two_factor", "user",
    "users", "verify", "web", "webauthn", "wf", "worker",
})  # fmt: skip
"""First parts of core's own addresses: a plugin of this name would stand in front of a door."""
RESERVED_TABLES = frozenset({
    "access", "account", "alembic", "appointment", "attempt", "audit", "blind", "blob",
    "breaker", "calendar", "case", "clock", "county", "document", "draft", "duty", "family",
    "followup", "form", "grant", "holder", "item", "job", "key", "keep", "lead", "meeting",
    "notice", "once",
    "outbox", "partner", "party", "person", "plugin", "point", "post", "posting", "promise",
    "qualification", "rating", "record", "referral", "register", "report", "role", "search",
    "service", "setting", "staff", "statistic", "step", "switch", "task", "token", "transfer",
    "urgent", "user", "visit", "work",
})  # fmt: skip
"""A plugin's tables are ``<plugin>_…``; these beginnings belong to tables of core."""
RESERVED = RESERVED_ADDRESSES | RESERVED_TABLES
