"""The page of the hooks, made from their docstrings: ``python -m tests.contract.hook_page``.

One text for the reader of the code and the reader of the page, so that they cannot disagree.
"""

import inspect
import sys
from pathlib import Path
from textwrap import dedent

from core.hooks import CLASSES

PAGE = Path(__file__).parents[2] / "docs" / "hooks.md"
HEAD = """\
# The hooks

What a plugin may answer. The class a hook lives in is its promise. Mark a function with `@hookimpl`
from `core.api`, give it the name of the hook, take as few of its arguments as you need.

This page is made from `core/hooks.py` by `python -m tests.contract.hook_page`; every example on it
is run by `tests/contract/test_hooks.py`.
"""


def signature(name: str, function: object) -> str:
    """Return the hook with the exact arguments a plugin may take."""
    arguments = [one for one in inspect.signature(function).parameters if one != "self"]  # type: ignore[arg-type]  # a function of one of our protocols
    return f"{name}({', '.join(arguments)})"


def hooks(promise: type) -> dict[str, object]:
    """Return the hooks of one class, in the order they are written."""
    return {name: one for name, one in vars(promise).items() if hasattr(one, "jiahe_spec")}


def example(doc: str) -> str:
    """Return the code block of a docstring: what is indented after the double colon."""
    return dedent(inspect.cleandoc(doc).partition("::\n")[2]).strip() + "\n"


def _prose(doc: str) -> str:
    text = inspect.cleandoc(doc)
    before, marker, _code = text.partition("::\n")
    return (f"{before}:" if marker else text).replace("``", "`")


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for promise in CLASSES:
        parts.append(f"## {promise.__name__}\n\n{_prose(promise.__doc__ or '')}\n")
        for name, function in hooks(promise).items():
            doc = getattr(function, "__doc__", None) or ""
            parts.append(f"### `{signature(name, function)}`\n\n{_prose(doc)}\n")
            parts.append(f"```python\n{example(doc)}```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")
