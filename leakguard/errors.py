"""The ways a run can be asked wrongly; a file that can't be read is a Problem instead, never one of these."""

from __future__ import annotations


class LeakguardError(Exception):
    """The caller must change something: arguments, configuration, a pack, a policy, a damaged installation.

    Its text is shown to the user as it is and never holds a cell value. The command ends with exit status 2.
    """


class PackError(LeakguardError):
    """A pack, policy or tag dictionary is wrong: the text names file, line, key and what is allowed."""


class InstallationError(LeakguardError):
    """A part that ships with leakguard is missing or damaged: the text says which and how to mend it."""
