"""A line on the terminal that says how far a long run is."""

from __future__ import annotations

import sys
import time
from types import TracebackType

PATIENCE = 1.0  # seconds before the line appears: a quick run needs none


class Progress:
    """Tells on stderr how many files are read; silent where stderr is no terminal, or when asked to be."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._start = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        """The progress line itself."""
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are read."""
        if self._wanted and time.monotonic() - self._start > PATIENCE and total > 1:
            sys.stderr.write(f"\r\x1b[Kleakguard: {done} of {total} files read")
            sys.stderr.flush()
            self._shown = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
