"""Find the places of a service's paper in what its collector returned.

A sheet is put together for the eye: facts, parts and tables under what they are called. A template
asks by name, so each name of the schema is looked up by what it is called there. What a schema does
not name cannot be asked for, and what this copy does not hold is empty (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.words.documents import PaperSchema, PaperTable


def named(schema: PaperSchema, data: Mapping[str, object]) -> Mapping[str, object]:
    """Return *data* by the names of *schema*, with the brand and what every sheet has."""
    brand = data.get("brand")
    mark = brand if isinstance(brand, Mapping) else {}
    found = {
        **data,
        "brand_title": mark.get("title"),
        "brand_slogan": mark.get("slogan"),
    }
    if not schema.of_sheet:
        return found
    facts, parts = list(_facts(data)), list(_parts(data))
    said = [*facts, *((str(one.get("heading") or ""), _as_text(one)) for one in parts)]
    return {
        **found,
        "facts": [{"label": label, "text": text} for label, text in facts],
        "parts": [{"heading": one.get("heading"), "text": _as_text(one)} for one in parts],
        # what stands twice under one heading, as each sitting has it, is all printed
        **{
            name: "\n".join(text for heading, text in said if heading == called and text)
            for name, called in schema.texts.items()
        },
        **{name: list(_rows(table, parts)) for name, table in schema.tables.items()},
    }


def _facts(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for pair in _listed(data.get("facts")):
        if isinstance(pair, Sequence) and len(pair) == 2:
            yield str(pair[0] or ""), str(pair[1] or "")


def _parts(data: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    return (one for one in _listed(data.get("parts")) if isinstance(one, Mapping))


def _as_text(part: Mapping[str, object]) -> str:
    """Return a part as running text: a table line by line under its heads."""
    heads = [str(one) for one in _listed(part.get("heads"))]
    if not heads:
        return str(part.get("text") or "")
    lines = [heads, *(map(str, _listed(row)) for row in _listed(part.get("rows")))]
    return "\n".join("　".join(line) for line in lines)


def _rows(table: PaperTable, parts: Sequence[Mapping[str, object]]) -> Iterator[object]:
    for part in parts:
        if part.get("heading") != table.title:
            continue
        heads = _listed(part.get("heads"))
        for row in _listed(part.get("rows")):
            cells = dict(zip(heads, _listed(row), strict=False))
            yield {name: cells.get(head) for name, head in table.columns.items()}


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
