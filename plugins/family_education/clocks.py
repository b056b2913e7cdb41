"""The one deadline of guidance: the last day an order gives (家庭教育促进法 49).

The law asks for the guidance and gives no days; the order does, so its day counts as written.
"""

from core.api import Clock, Law, Unit

ORDER = "order"
CLOCKS = (
    Clock(
        code=ORDER,
        title="回告责令机关",
        unit=Unit.DAYS,
        length=30,
        law=Law(name="指导令写的期限", local=True),
        warn_days=7,
    ),
)
