"""At the door: the very bytes that were scanned pass, by a trusted key's word; whatever else comes is turned away."""

from __future__ import annotations

import base64
import json
import os
import shutil
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cryptography")

from leakguard.attestation import Demands, Refused, generate, keyid, load_public, load_revoked, seal, verify
from leakguard.attestation.demands import SKEW
from leakguard.attestation.keys import load_private
from leakguard.errors import LeakguardError

CLEAN, REVIEWED = "counts.csv", "pseudonymous_release.tsv"
COUNTS = "facility,month,population\nDry Fork,2022-10,120\nCedar Bluff,2022-10,340\nLone Mesa,2022-10,95\n"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
AT_NOON = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a clean file and two keys."""
    folder = tmp_path_factory.mktemp("door")
    (folder / CLEAN).write_text(COUNTS)
    for name in ("ours", "other"):
        pair = generate(None)
        (folder / f"{name}.key").write_bytes(pair.private)
        (folder / f"{name}.pub").write_bytes(pair.public)
    return folder


@pytest.fixture(scope="module")
def envelope(home: Path, root: Path) -> dict[str, Any]:
    """The attestation of the clean file, made at noon, as the command line makes it."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "leakguard", "attest", CLEAN, "--key", "ours.key", "-o", "clean.json"],
        cwd=home,
        env={**os.environ, **AT_NOON, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads((home / "clean.json").read_bytes()))


def statement(envelope: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(base64.b64decode(envelope["payload"])))


def demands(envelope: dict[str, Any], **changed: Any) -> Demands:
    """What the shipped policy demands of the clean file at noon."""
    said = statement(envelope)
    verdict = said["predicate"]["leakguard"]
    base = {
        "sha256": said["subject"][0]["digest"]["sha256"],
        "policy": verdict["policy"]["sha256"],
        "packs": {pack["name"]: pack["sha256"] for pack in verdict["packs"]},
        "now": NOW,
        "max_age": timedelta(days=1),
    }
    return Demands(**{**base, **changed})


def resigned(home: Path, said: Any, key: str = "ours") -> bytes:
    """Another statement, properly signed."""
    return seal(json.dumps(said).encode(), load_private(str(home / f"{key}.key"), None))


