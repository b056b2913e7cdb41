"""家和 Jiahe's core: users, service points and the life of a case.

What a service does with a case is a plugin's affair; this package knows none of them by name
(T/ZSM 5.3, one window for all functions).
"""
