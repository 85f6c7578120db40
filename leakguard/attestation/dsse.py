"""DSSE envelopes: bytes signed with their type, opened only when a trusted key signed them.

Source: github.com/secure-systems-lab/dsse, protocol and envelope, v1.0.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from leakguard.attestation.keys import keyid

PAYLOAD_TYPE = "application/vnd.in-toto+json"
LARGEST = 16 << 20  # bytes of an envelope; ours have some kilobytes


class NotOpened(Exception):
    """An envelope that is none, or that no trusted key signed; its text says which."""


def seal(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """An envelope around the payload, signed, as one line of JSON."""
    signature = key.sign(pae(payload))
    envelope = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": keyid(key.public_key()), "sig": base64.b64encode(signature).decode()}],
    }
    return json.dumps(envelope).encode() + b"\n"


def open_sealed(envelope: bytes, trusted: Sequence[Ed25519PublicKey]) -> tuple[bytes, str]:
    """The payload and the name of the trusted key that signed it. Key names in the envelope are hints, never trusted.

    Errors: NotOpened.
    """
    said = _parsed(envelope)
    try:
        payload = _decoded(said["payload"])
        signatures = [_decoded(signature["sig"]) for signature in said["signatures"]]
        kind = said["payloadType"]
    except (KeyError, TypeError, ValueError):
        raise NotOpened("it is no DSSE envelope") from None
    if kind != PAYLOAD_TYPE:
        raise NotOpened("its payload is no in-toto statement")
    for key in trusted:
        for signature in signatures:
            try:
                key.verify(signature, pae(payload))
            except InvalidSignature:
                continue
            return payload, keyid(key)
    raise NotOpened("no trusted key signed it as it is: it was tampered with, or signed by an unknown key")


def pae(payload: bytes) -> bytes:
    """What is signed: the payload's type and the payload, each behind its length."""
    kind = PAYLOAD_TYPE.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def _parsed(envelope: bytes) -> dict[str, Any]:
    if len(envelope) > LARGEST:
        raise NotOpened("it is too large for an attestation")
    try:
        said = json.loads(envelope)
    except (ValueError, RecursionError):
        raise NotOpened("it is no DSSE envelope") from None
    if not isinstance(said, dict):
        raise NotOpened("it is no DSSE envelope")
    return said


def _decoded(text: Any) -> bytes:
    """Base64, in either alphabet, to bytes. Errors: ValueError."""
    if not isinstance(text, str):
        raise ValueError("no text")
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/").encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("no base64") from None
