"""Archives are read to their last entry, within limits, and what can't be read is said."""

from __future__ import annotations

import csv
import gzip
import io
import struct
import warnings
import zipfile

import openpyxl
import pytest

from leakguard.model import Grid, Limits, Part, Problem, Source, Texts
from leakguard.readers import read

PEOPLE = b"A-Number,Name\nA012345678,Ana Morales\n"


def packed(*entries: tuple[str, bytes], comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # duplicate names are what we want to see
        for name, data in entries:
            archive.writestr(name, data)
        archive.comment = comment
    return out.getvalue()


def items(data: bytes, limits: Limits | None = None, name: str = "release.zip"):
    return list(read(Source(name, data=data), limits or Limits()))


def grids(found) -> dict[str, int]:
    return {item.carrier.part: len(item.row_numbers) for item in found if isinstance(item, Grid)}


def codes(found) -> list[tuple[str, str]]:
    return [(item.code, item.part) for item in found if isinstance(item, Problem)]


def strings(found) -> list[str]:
    return [string for item in found if isinstance(item, Texts) for string in item.strings]


def parts(found) -> dict[str, str]:
    return {item.part: item.status for item in found if isinstance(item, Part)}


def test_every_entry_is_read_wherever_it_lies():
    found = items(packed(("a.csv", PEOPLE), ("deep/er/b.csv", PEOPLE), ("../../etc/c.csv", PEOPLE), ("deep/", b"")))
    assert grids(found) == {"a.csv": 2, "deep/er/b.csv": 2, "../../etc/c.csv": 2}
    assert codes(found) == []


def test_both_of_two_entries_with_one_name_are_read():
    assert len(grids(items(packed(("a.csv", PEOPLE), ("a.csv", b"x,y\n1,2\n3,4\n"))))) == 2


def test_archives_in_archives_are_read_and_named_by_their_way():
    inner = packed(("b.csv", PEOPLE))
    found = items(packed(("in.zip", inner), ("c.csv.gz", gzip.compress(PEOPLE))))
    assert grids(found) == {"in.zip!b.csv": 2, "c.csv.gz!c.csv": 2}


def test_entries_of_a_file_manager_are_read_as_strings():
    found = items(
        packed(
            ("a.csv", b"x,y\n1,2\n"),
            ("__MACOSX/._a.csv", b"\0\5\x16\7\0\2whereFrom https://intranet.example/Ana%20Morales\0\1"),
            (".DS_Store", b"\0\0\0\1Bud1" + "Ana Morales A012345678.pdf".encode("utf-16-be") + b"\0\0"),
            ("pictures/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Li Wei.jpg".encode("utf-16-le")),
        )
    )
    together = " ".join(strings(found))
    assert "intranet.example" in together and "A012345678" in together and "Li Wei" in together
    assert parts(found)[".DS_Store"] == "read" and codes(found) == []


def test_only_its_content_makes_a_leftover_of_an_entry():
    book = io.BytesIO()
    workbook = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(PEOPLE.decode())):
        workbook.active.append(row)
    workbook.save(book)
    names = ("__MACOSX/._book.xlsx", "~$book.xlsx", "Thumbs.db")
    found = items(packed(*((name, book.getvalue()) for name in names)))
    assert {item.carrier.part.partition("!")[0] for item in found if isinstance(item, Grid)} == set(names)


@pytest.mark.parametrize("mark", [b"\0\5\x16\7", b"\0\0\0\1Bud1"])
def test_a_leftover_with_a_packed_file_in_it_is_not_called_read(mark):
    found = items(packed(("__MACOSX/._x", mark + packed(("people.csv", PEOPLE)))))
    assert parts(found)["__MACOSX/._x"] == "unread"


def test_text_beside_no_entry_has_its_line_in_the_ledger():
    found = items(PEOPLE + packed())
    assert any("Ana Morales" in text for text in strings(found)) and "read" in parts(found).values()


