"""Paths in, report out: what is to be read, who reads it, and what all of it comes to."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from leakguard import __version__
from leakguard.errors import LeakguardError
from leakguard.findings import FileReport, Finding, Report
from leakguard.frozen import frozen
from leakguard.model import Limits, Outcome, Problem, Source
from leakguard.workers import Workers, default_jobs, lost

if TYPE_CHECKING:
    from leakguard.rules import Rulebook

STDIN = "-"
STDIN_CAP = 512 << 20  # bytes of standard input held in memory; more must come as a file
SHOWN_EXCLUDED = 20  # names of left-out files in one note


@frozen
class Settings:
    """How a run is meant: the policy and packs, the limits, what counts as blocking, and what is signed off.

    `config` and `notes` are told in the report as they are; `today` (None: now) decides which waivers have ended.
    """

    policy: str = "publication"
    packs_dir: str | None = None
    only_packs: bool = False
    limits: Limits = field(default_factory=Limits)
    jobs: int = 0  # 0: as many as the machine and the files deserve
    fail_on: Outcome = Outcome.REVIEW
    exclude: tuple[str, ...] = ()
    stdin_name: str = "stdin"
    independent: bool = False
    previous: str | None = None
    waivers: str | None = None
    config: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()
    today: date | None = None


Progress = Callable[[int, int], None]


def run(paths: Sequence[str], settings: Settings, progress: Progress | None = None) -> Report:
    """What all files under the paths come to; exactly one entry for each, in walking order.

    Errors: LeakguardError for a path that isn't there, a policy or pack that can't be used.
    """
    signed = _waivers(settings)
    walk = _Walk(settings)
    entries = [entry for path in paths for entry in walk.expand(path)]
    sources = [entry for entry in entries if isinstance(entry, Source)]
    earlier = _earlier(settings)
    with Workers(settings.limits, settings.jobs or default_jobs(len(sources) + len(earlier))) as workers:
        from leakguard.packs import load_rulebook  # only now: the children import theirs meanwhile

        rulebook = load_rulebook(settings.policy, settings.packs_dir, settings.only_packs)
        if earlier or (len(sources) > 1 and not settings.independent):
            rulebook = replace(rulebook, release_key=secrets.token_bytes(32), editions=bool(earlier))
        total = len(sources) + len(earlier)
        read = iter(workers.run([*sources, *earlier], rulebook, (lambda n: progress(n, total)) if progress else None))
    files = tuple(next(read) if isinstance(entry, Source) else entry for entry in entries)
    notes = [*settings.notes, *rulebook.notes, *workers.notes, *walk.notes()]
    together, files = ((), files) if settings.independent else _together(files, rulebook)
    if earlier:
        from leakguard.judging.editions import compared

        files = compared(tuple(read), files, rulebook)
    files = tuple(replace(file, sketches=(), counts=(), strings=()) for file in files)
    return signed(assemble(files, rulebook, settings, notes, together))


def _earlier(settings: Settings) -> list[Source]:
    """The files of the previous edition. Errors: LeakguardError where there are none."""
    if settings.previous is None:
        return []
    found = [entry for entry in _Walk(settings).expand(settings.previous) if isinstance(entry, Source)]
    if not found:
        raise LeakguardError(f"There is nothing to read in the previous edition: {settings.previous!r}")
    return found


def _together(files: tuple[FileReport, ...], rulebook: Rulebook) -> tuple[Sequence[Finding], tuple[FileReport, ...]]:
    """What the files give only together; and the files, those with a problem where something was not looked for."""
    sketches = [(file.path, sketch) for file in files for sketch in file.sketches]
    if not rulebook.release_key or len(sketches) < 2:
        return (), files
    from leakguard.judging.joins import met_together  # brings numpy

    together = met_together(sketches, rulebook, within_one_file=False)
    more = {path: tuple(p for f, p in together.problems if f == path) for path, _ in together.problems}
    noted = (replace(f, problems=(*f.problems, *more[f.path])) if f.path in more else f for f in files)
    return together.findings, tuple(noted)


def assemble(
    files: Sequence[FileReport],
    rulebook: Rulebook,
    settings: Settings,
    notes: Sequence[str],
    together: Sequence[Finding] = (),
) -> Report:
    """The report of a run over these files; `together` is what they give only together."""
    from leakguard.packs import digest

    return Report(
        version=__version__,
        policy=(rulebook.policy.name, rulebook.policy.sha256),
        packs=tuple((pack.name, pack.sha256) for pack in rulebook.packs),
        files=tuple(files),
        release_findings=tuple(together),
        notes=tuple(notes),
        fail_on=settings.fail_on,
        rules=digest(rulebook),
        config=settings.config,
        clauses={clause.code: clause.name for clause in rulebook.policy.clauses},
        tags={tag.name: (tag.role, tag.meaning) for tag in rulebook.tags.values()},
    )


def _waivers(settings: Settings) -> Callable[[Report], Report]:
    """What applies the waivers of a run to its report; they are read at once, so that a broken file is told early."""
    if settings.waivers is None:
        return lambda report: report
    from leakguard.waivers import apply, load_waivers

    loaded = load_waivers(settings.waivers)
    return lambda report: apply(report, loaded, settings.today or date.today())


class _Walk:
    """Turns paths into sources, remembering what was seen and what was left out on purpose."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: set[str] = set()
        self._excluded: dict[str, list[str]] = {}
        self._empty: list[str] = []

    def expand(self, path: str) -> Iterator[Source | FileReport]:
        """The files of one argument; those that can't be opened are reports already."""
        if path == STDIN:
            if self._new(STDIN):
                yield self._stdin()
            return
        try:
            mode = os.stat(path).st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError):
            what = "This link leads nowhere" if _is_link(path) else "No such file or folder"
            raise LeakguardError(f"{what}: {path!r}") from None
        except OSError as error:
            yield _unopened(path, error)
            return
        if not stat.S_ISDIR(mode):
            if not self._left_out(path, os.path.basename(path)):
                yield from self._file(path, mode)
            return
        found = False
        for entry in self._folder(path, path):
            found = True
            yield entry
        if not found:
            self._empty.append(path)

    def notes(self) -> Iterator[str]:
        """What a reader of the report must know of files that are not in it."""
        for glob, names in self._excluded.items():
            shown = ", ".join(names[:SHOWN_EXCLUDED])
            more = f" and {len(names) - SHOWN_EXCLUDED} more" if len(names) > SHOWN_EXCLUDED else ""
            yield f"Left out by --exclude {glob}: {shown}{more}. They were not read and are not cleared."
        for path in self._empty:
            yield f"Nothing to read in the folder {path}."

    def _folder(self, root: str, folder: str) -> Iterator[Source | FileReport]:
        """The files below a folder, sorted, hidden ones too."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda e: e.name)
        except OSError as error:
            yield _unopened(folder, error)
            return
        for entry in entries:
            if self._left_out(os.path.relpath(entry.path, root), entry.name):
                continue
            if entry.is_symlink():
                yield from self._link(root, entry.path)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._folder(root, entry.path)
            else:
                yield from self._file(entry.path, entry.stat(follow_symlinks=False).st_mode)

    def _link(self, root: str, path: str) -> Iterator[Source | FileReport]:
        """A link inside a walked folder: followed to a file of the same folder, else reported."""
        target = os.path.realpath(path)
        inside = Path(target).is_relative_to(os.path.realpath(root))
        if inside and os.path.isdir(target):
            return  # its files are read where they stand
        if inside and os.path.exists(target):
            yield from self._file(path, os.stat(path).st_mode)
        elif self._new(path):
            why = "leads out of the folder and was not followed" if not inside else "leads nowhere"
            remedy = "Put the file itself into the folder, name it on the command line, or leave the link out."
            yield lost(Source(path), Problem("LG901", ".", f"This link {why}, so nothing was cleared.", remedy))

    def _file(self, path: str, mode: int) -> Iterator[Source | FileReport]:
        """One file, unless it came before."""
        if not self._new(path):
            return
        if not stat.S_ISREG(mode):
            message = "This is a device, a pipe or a socket, not a file, and was not read."
            yield lost(
                Source(path), Problem("LG901", ".", message, "Save what it holds as a file, or pipe it in as -.")
            )
            return
        try:
            open(path, "rb").close()
        except OSError as error:
            yield _unopened(path, error)
            return
        yield Source(name=path, path=path)

    def _stdin(self) -> Source | FileReport:
        """Standard input, spooled in memory because workbooks are read from their end."""
        name = self._settings.stdin_name
        data = sys.stdin.buffer.read(STDIN_CAP + 1)
        if len(data) <= STDIN_CAP:
            return Source(name=name, data=data)
        message = f"Standard input is larger than {STDIN_CAP >> 20} MiB and was not read."
        return lost(Source(name), Problem("LG903", ".", message, "Save it as a file and scan that."))

    def _new(self, path: str) -> bool:
        """Whether the path has not been met before."""
        key = path if path == STDIN else os.path.abspath(path)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _left_out(self, path: str, name: str) -> bool:
        """Whether the caller excludes the file or folder, by its path or by its bare name."""
        posix = path.replace(os.sep, "/")
        for glob in self._settings.exclude:
            if fnmatchcase(posix, glob) or fnmatchcase(name, glob):
                self._excluded.setdefault(glob, []).append(posix)
                return True
        return False


def _is_link(path: str) -> bool:
    try:
        return os.path.islink(path)
    except ValueError:
        return False


def _unopened(path: str, error: OSError) -> FileReport:
    """The report of a file or folder that the system doesn't let us open."""
    reason = error.strerror or type(error).__name__
    message = f"The system does not let leakguard open this: {reason}. Nothing in it was cleared."
    return lost(Source(path), Problem("LG901", ".", message, "Give the account that scans the right to read it."))
