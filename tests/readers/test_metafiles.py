"""What a metafile writes is read as lines, by whatever record it is written."""

import random
import struct
from pathlib import Path

import pytest

from leakguard.readers import metafiles

REAL = (Path(__file__).parents[1] / "hidden" / "files" / "letters.emf").read_bytes()  # made by LibreOffice Draw 7.4


def metafile(*records: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<II", number, 8 + len(content)) + content for number, content in records)
    head = struct.pack("<II16x16x4s", 1, 88, b" EMF").ljust(88, b"\0")
    return head + body + struct.pack("<IIIII", 14, 20, 0, 16, 20)


def placed(text: bytes, count: int, height: int = 5, options: int = 0) -> bytes:
    return b"\0" * 28 + struct.pack("<iiIII", 0, height, count, 76, options) + b"\0" * 20 + text


def small(text: bytes, count: int, options: int, height: int = 5) -> bytes:
    bounds = b"" if options & 0x100 else b"\0" * 16
    return struct.pack("<iiIIIff", 0, height, count, options, 1, 1.0, 1.0) + bounds + text


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def plus(text: str) -> bytes:
    said = struct.pack("<IIIffff", 0, 0, len(text), 0.0, 9.0, 90.0, 9.0) + wide(text)
    inner = struct.pack("<HHII", 0x401C, 0, 12 + len(said), len(said)) + said
    return struct.pack("<I4s", 4 + len(inner), b"EMF+") + inner


MANY = b"\0" * 16 + struct.pack("<IffI", 1, 1.0, 1.0, 1) + struct.pack("<iiIII", 0, 5, 4, 80, 0) + b"\0" * 20
CASES = {
    "a text": ([(84, placed(wide("Ида К."), 6))], ["Ида К."]),
    "an 8-bit text": ([(83, placed("Zoë Quill".encode("cp1252"), 9))], ["Zoë Quill"]),
    "a small text": ([(108, small(wide("Mara Quill"), 10, 0))], ["Mara Quill"]),
    "a small text without bounds": ([(108, small(wide("Mara Quill"), 10, 0x100))], ["Mara Quill"]),
    "a small 8-bit text": ([(108, small(b"Mara Quill", 10, 0x300))], ["Mara Quill"]),
    "texts together": ([(97, MANY + wide("Mara"))], ["Mara"]),
    "single letters": ([(84, placed(wide(c), 1)) for c in "Quill"], ["Quill"]),
    "cells of one height": ([(84, placed(wide(t), len(t))) for t in ("Quill", "1991-02-03")], ["Quill 1991-02-03"]),
    "two heights": ([(84, placed(wide("Quill"), 5)), (84, placed(wide("Osei"), 4, 9))], ["Quill", "Osei"]),
    "a string of the second kind": ([(70, plus("Mara Quill"))], ["Mara Quill"]),
    "glyph numbers": ([(84, placed(b"\x24\0\x25\0", 2, options=0x10))], []),
    "a comment": ([(70, struct.pack("<I", 12) + b"Mara Quill\0\0")], ["Mara Quill"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_record_writes_is_read(name):
    records, expected = CASES[name]
    assert [text for _, text in metafiles.texts_of(metafile(*records))] == expected


def test_a_real_drawing_is_read_line_by_line():
    assert [text for _, text in metafiles.texts_of(REAL)] == [
        "Quill, Mara A212345678 born 1991-02-03",
        "Ковач, Ида A217654321 Zając",
    ]


def test_bytes_behind_the_end_are_read_too():
    assert "Mara Quill" in [text for _, text in metafiles.texts_of(metafile() + b"Mara Quill")]


def test_a_metafile_of_another_kind_is_read_by_its_letter_runs():
    assert [text for _, text in metafiles.texts_of(b"\xd7\xcd\xc6\x9a\0\0\0\0Mara Quill\0")] == ["Mara Quill"]


def test_spoilt_metafiles_end_the_reading_and_nothing_else():
    draw = random.Random(6)
    for _ in range(300):
        spoilt = bytearray(REAL)
        for _ in range(draw.randint(1, 12)):
            spoilt[draw.randrange(44, len(spoilt))] = draw.randrange(256)
        list(metafiles.texts_of(bytes(spoilt[: draw.randint(44, len(spoilt))])))