def test_a_lock_file_says_who_had_the_workbook_open():
    owner = b"\x0bAna Morales" + b" " * 43 + b"\x0b\0" + "Ana Morales".ljust(54).encode("utf-16-le")
    found = items(packed(("a.csv", b"x,y\n1,2\n"), ("~$book.xlsx", owner)))
    assert any("Ana Morales" in text for text in strings(found)) and parts(found)["~$book.xlsx"] == "read"


def test_names_and_comments_of_an_archive_are_read():
    found = strings(items(packed(("MORALES Ana A012345678.csv", b"x,y\n1,2\n"), comment=b"made for Li Wei")))
    assert "MORALES Ana A012345678.csv" in found and "made for Li Wei" in found


@pytest.mark.parametrize("name", ["README.txt", "docs/NOTES.md", "LICENSE"])
def test_prose_is_read_as_texts(name):
    found = items(packed((name, b"Questions about the data, if any,\ngo to Ana Morales.\n")))
    assert "go to Ana Morales." in strings(found) and grids(found) == {}


def test_an_encrypted_entry_is_told_and_the_others_are_read():
    data = bytearray(packed(("a.csv", PEOPLE), ("b.csv", PEOPLE)))
    for flags in (6, data.index(b"PK\1\2") + 8):  # in the first local header, and in the list of contents
        data[flags] |= 1
    found = items(bytes(data))
    assert codes(found) == [("LG904", "a.csv")]
    assert grids(found) == {"b.csv": 2} and parts(found)["a.csv"] == "unread"


def test_a_picture_is_opaque_and_an_empty_entry_inert():
    found = items(packed(("map.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40), ("empty.csv", b""), ("a.csv", PEOPLE)))
    assert parts(found)["map.png"] == "opaque" and parts(found)["empty.csv"] == "inert"
    assert codes(found) == []


def test_a_document_among_the_entries_is_never_passed_over():
    assert ("LG905", "letter.pdf") in codes(items(packed(("letter.pdf", b"%PDF-1.7 ..."), ("a.csv", PEOPLE))))


ZEROS = b"a,b\n" + b"0," * (40 << 20)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        pytest.param(packed(("a.csv", ZEROS)), Limits(ratio=100), "LG903", id="ratio"),
        pytest.param(packed(("a.csv", ZEROS)), Limits(unpacked=1 << 20), "LG903", id="size"),
        pytest.param(packed(*((f"{n}.csv", PEOPLE) for n in range(30))), Limits(members=20), "LG903", id="count"),
        pytest.param(gzip.compress(ZEROS), Limits(ratio=100), "LG903", id="gzip ratio"),
        pytest.param(gzip.compress(ZEROS), Limits(unpacked=1 << 20), "LG903", id="gzip size"),
    ],
)
def test_a_bomb_is_refused_before_it_unpacks(data, limits, code):
    found = items(data, limits)
    assert [c for c, _ in codes(found)] == [code] and grids(found) == {}


def test_containers_in_containers_end_at_the_limit():
    data = packed(("a.csv", PEOPLE))
    for _ in range(6):
        data = packed(("next.zip", data))
    found = items(data, Limits(depth=3))
    assert [code for code, _ in codes(found)] == ["LG903"] and grids(found) == {}
    assert len(grids(items(data, Limits(depth=7)))) == 1


def test_many_small_archives_share_one_budget():
    inner = packed(*((f"{n}.csv", PEOPLE * 100) for n in range(10)))
    found = items(packed(*((f"{n}.zip", inner) for n in range(10))), Limits(unpacked=100_000))
    assert codes(found) and all(code == "LG903" for code, _ in codes(found))
    assert sum(grids(found).values()) * len(PEOPLE) / 2 < 200_000
    assert 1 < len(grids(items(packed(*((f"{n}.zip", inner) for n in range(3))), Limits(members=25)))) < 30


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda d: d[: len(d) // 2], id="cut in half"),
        pytest.param(lambda d: d.replace(b"PK\5\6", b"XX\5\6"), id="no end record"),
        pytest.param(lambda d: d.replace(struct.pack("<I", d.index(b"PK\1\2")), b"\xff\xff\0\0"), id="wrong place"),
        pytest.param(lambda d: d[:40] + bytes([d[40] ^ 0xFF]) + d[41:], id="a byte flipped"),
    ],
)
def test_a_damaged_archive_is_told(damage):
    assert "LG907" in [code for code, _ in codes(items(damage(packed(("a.csv", PEOPLE * 50)))))]


