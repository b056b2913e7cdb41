"""A service with the face of a brand: its own forms and steps, and what the brand adds behind them.

Made once at start-up, so that a form and its extension stay one value and every product derived
from them is made once. An extension adds and never changes: nobody's question, check or ending of
the service is other than without the brand (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.words import Brand, Field, Form, Service


def extended(form: Form, fields: Iterable[Field]) -> Form:
    """Return *form* with *fields* behind its own; the form itself when there are none.

    Key and version stay those of the form, because steps and records name it by them; the digest
    tells the extended form from the plain one, and each record is pinned to its own. Raises
    ValueError when a name is taken already: an extension may add a question, never change or loosen
    one that is there.
    """
    added = tuple(fields)
    if not added:
        return form
    names = [one.name for one in (*form.fields, *added)]
    taken = sorted({name for name in names if names.count(name) > 1})
    if taken:
        raise ValueError(f"form {form.key!r} already asks {', '.join(taken)}")
    return replace(form, fields=(*form.fields, *added))


def worn(service: Service, brand: Brand) -> Service:
    """Return *service* as it works where *brand* stands."""
    return replace(
        service,
        forms=(
            *(extended(form, brand.extra_fields.get(form.key, ())) for form in service.forms),
            *brand.forms,
        ),
        steps=(*service.steps, *brand.extra_steps),
    )
