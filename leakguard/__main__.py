"""`python -m leakguard` and the `leakguard` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from leakguard.cli import run

    run()


if __name__ == "__main__":
    main()
