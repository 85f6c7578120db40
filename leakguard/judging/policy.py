"""The policy applied: tagged tables and texts in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from leakguard.findings import Finding, Place
from leakguard.frozen import frozen
from leakguard.judging import aggregates, beside, carriers, freetext, records, redaction, risk, standalone, wording
from leakguard.judging.bags import BagScope, WholeBag
from leakguard.judging.context import FileFacts, Phrases, folders_in, found, found_in_bag, phrases_of, whole_name
from leakguard.judging.grain import grain_of
from leakguard.judging.least import least
from leakguard.judging.records import NAMES, Met, Scope, TableScope
from leakguard.judging.staff import staff_columns
from leakguard.model import Carrier, Confidence, Outcome, Problem, TaggedTable, TaggedTexts
from leakguard.rules import Clause, Rulebook
from leakguard.sketches import CountSketch, Sketch, StringSketch

# A clause says nothing on a table where one of these said as much or worse of the same rows.
YIELDS = {"LG111": ("LG107", "LG109"), "LG302": ("LG301",)}
NAME_LIST = "name-list"  # yields to every clause that names the same names
# What a policy may block without its being data of single persons.
NOT_PERSONAL = frozenset(
    (NAME_LIST, "quasi-identifier-risk", "names-in-text", "small-cells", "handling-marking", "telling-metadata")
)

# Costly measures that hold a release for review at most.
NEVER_BLOCK = frozenset((NAME_LIST, "quasi-identifier-risk", "names-in-text", "small-cells", "edition-diff"))


@frozen
class Judgement:
    """What was found in one file. Shape: one grain and one set of contexts for each table, in their order."""

    findings: tuple[Finding, ...]
    grains: tuple[str, ...]
    contexts: tuple[frozenset[str], ...]
    sketches: tuple[Sketch, ...] = ()
    counts: tuple[CountSketch, ...] = ()
    strings: tuple[StringSketch, ...] = ()
    problems: tuple[Problem, ...] = ()


def judge(
    tables: Sequence[TaggedTable],
    texts: Sequence[TaggedTexts],
    about: FileFacts,
    rulebook: Rulebook,
    shown: Callable[[str], str] = lambda _: "",
) -> Judgement:
    """All findings that one file's tables and bags of strings give by themselves, the worst first.

    `shown` turns a header, label or address into what may be told of it; by default nothing is.
    """
    phrases = phrases_of(rulebook.packs)
    scopes: list[Scope] = [_table_scope(t, about, phrases) for t in tables]
    scopes += [_bag_scope(b, about, phrases) for b in texts]
    findings: list[Finding] = []
    for scope in scopes:
        findings += _judged(scope, rulebook, shown)
    findings = _one_warning_a_part(findings, rulebook)
    findings += _of_file(scopes, about, rulebook, findings, shown)
    sketches = _sketches(scopes, rulebook, shown)
    problems: list[Problem] = []
    if len(sketches) > 1:
        from leakguard.judging.joins import TABLES, met_together, tables_left_out

        together = met_together((("", s) for s in sketches), rulebook, within_one_file=True)
        findings += together.findings
        problems = [p for _, p in together.problems]
        problems += [tables_left_out(len(tables), TABLES)] if len(tables) > TABLES else []
    if rulebook.policy.settings.get("reviews-block"):
        findings = [replace(f, outcome=Outcome.BLOCK) if f.outcome is Outcome.REVIEW else f for f in findings]
    findings.sort(key=lambda f: (-f.outcome, f.code))
    framed = scopes[: len(tables)]
    kept = sketches if rulebook.release_key else ()
    counts, strings = _compared(scopes, rulebook, shown) if rulebook.editions else ((), ())
    grains, contexts = tuple(s.grain for s in framed), tuple(s.contexts for s in framed)
    return Judgement(tuple(findings), grains, contexts, kept, counts, strings, tuple(problems))


def _compared(
    scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown
) -> tuple[tuple[CountSketch, ...], tuple[StringSketch, ...]]:
    """The file's tables of counts and its strings, to be held beside those of the previous edition."""
    from leakguard.judging.counts import counted
    from leakguard.judging.strings import bagged

    counts = counted([s for s in scopes if isinstance(s, TableScope)], rulebook.release_key)
    return counts, bagged([s for s in scopes if isinstance(s, BagScope)], rulebook.release_key, shown)


