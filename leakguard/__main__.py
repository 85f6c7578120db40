"""`python -m leakguard` and the `leakguard` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; `--version` alone is answered without loading it."""
    if sys.argv[1:] == ["--version"]:
        from leakguard import __version__

        sys.stdout.write(f"leakguard {__version__}\n")
        return
    from leakguard.cli import run

    run()


if __name__ == "__main__":
    main()
