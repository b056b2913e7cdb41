"""A local face of the quiet service: its own name, and one more question."""

from core.api import Brand, Field, Leader, hookimpl


@hookimpl
def service() -> Brand:
    """Declare the brand."""
    return Brand(
        name="brand",
        service="quiet",
        title="老王茶室",
        leader=Leader(name="老王"),
        extra_fields={
            "quiet.intake": (Field(name="tea", label="喝什么茶", purpose="老王备茶"),),
        },
    )