def _sketches(scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown) -> tuple[Sketch, ...]:
    """The file's tables as they can be joined: to each other, and in a release to those of other files."""
    tables = [s for s in scopes if isinstance(s, TableScope)]
    if len(tables) < 2 and not rulebook.release_key:
        return ()
    from leakguard.judging.joins import sketched, tags_of  # loads Arrow's kernels, which one small table needs not

    return sketched(tables, tags_of(rulebook.policy), risk.quasi(rulebook), rulebook.release_key, shown)


def _table_scope(tagged: TaggedTable, about: FileFacts, phrases: Phrases) -> TableScope:
    table = tagged.table
    said = (whole_name(table.carrier.label, phrases), *folders_in(table.carrier.part), *table.titles)
    own = found((*said, *(c.header for c in table.columns)), phrases)
    scope = TableScope(tagged, own | about.contexts)
    scope.skip = staff_columns(scope, about)
    scope.grain = grain_of(scope)
    return scope


def _bag_scope(tagged: TaggedTexts, about: FileFacts, phrases: Phrases) -> BagScope:
    """The bag; its own strings set its context only where it holds something to be judged under it."""
    own = found((tagged.texts.carrier.label,), phrases)
    if tagged.tags:
        own |= found_in_bag(tagged.texts.strings, phrases)
    return BagScope(tagged, own | about.contexts)


def _judged(scope: Scope, rulebook: Rulebook, shown: wording.Shown) -> list[Finding]:
    """The findings of one table or bag, duplicates left out."""
    met = _clauses_met(scope, rulebook.policy.clauses, rulebook)
    told = [(clause, risk.nameless(here, clause, scope, rulebook)) for clause, here in met]
    blocks = [here for _, here in told if here.outcome is Outcome.BLOCK]
    go = _least(scope, blocks, rulebook, shown) if isinstance(scope, TableScope) and blocks else ""
    found = []
    for clause, here in told:
        mended = replace(clause, remedy=f"{clause.remedy} {go}") if go and here.outcome is Outcome.BLOCK else clause
        found.append(wording.finding(mended, scope, here, rulebook, shown))
    return found


def _least(scope: TableScope, blocks: Sequence[Met], rulebook: Rulebook, shown: wording.Shown) -> str:
    """The sentence that says which columns must go; empty where that would not help."""
    clauses = [c for c in rulebook.policy.clauses if c.measure not in NEVER_BLOCK]

    def blocking(view: TableScope) -> list[Met]:
        return [here for _, here in _clauses_met(view, clauses, rulebook) if here.outcome is Outcome.BLOCK]

    gone = least(scope, blocks, blocking)
    columns = [scope.tagged.columns[p].column for p in gone]
    named = [f"{c.ref} ({shown(c.header)})" if shown(c.header) else c.ref for c in columns]
    if not named:
        return ""
    return f"The least that must go for nothing to block here: column{'s' * (len(named) > 1)} {wording.listed(named)}."