def test_the_statement_says_what_was_judged_and_how(envelope: dict[str, Any]) -> None:
    said = statement(envelope)
    assert (said["_type"], said["subject"][0]["name"]) == ("https://in-toto.io/Statement/v1", CLEAN)
    assert said["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    predicate = said["predicate"]
    assert predicate["result"] == "PASSED"
    assert "LG101" in predicate["passedTests"]
    assert {"policy:publication", "pack:names", "rules", "config"} <= {c["name"] for c in predicate["configuration"]}
    verdict = predicate["leakguard"]
    assert (verdict["outcome"], verdict["complete"], verdict["threshold"]) == ("pass", True, "review")
    assert verdict["timeCreated"] == "2026-05-01T12:00:00Z"
    assert verdict["coverage"]["read"] > 0 == verdict["coverage"]["unread"]
    assert verdict["waivers"] == []


def test_the_same_bytes_pass_the_door(home: Path, envelope: dict[str, Any]) -> None:
    said = verify(json.dumps(envelope).encode(), [load_public(str(home / "ours.pub"))], frozenset(), demands(envelope))
    assert said["outcome"] == "pass"


CHANGES: list[tuple[str, Any, str]] = [
    ("outcome", "block", "contradicts itself"),
    ("complete", False, "not read in full"),
    ("complete", 1, "not read in full"),
    ("threshold", "block", "lower threshold"),
    ("policy", {"name": "publication", "sha256": "0" * 64}, "another policy"),
    ("packs", [], "without the pack"),
    ("timeCreated", "2026-04-01T12:00:00Z", "older than 1 days"),
    ("timeCreated", (NOW + 2 * SKEW).isoformat(), "in the future"),
    ("timeCreated", "noon", "no statement of leakguard"),
    ("outcome", "fine", "no statement of leakguard"),
]


@pytest.mark.parametrize(("key", "value", "reason"), CHANGES)
def test_even_a_trusted_key_cannot_sign_what_is_not_demanded(
    home: Path, envelope: dict[str, Any], key: str, value: Any, reason: str
) -> None:
    said = statement(envelope)
    said["predicate"]["leakguard"][key] = value
    with pytest.raises(Refused, match=reason):
        verify(resigned(home, said), [load_public(str(home / "ours.pub"))], frozenset(), demands(envelope))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "no statement of leakguard"),
        ([], "no statement of leakguard"),
        ("text", "no statement of leakguard"),
        ({"predicate": {"leakguard": {}}, "_type": "x", "predicateType": "y", "subject": []}, "another kind"),
    ],
)
def test_other_signed_things_are_no_attestation(home: Path, envelope: dict[str, Any], said: Any, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        verify(resigned(home, said), [load_public(str(home / "ours.pub"))], frozenset(), demands(envelope))


def bent(envelope: dict[str, Any], how: str) -> bytes:
    said = statement(envelope)
    match how:
        case "downgraded":
            said["predicate"]["leakguard"]["outcome"] = "warn"
            envelope = {**envelope, "payload": base64.b64encode(json.dumps(said).encode()).decode()}
        case "kind":
            envelope = {**envelope, "payloadType": "text/plain"}
        case "unsigned":
            envelope = {**envelope, "signatures": []}
        case "signature":
            envelope = {**envelope, "signatures": [{**envelope["signatures"][0], "sig": "AAAA"}]}
        case "base64":
            envelope = {**envelope, "payload": envelope["payload"] + "*"}
        case "list":
            return b"[]"
        case "empty":
            return b""
        case "deep":
            return b"[" * 200_000
    return json.dumps(envelope).encode()


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("downgraded", "no trusted key signed it as it is"),
        ("unsigned", "no trusted key"),
        ("signature", "no trusted key"),
        ("kind", "no in-toto statement"),
        ("base64", "no DSSE envelope"),
        ("list", "no DSSE envelope"),
        ("empty", "no DSSE envelope"),
        ("deep", "no DSSE envelope"),
    ],
)
def test_a_tampered_envelope_is_turned_away(home: Path, envelope: dict[str, Any], how: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        verify(bent(envelope, how), [load_public(str(home / "ours.pub"))], frozenset(), demands(envelope))


def test_another_file_another_key_and_a_revoked_key_are_turned_away(home: Path, envelope: dict[str, Any]) -> None:
    sealed = json.dumps(envelope).encode()
    ours, other = (load_public(str(home / f"{name}.pub")) for name in ("ours", "other"))
    with pytest.raises(Refused, match="another file"):
        verify(sealed, [ours], frozenset(), demands(envelope, sha256="0" * 64))
    with pytest.raises(Refused, match="unknown key"):
        verify(sealed, [other], frozenset(), demands(envelope))
    with pytest.raises(Refused, match="is revoked"):
        verify(sealed, [other, ours], frozenset([keyid(ours)]), demands(envelope))
    assert verify(sealed, [other, ours], frozenset([keyid(other)]), demands(envelope))["keyid"] == keyid(ours)


def test_more_packs_than_demanded_are_welcome(home: Path, envelope: dict[str, Any]) -> None:
    said = statement(envelope)
    said["predicate"]["leakguard"]["packs"].append({"name": "ours", "sha256": "1" * 64})
    verify(resigned(home, said), [load_public(str(home / "ours.pub"))], frozenset(), demands(envelope))


WAIVER = {"code": "LG401", "expires": (date(2026, 5, 1)).isoformat()}


@pytest.mark.parametrize(
    ("changes", "allowed", "reason"),
    [
        ({"released": True, "waivers": [WAIVER]}, True, None),
        ({"released": True, "waivers": [WAIVER]}, False, "released by sign-off only"),
        ({"released": False, "waivers": [WAIVER]}, True, "nobody signed it off"),
        ({"released": True, "waivers": []}, True, "names none"),
        ({"released": True, "waivers": [{**WAIVER, "expires": "2026-04-30"}]}, True, "has ended"),
    ],
)
def test_a_release_by_sign_off_passes_only_where_it_is_allowed(
    home: Path, envelope: dict[str, Any], changes: dict[str, Any], allowed: bool, reason: str | None
) -> None:
    said = statement(envelope)
    said["predicate"]["result"] = "FAILED"
    said["predicate"]["leakguard"] |= {"outcome": "review", **changes}
    wanted = demands(envelope, allow_waived=allowed)
    keys = [load_public(str(home / "ours.pub"))]
    if reason is None:
        assert verify(resigned(home, said), keys, frozenset(), wanted)["released"] is True
    else:
        with pytest.raises(Refused, match=reason):
            verify(resigned(home, said), keys, frozenset(), wanted)


def test_another_library_opens_our_envelope_and_we_open_its(home: Path, envelope: dict[str, Any]) -> None:
    dsse = pytest.importorskip("securesystemslib.dsse")
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import CryptoSigner, SSlibKey

    ours = load_public(str(home / "ours.pub"))
    key = SSlibKey.from_crypto(ours, keyid=keyid(ours))
    theirs = dsse.Envelope.from_dict(json.loads(json.dumps(envelope)))
    assert set(theirs.verify([key], 1)) == {keyid(ours)}
    with pytest.raises(VerificationError):
        stranger = SSlibKey.from_crypto(load_public(str(home / "other.pub")), keyid=keyid(ours))
        theirs.verify([stranger], 1)
    made = dsse.Envelope(base64.b64decode(envelope["payload"]), "application/vnd.in-toto+json", {})
    made.sign(CryptoSigner(load_private(str(home / "other.key"), None)))
    sealed = json.dumps(made.to_dict()).encode()
    other = load_public(str(home / "other.pub"))
    assert verify(sealed, [other], frozenset(), demands(envelope))["keyid"] == keyid(other)


# The command line


def test_keys_are_made_for_their_owner_and_never_overwritten(run: Any, tmp_path: Path) -> None:
    done = run("keygen", "ours")
    assert done.returncode == 0
    assert keyid(load_public(str(tmp_path / "ours.pub"))) in done.stdout.decode()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "ours.key").stat().st_mode) == 0o600
    before = (tmp_path / "ours.key").read_bytes()
    assert run("keygen", "ours").returncode == 2
    assert (tmp_path / "ours.key").read_bytes() == before


