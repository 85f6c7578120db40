"""Proof that the very bytes at the door are those that were scanned: signed statements, and their verification."""

from __future__ import annotations

from leakguard.attestation.demands import Demands, Refused, verify
from leakguard.attestation.dsse import seal
from leakguard.attestation.keys import Keypair, generate, keyid, load_private, load_public, load_revoked
from leakguard.attestation.statement import statement

__all__ = [
    "Demands",
    "Keypair",
    "Refused",
    "generate",
    "keyid",
    "load_private",
    "load_public",
    "load_revoked",
    "seal",
    "statement",
    "verify",
]
