"""值班: who is on duty where and when, who stands in, and from when nobody does (T/ZSM 5.4).

`pattern` is arithmetic over one shift, `finding` reads a span of days, `commands` writes.
"""