def test_a_wrong_checksum_is_told():
    data = bytearray(packed(("a.csv", PEOPLE), ("b.csv", PEOPLE), method=zipfile.ZIP_STORED))
    data[data.index(b"A012345678")] = ord("B")
    found = items(bytes(data))
    assert codes(found) == [("LG907", "a.csv")] and grids(found) == {"b.csv": 2}


def stray(data: bytes, where: str) -> bytes:
    secret = b"deleted: A012345678 Ana Morales "
    if where == "before":
        return secret + data
    if where == "after":
        return data + secret
    start = data.index(b"PK\1\2")
    end = data.rindex(b"PK\5\6")
    moved = struct.pack("<I", start + len(secret))
    return data[:start] + secret + data[start : end + 16] + moved + data[end + 20 :]


@pytest.mark.parametrize("where", ["before", "between", "after"])
def test_bytes_that_belong_to_no_entry_are_read_and_told(where):
    found = items(stray(packed(("a.csv", PEOPLE)), where))
    assert any("deleted: A012345678" in string for string in strings(found))
    assert codes(found) == [] and grids(found) == {"a.csv": 2}


def test_stray_bytes_that_are_no_text_are_told():
    found = items(packed(("a.csv", PEOPLE)) + bytes(range(128, 256)) * 4)
    assert codes(found) == [("LG901", ".")] and grids(found) == {"a.csv": 2}


def test_a_deleted_entry_is_read_from_its_bytes():
    whole = packed(("old.csv", PEOPLE), ("a.csv", PEOPLE))
    first, second = whole.index(b"PK\1\2"), whole.rindex(b"PK\1\2")
    end = whole.rindex(b"PK\5\6")
    ended = whole[end : end + 8] + struct.pack("<HHII", 1, 1, end - second, first) + b"\0\0"
    found = items(whole[:first] + whole[second:end] + ended)
    assert codes(found) == [] and grids(found) == {"a.csv": 2, "old.csv (deleted)": 2}


def test_an_archive_written_as_a_stream_has_no_stray_bytes():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, block):
            self.data += block
            return len(block)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", PEOPLE)
        archive.writestr("b.csv", PEOPLE)
    assert codes(items(bytes(pipe.data))) == []


def test_gzip_is_read_in_one_piece_and_in_several():
    assert grids(items(gzip.compress(PEOPLE), name="a.csv.gz")) == {"a.csv": 2}
    several = gzip.compress(PEOPLE) + gzip.compress(b"A087654321,Li\n") + b"\0" * 512
    assert grids(items(several, name="a.csv.gz")) == {"a.csv": 3}


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param(gzip.compress(PEOPLE) + b"A087654321,Li\n", 2, id="other bytes behind"),
        pytest.param(gzip.compress(PEOPLE * 2000)[:-6], 4000, id="cut short"),
        pytest.param(gzip.compress(PEOPLE)[:-5] + b"\0\0\0\0\0", 2, id="wrong checksum"),
    ],
)
def test_damaged_gzip_is_told_and_what_it_gives_is_read(data, rows):
    found = items(data, name="a.csv.gz")
    assert codes(found) == [("LG907", ".")] and grids(found) == {"a.csv": rows}


def test_the_name_in_a_gzip_header_is_read():
    out = io.BytesIO()
    with gzip.GzipFile("Ana Morales.csv", "wb", fileobj=out) as file:
        file.write(PEOPLE)
    assert "Ana Morales.csv" in strings(items(out.getvalue(), name="a.gz"))