def test_a_key_behind_a_passphrase_signs_only_with_it(run: Any, tmp_path: Path, home: Path) -> None:
    secret = {"LEAKGUARD_KEY_PASSPHRASE": "correct horse"}
    run("keygen", "ours", env=secret)
    assert b"ENCRYPTED" in (tmp_path / "ours.key").read_bytes()
    for environment, status in (({}, 2), ({"LEAKGUARD_KEY_PASSPHRASE": "wrong"}, 2), (secret, 0)):
        done = run("attest", home / CLEAN, "--key", "ours.key", "-o", "a.json", env=environment)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


def test_the_door_opens_for_the_file_that_was_scanned_and_for_no_other(run: Any, home: Path, samples: Path) -> None:
    def door(*options: str, file: str = CLEAN) -> tuple[int, str]:
        done = run("verify", file, "--public-key", "ours.pub", *options, cwd=home)
        return done.returncode, (done.stdout + done.stderr).decode()

    assert run("attest", CLEAN, "--key", "ours.key", cwd=home).returncode == 0
    assert door()[0] == 0
    assert door("--policy", "strict") == (1, door("--policy", "strict")[1])
    assert "another policy" in door("--policy", "strict")[1]
    (home / "revoked.txt").write_text(f"# lost\n{keyid(load_public(str(home / 'ours.pub')))} laptop stolen\n")
    assert "is revoked" in door("--revoked", "revoked.txt")[1]
    shutil.copy(samples / "stay_list.csv", home / "swapped.csv")
    status, words = door("--attestation", f"{CLEAN}.intoto.json", file="swapped.csv")
    assert (status, "another file" in words) == (1, True)
    assert door("--attestation", "gone.json")[0] == 2
    assert run("attest", CLEAN, "--key", "ours.key", cwd=home, env=AT_NOON).returncode == 0
    assert "older than 90 days" in door()[1]
    assert door("--max-age", "0")[0] == 0


def test_what_may_not_be_published_is_not_signed(run: Any, home: Path, samples: Path) -> None:
    held = samples / REVIEWED
    done = run("attest", held, "--key", "ours.key", "-o", "held.json", cwd=home)
    assert (done.returncode, (home / "held.json").exists()) == (1, False)
    assert b"Nothing was signed" in done.stdout
    assert run("attest", held, "--key", "ours.key", "-o", "held.json", "--record", cwd=home).returncode == 1
    done = run("verify", held, "--attestation", "held.json", "--public-key", "ours.pub", cwd=home)
    assert (done.returncode, b"nobody signed it off" in done.stdout) == (1, True)
    done = run("attest", held, "--key", "ours.key", "-o", "low.json", "--fail-on", "block", cwd=home)
    assert done.returncode == 0
    done = run("verify", held, "--attestation", "low.json", "--public-key", "ours.pub", cwd=home)
    assert (done.returncode, b"lower threshold" in done.stdout) == (1, True)


def test_a_signed_off_file_passes_where_the_door_allows_it(run: Any, home: Path, tmp_path: Path, samples: Path) -> None:
    shutil.copy(samples / REVIEWED, tmp_path)
    until = (date.today() + timedelta(days=30)).isoformat()
    words = ("--code", "LG401", "--reason", "By order", "--approved-by", "Ann Officer", "--expires", until, "--yes")
    assert run("waive", REVIEWED, *words).returncode == 0
    assert run("attest", REVIEWED, "--key", home / "ours.key").returncode == 0
    door = ("verify", REVIEWED, "--public-key", home / "ours.pub")
    assert (run(*door).returncode, run(*door, "--allow-waived").returncode) == (1, 0)


@pytest.mark.parametrize("name", [".", "gone.csv", "-"])
def test_an_attestation_speaks_of_one_file(run: Any, home: Path, name: str) -> None:
    done = run("attest", name, "--key", home / "ours.key")
    assert (done.returncode, b"one file" in done.stderr) == (2, True)


def test_keys_of_other_kinds_and_slips_in_lists_are_errors(home: Path, tmp_path: Path) -> None:
    with pytest.raises(LeakguardError, match="no private key"):
        load_private(str(home / "ours.pub"), None)
    with pytest.raises(LeakguardError, match="no public key"):
        load_public(str(home / "ours.key"))
    with pytest.raises(LeakguardError, match="can't be read"):
        load_public(str(home / "gone.pub"))
    (tmp_path / "revoked").write_text("# fine\n\nabc\n")
    with pytest.raises(LeakguardError, match="revoked:3"):
        load_revoked(str(tmp_path / "revoked"))
