"""`python -m core.cli` is `jiahe`, where the script itself is not installed."""

from core.cli import main

if __name__ == "__main__":
    main(prog_name="jiahe")
