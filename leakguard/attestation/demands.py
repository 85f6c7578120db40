"""What a door demands of an attestation, and the reason why it turns one away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from leakguard.attestation.dsse import NotOpened, open_sealed
from leakguard.attestation.statement import PREDICATE, STATEMENT, result_of
from leakguard.frozen import frozen
from leakguard.model import Outcome

SKEW = timedelta(minutes=5)  # by which the clocks of signer and door may differ
_THRESHOLDS = ("warn", "review")  # the default, and what is stricter


@frozen
class Demands:
    """What must hold: these bytes, this policy and these packs, not older than `max_age` (None: any age).

    `packs` are names and digests that must be among those of the attestation; more packs find more.
    """

    sha256: str
    policy: str
    packs: Mapping[str, str]
    now: datetime
    max_age: timedelta | None = None
    allow_waived: bool = False


class Refused(Exception):
    """An attestation that doesn't open the door; its text is the reason."""


def verify(
    envelope: bytes, trusted: Sequence[Ed25519PublicKey], revoked: frozenset[str], demands: Demands
) -> Mapping[str, Any]:
    """What the attestation says of the file, once everything demanded holds; signature first, then the content.

    Errors: Refused with the reason.
    """
    try:
        payload, signer = open_sealed(envelope, trusted)
    except NotOpened as reason:
        raise Refused(str(reason)) from None
    if signer in revoked:
        raise Refused(f"the key that signed it, {signer[:8]}, is revoked")
    try:
        said = json.loads(payload)
        verdict = said["predicate"]["leakguard"]
        _check_subject(said, demands)
        _check_rules(verdict, demands)
        _check_outcome(said["predicate"]["result"], verdict, demands)
        _check_age(verdict, demands)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("what was signed is no statement of leakguard") from None
    return {**verdict, "keyid": signer}


def _check_subject(said: Mapping[str, Any], demands: Demands) -> None:
    if said["_type"] != STATEMENT or said["predicateType"] != PREDICATE:
        raise Refused("what was signed is a statement of another kind")
    (subject,) = said["subject"]
    if subject["digest"]["sha256"] != demands.sha256:
        raise Refused("it was made for another file, or the file has changed since")


def _check_rules(verdict: Mapping[str, Any], demands: Demands) -> None:
    if verdict["policy"]["sha256"] != demands.policy:
        raise Refused("it was judged by another policy than the one demanded, or by another edition of it")
    used = {pack["name"]: pack["sha256"] for pack in verdict["packs"]}
    for name, digest in demands.packs.items():
        if used.get(name) != digest:
            raise Refused(f"it was judged without the pack {name} that is demanded, or with another edition of it")
    if verdict["threshold"] not in _THRESHOLDS:
        raise Refused("it was judged at a lower threshold than the default")


def _check_outcome(result: str, verdict: Mapping[str, Any], demands: Demands) -> None:
    outcome = Outcome[verdict["outcome"].upper()]
    if result != result_of(outcome):
        raise Refused("it contradicts itself about the outcome")
    if verdict["complete"] is not True or outcome is Outcome.INCOMPLETE:
        raise Refused("the file was not read in full")
    if outcome <= Outcome.WARN:
        return
    if verdict["released"] is not True:
        raise Refused(f"the outcome was {outcome.word}, and nobody signed it off")
    if not demands.allow_waived:
        raise Refused(f"the outcome was {outcome.word}, released by sign-off only (--allow-waived would take it)")
    if not verdict["waivers"]:
        raise Refused("it claims a sign-off and names none")
    for waiver in verdict["waivers"]:
        if date.fromisoformat(waiver["expires"]) < demands.now.date():
            raise Refused(f"the sign-off of {waiver['code']} has ended")


def _check_age(verdict: Mapping[str, Any], demands: Demands) -> None:
    made = datetime.fromisoformat(verdict["timeCreated"])
    if made.tzinfo is None:
        made = made.replace(tzinfo=UTC)
    if made > demands.now + SKEW:
        raise Refused("it was made in the future; check the clocks")
    if demands.max_age is not None and demands.now - made > demands.max_age:
        raise Refused(f"it is older than {demands.max_age.total_seconds() / 86_400:g} days; scan and attest again")
