"""Add fields to a form without touching it: how a local brand asks one question more.

Key and version stay those of the form, because steps and records name it by them; the digest tells
the extended form from the plain one, and each record is pinned to its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.words import Field, Form


def extended(form: Form, fields: Iterable[Field]) -> Form:
    """Return *form* with *fields* behind its own; the form itself when there are none.

    Raises ValueError when a name is taken already: an extension may add a question, never change
    or loosen one that is there.
    """
    added = tuple(fields)
    if not added:
        return form
    names = [one.name for one in (*form.fields, *added)]
    taken = sorted({name for name in names if names.count(name) > 1})
    if taken:
        raise ValueError(f"form {form.key!r} already asks {', '.join(taken)}")
    return replace(form, fields=(*form.fields, *added))
