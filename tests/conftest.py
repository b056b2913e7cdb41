"""Where pytest finds the harness; the fixtures themselves live in tests/harness."""

pytest_plugins = [
    "tests.harness.closing",
    "tests.harness.postgres",
    "tests.harness.apps",
    "tests.harness.browser",
]
