"""The contract as tests: what every plugin promises, checked on a package of anybody's.

It lies in the distribution and not beside our own tests, so that an author who has only installed
the platform can run it: ``pytest --jiahe-plugin PACKAGE`` (T/ZSM 5.4: one contract for all).
"""
