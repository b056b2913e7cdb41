"""月度分析会: each point's monthly look at its hard cases (T/ZSM 5.5.2.2).

A room of its own above the cases: what it lists and what it keeps of them goes through the same
rules of who may know.
"""
