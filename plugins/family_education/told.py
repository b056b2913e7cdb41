"""What an item already tells: whose order, who came how often, how grave it looks."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, RecordView, Value, read_rows

GRAVE = frozenset({"violence", "selfharm", "absent", "neglect"})
"""Signs that alone make a family a high risk; a habit of ours, no law counts them."""
MANY = 3


def filed(item: ItemView, form: str) -> tuple[RecordView, ...]:
    """Return the records of a form of this service, oldest first."""
    return tuple(one for one in item.records if one.form == f"family_education.{form}")


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*, empty when it was never filed."""
    record = item.latest(f"family_education.{form}")
    return record.data if record else {}


def source(item: ItemView) -> Value:
    """Return where the family came from."""
    return data_of(item, "intake").get("source")


def ordered(item: ItemView) -> bool:
    """Say whether police, procuratorate or court ordered the guidance (家庭教育促进法 49)."""
    return source(item) == "ordered"


def warned(item: ItemView) -> bool:
    """Say whether it is about somebody who was given a 告诫书, and no child's guidance."""
    return source(item) == "warned"


def of_a_child(item: ItemView) -> bool:
    """Say whether it is guidance of a family."""
    return not warned(item)


def came(item: ItemView) -> tuple[RecordView, ...]:
    """Return the sessions somebody came to, oldest first."""
    return tuple(one for one in filed(item, "session") if one.data.get("came") is not False)


def missed(item: ItemView) -> int:
    """Count the sessions nobody came to since somebody last did."""
    count = 0
    for one in filed(item, "session"):
        count = count + 1 if one.data.get("came") is False else 0
    return count


def proposed(signs: Value) -> str:
    """Return the grade the signs speak for; a person decides."""
    found = frozenset(str(one) for one in signs) if isinstance(signs, list) else frozenset()
    if found & GRAVE or len(found) >= MANY:
        return "high"
    return "middle" if found else "low"


def child(case: CaseView, item: ItemView) -> str:
    """Return the name of the child, "" where it was not told to the one who reads."""
    data = data_of(item, "intake")
    known = next((one.name for one in case.parties if one.id == data.get("child")), "")
    return known or str(data.get("child_name") or "")


def guardians(case: CaseView, item: ItemView) -> tuple[tuple[str, str, str], ...]:
    """Return (id or "", name, what he or she is to the child) of who looks after the child."""
    names = {one.id: one.name for one in case.parties}
    rows = read_rows(data_of(item, "intake").get("guardians"))
    return tuple(
        (
            str(row.get("party") or ""),
            names.get(str(row.get("party")), str(row.get("name") or "")),
            str(row.get("kin") or ""),
        )
        for row in rows
    )