def _clauses_met(scope: Scope, clauses: Sequence[Clause], rulebook: Rulebook) -> list[tuple[Clause, Met]]:
    """The clauses met on one table or bag, duplicates left out."""
    met: dict[str, tuple[Clause, Met]] = {}
    late: list[Clause] = []
    for clause in clauses:
        if clause.visibility and scope.visibility not in clause.visibility:
            continue
        if clause.grain and scope.grain not in clause.grain:
            continue
        if clause.measure in ("hidden-person-data", "hidden-data"):
            late.append(clause)
            continue
        here = _met(clause, scope, rulebook)
        if here is not None:
            met[clause.code] = (clause, here)
    _drop_duplicates(met)
    for clause in late:
        blocks = [m for c, m in met.values() if m.outcome is Outcome.BLOCK and c.measure not in NOT_PERSONAL]
        measure = carriers.hidden_persons if clause.measure == "hidden-person-data" else None
        here = measure(clause, scope, blocks) if measure else carriers.hidden_data(clause, scope)
        if here is not None:
            met[clause.code] = (clause, here)
    _drop_duplicates(met)
    return list(met.values())


def _drop_duplicates(met: dict[str, tuple[Clause, Met]]) -> None:
    for code, (clause, here) in list(met.items()):
        others = [met[o][1] for o in YIELDS.get(code, ()) if o in met]
        if clause.measure == NAME_LIST:
            others = [m for c, m in met.values() if c.code != code and "person-name" in m.tags]
        if any(o.outcome >= here.outcome for o in others):
            del met[code]


def _met(clause: Clause, scope: Scope, rulebook: Rulebook) -> Met | None:
    settings = rulebook.policy.settings
    match clause.measure:
        case "standalone-identifier":
            return standalone.met(clause, scope)
        case "names-under-context":
            return freetext.under_context(clause, scope)
        case "name-list":
            return freetext.name_list(clause, scope)
        case "names-in-text":
            rate = settings.get("names-in-text-false-rate", freetext.FALSE_RATE)
            return freetext.names_in_text(clause, scope, rate, settings.get("names-in-text-chance", freetext.CHANCE))
        case "quasi-identifier-risk":
            return risk.met(clause, scope, rulebook)
        case "small-cells":
            return aggregates.met(clause, scope, int(settings.get("small-cell-most", aggregates.SMALL)))
        case "partial-redaction":
            return redaction.met(clause, scope, rulebook)
        case "telling-metadata":
            return carriers.metadata(clause, scope)
        case "minors":
            return _together(clause, scope) or _minors(clause, scope)
        case "":
            return _together(clause, scope)
    return None


def _together(clause: Clause, scope: Scope) -> Met | None:
    """How members meet on rows; in a bag, in one string or in the bag as a whole."""
    if clause.context and not scope.contexts & set(clause.context):
        return None
    here = records.met(clause, scope)
    if not isinstance(scope, BagScope) or (here is not None and here.outcome is clause.outcome):
        return here
    whole = records.met(clause, WholeBag.of(scope))
    if whole is None or (here is not None and here.outcome >= whole.outcome):
        return here
    return replace(whole, rows=None)


def _minors(clause: Clause, scope: Scope) -> Met | None:
    """`measure: minors`: beside its members, a minor with a name or address meets the clause in any context."""
    minors = replace(
        clause, needs=("minor-marker",), any_of=(*sorted(NAMES - {"given-name", "family-name"}), "address"), context=()
    )
    return _together(replace(minors, unless="", at_least=None), scope)


def _one_warning_a_part(findings: list[Finding], rulebook: Rulebook) -> list[Finding]:
    """The findings with those on harmless hidden data joined: one for each part, none where worse is said of it."""
    hidden = {c.code for c in rulebook.policy.clauses if c.measure == "hidden-data"}
    worse = {c.code for c in rulebook.policy.clauses if c.measure == "hidden-person-data"}
    told = {p.carrier.part for f in findings if f.code in worse for p in f.at}
    kept: list[Finding] = []
    first: dict[tuple[str, str], int] = {}
    for finding in findings:
        part = finding.at[0].carrier.part
        if finding.code not in hidden:
            kept.append(finding)
        elif (finding.code, part) in first:
            earlier = kept[first[finding.code, part]]
            at = (*earlier.at, *finding.at)
            kept[first[finding.code, part]] = replace(earlier, at=at, fingerprint=wording.fingerprint(finding.code, at))
        elif part not in told:
            first[finding.code, part] = len(kept)
            kept.append(finding)
    return kept


