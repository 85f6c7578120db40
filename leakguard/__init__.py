"""leakguard: stops spreadsheets that identify people from being published."""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which would take longer to load than `leakguard --version` takes
if TYPE_CHECKING:
    from leakguard.frames import scan_frame

__version__ = "0.1.0"
__all__ = ["__version__", "scan_frame"]


def __getattr__(name: str) -> object:
    """`scan_frame`, loaded when it is asked for: the command line needs no part of it."""
    if name == "scan_frame":
        from leakguard.frames import scan_frame

        return scan_frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
