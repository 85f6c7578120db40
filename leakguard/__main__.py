"""`python -m leakguard` and the `leakguard` command."""

from __future__ import annotations

import gc
import sys

LASTING = 100_000  # objects between collections: what start-up makes lasts, and looking it over costs a fifth of it


def main() -> None:
    """Run the command line; `--version` alone is answered without it, and a scan's first child starts before it."""
    if sys.argv[1:] == ["--version"]:
        from leakguard import __version__

        sys.stdout.write(f"leakguard {__version__}\n")
        return
    gc.set_threshold(LASTING)  # children inherit it where they are forked
    if sys.argv[1:2] == ["scan"]:
        from leakguard.workers import start_early

        start_early()
    from leakguard.cli import run

    run()


if __name__ == "__main__":
    main()
