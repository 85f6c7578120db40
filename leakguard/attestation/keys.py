"""Ed25519 keys as PEM: made, read, named by a digest of their public half."""

from __future__ import annotations

import hashlib
import re
from dataclasses import field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from leakguard.errors import LeakguardError
from leakguard.frozen import frozen

_KEYID = re.compile(r"[0-9a-f]{64}")


@frozen
class Keypair:
    """Both halves of a new key, as the texts of their files, and its name."""

    private: bytes = field(repr=False)
    public: bytes
    keyid: str


def generate(passphrase: bytes | None) -> Keypair:
    """A new key; its private half is encrypted where a passphrase is given."""
    key = Ed25519PrivateKey.generate()
    protection = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)
    public = key.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Keypair(private, pem, keyid(public))


def keyid(key: Ed25519PublicKey) -> str:
    """The key's name: a sha256 over its public half (DER, SubjectPublicKeyInfo)."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def load_private(path: str, passphrase: bytes | None) -> Ed25519PrivateKey:
    """The private key of a PEM file. Errors: LeakguardError, never with a word of the file."""
    try:
        key = serialization.load_pem_private_key(_bytes(path), passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise LeakguardError(
            f"{path} is no private key, or its passphrase (LEAKGUARD_KEY_PASSPHRASE) is missing or wrong."
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise LeakguardError(f"{path} is no Ed25519 key; make one with leakguard keygen.")
    return key


def load_public(path: str) -> Ed25519PublicKey:
    """The public key of a PEM file. Errors: LeakguardError."""
    try:
        key = serialization.load_pem_public_key(_bytes(path))
    except (ValueError, UnsupportedAlgorithm):
        raise LeakguardError(f"{path} is no public key.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise LeakguardError(f"{path} is no Ed25519 key; make one with leakguard keygen.")
    return key


def load_revoked(path: str) -> frozenset[str]:
    """The names of keys that count no more: one a line, what follows a blank is a remark, `#` begins a comment line.

    Errors: LeakguardError; a line that is no key's name is one, so that a slip doesn't trust a key again.
    """
    names = set()
    for n, line in enumerate(_bytes(path).decode("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if not _KEYID.fullmatch(words[0].lower()):
            raise LeakguardError(f"{path}:{n}: takes the name of a key, 64 hexadecimal digits, as keygen shows it.")
        names.add(words[0].lower())
    return frozenset(names)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LeakguardError(f"{path} can't be read: {error.strerror}.") from None
