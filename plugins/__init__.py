"""The service functions that come with the platform, one package each (T/ZSM 5.4).

A package of its own so that `find:` sees it; it must stay empty, because plugins never meet here.
"""