def _of_file(
    scopes: Sequence[Scope], about: FileFacts, rulebook: Rulebook, findings: Sequence[Finding], shown: wording.Shown
) -> list[Finding]:
    """The findings that speak of the file as a whole: markings, pictures, bags that meet."""
    made: list[Finding] = []
    bags = [s for s in scopes if isinstance(s, BagScope)]
    for clause in rulebook.policy.clauses:
        if clause.measure == "handling-marking":
            marked = _marking(clause, scopes, rulebook, shown)
            made += [marked] if marked else []
        elif clause.measure == "opaque-picture":
            personal = bool(about.contexts) or any(s.contexts or s.grain == "person" for s in scopes)
            pictures = carriers.picture(clause, about, personal)
            if pictures is not None:
                outcome, parts = pictures
                at = tuple(Place(Carrier(p.part, "picture")) for p in parts)
                met = Met(outcome, ())
                message = f"The file holds {wording.count(len(parts), 'picture')} whose text can't be read."
                made.append(wording.made(clause, met, at, message, rulebook))
        elif clause.within == "file" and not clause.measure:
            if not any(f.code == clause.code for f in findings):
                made += _across_tables(clause, scopes, rulebook, shown)
        elif clause.measure == "hidden-person-data" and not any(f.code == clause.code for f in findings):
            across = carriers.across_bags(clause, bags)
            if across is not None:
                made.append(beside.two_lists(clause, *across, rulebook, shown))
            else:
                made += beside.unseen_lists(clause, scopes, rulebook, shown)
    return [*made, *beside.comments_on_rows(scopes, rulebook, shown)]


def _across_tables(clause: Clause, scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown) -> list[Finding]:
    """The finding of a clause whose members stand in different tables or bags of the file; empty where they don't."""
    contexts = frozenset[str]().union(*(s.contexts for s in scopes))
    if clause.context and not contexts & set(clause.context):
        return []
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        at = [(s, t) for s in scopes for t in records.members(clause) if s.mask(t, floor) is not None]
        standing = {tag for _, tag in at}
        count, of = clause.at_least or (0, ())
        if not standing or not standing >= set(clause.needs) or len(standing & set(of)) < count:
            continue
        excluded = any(s.mask(t, Confidence.LIKELY) is not None for s in scopes for t in clause.none_of)
        if excluded or (clause.any_of and not standing & set(clause.any_of)):
            continue
        sure = floor > Confidence.POSSIBLE
        outcome = clause.outcome if sure else records.weaker(clause.outcome, next(s for s, _ in at))
        tags = tuple(t for t in records.members(clause) if t in standing)
        places = tuple(
            wording.place_of(s, Met(outcome, (t,), s.columns(t, floor), s.mask(t, floor)), shown) for s, t in at
        )
        message = f"The file holds {wording.said(tags, rulebook)}, in {wording.count(len(places), 'place')}."
        return [wording.made(clause, Met(outcome, tags), places, message, rulebook)]
    return []


def _marking(clause: Clause, scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown) -> Finding | None:
    """One finding for all handling markings of the file, at each place where one stands."""
    found_at: list[tuple[Scope, Met]] = []
    for scope in scopes:
        rows = scope.mask("handling-marking", Confidence.LIKELY)
        if rows is not None and bool(rows.any()):
            columns = scope.columns("handling-marking", Confidence.LIKELY)
            found_at.append((scope, Met(records.outcome_of(clause, scope), ("handling-marking",), columns, rows)))
    if not found_at:
        return None
    places = tuple(wording.place_of(scope, met, shown) for scope, met in found_at)
    worst = max((met for _, met in found_at), key=lambda m: m.outcome)
    message = wording.sentence(clause, worst, places[0], rulebook, False)
    return wording.made(clause, worst, places, message, rulebook)
