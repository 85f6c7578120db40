"""Delimited text of every shape comes out cell by cell, at full width, with the row numbers a person sees."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leakguard.model import Grid, Limits, Part, Problem, Source, Texts
from leakguard.readers import delimited, read
from leakguard.readers.delimited import decoding, swift
from leakguard.readers.delimited.columns import Columns
from leakguard.readers.delimited.dialect import Dialect, detect
from leakguard.readers.delimited.records import Records

PEOPLE = 'A-Number,Name,Birth Date\r\nA012345678,"MORALES, ANA",02/03/1991\r\nA087654321,Öz Işık,07/08/1984\r\n'
PEOPLE_ROWS = [
    ["A-Number", "Name", "Birth Date"],
    ["A012345678", "MORALES, ANA", "02/03/1991"],
    ["A087654321", "Öz Işık", "07/08/1984"],
]


def items(data: bytes, name: str = "export.csv"):
    return list(read(Source(name, data=data), Limits()))


def grid(data: bytes, name: str = "export.csv") -> Grid:
    found = [item for item in items(data, name) if isinstance(item, Grid)]
    assert len(found) == 1
    return found[0]


def rows(of: Grid) -> list[list[str]]:
    columns = [column.cells.to_pylist() for column in of.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def strings(data: bytes, name: str = "export.csv") -> str:
    """All that came out of a file, grids and texts, on one line."""
    out = []
    for item in items(data, name):
        if isinstance(item, Grid):
            out += [cell for row in rows(item) for cell in row]
        elif isinstance(item, Texts):
            out += item.strings
    return " ".join(out)


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda t: t.encode(), id="utf-8"),
        pytest.param(lambda t: t.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(lambda t: t.encode("utf-16"), id="utf-16 with mark"),
        pytest.param(lambda t: t.encode("utf-16-le"), id="utf-16-le without mark"),
        pytest.param(lambda t: t.encode("utf-16-be"), id="utf-16-be without mark"),
        pytest.param(lambda t: t.encode("utf-32"), id="utf-32 with mark"),
        pytest.param(lambda t: t.replace("\r\n", "\n").encode(), id="line feeds"),
        pytest.param(lambda t: t.replace("\r\n", "\r").encode(), id="carriage returns"),
        pytest.param(lambda t: t.replace("7", "7\0").encode(), id="stray NUL"),
        pytest.param(lambda t: t.encode() + b"\x1a", id="end mark of DOS"),
        pytest.param(lambda t: t.encode() + b"\0" * 512, id="padded with NUL"),
    ],
)
def test_one_table_in_every_encoding_and_line_end_gives_the_same_cells(encode):
    assert [row for row in rows(grid(encode(PEOPLE))) if any(row)] == PEOPLE_ROWS


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac-roman"])
def test_western_letters_that_are_no_utf8_are_read(codec):
    end = "\r" if codec == "mac-roman" else "\r\n"
    text = end.join(("Name,Country", "Peña Núñez,Perú", "Zoë Strauß,Österreich", ""))
    found = items(text.encode(codec))
    assert "Peña Núñez" in rows(found[0])[1] and "Zoë Strauß" in rows(found[0])[2]
    assert not [item for item in found if isinstance(item, Problem)]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_comma_of_names_is_no_delimiter(delimiter):
    lines = [f"ROE, JANE{delimiter}{n}-{n:04d}\n" for n in range(12)]
    assert (detect(lines, ".csv").delimiter, detect(lines, ".csv").width) == (delimiter, 2)
    assert detect([f"{n}, {n}{delimiter}x, y\n" for n in range(12)]).width == 2
    assert detect([f"Lot {n}, left,{n}\n" for n in range(12)], ".csv").delimiter == ","


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f", "\x01", "¦"])
def test_any_delimiter_is_found(delimiter):
    table = [["Name", "Facility", "Date"], ["Ana", "Stewart, GA", "1991-02-03"], ["Li", "Eloy; AZ", "1984-07-08"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    assert rows(grid(out.getvalue().encode(), "export.dat")) == table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b\n1\n2,3,4\n", [["a", "b", ""], ["1", "", ""], ["2", "3", "4"]], id="ragged"),
        pytest.param("Report\n\na,b\n1,2\n", [["Report", ""], ["", ""], ["a", "b"], ["1", "2"]], id="preamble"),
        pytest.param('a,b\n"1\n2",3\n4,5\n', [["a", "b"], ["1\n2", "3"], ["4", "5"]], id="line break in quotes"),
        pytest.param('a,b\n"say ""hi""",3\n', [["a", "b"], ['say "hi"', "3"]], id="doubled quotes"),
        pytest.param('a, b\n1, "x, y"\n2, "z"\n', [["a", "b"], ["1", "x, y"], ["2", "z"]], id="blank before quote"),
        pytest.param("a,b\n007,NA\n1e5,\n", [["a", "b"], ["007", "NA"], ["1e5", ""]], id="all is text"),
        pytest.param("x;y\n1,5;2,5\n3,25;4,0\n", [["x", "y"], ["1,5", "2,5"], ["3,25", "4,0"]], id="decimal commas"),
        pytest.param("a,b\n1,2\n\nc,d\n3,\n", [["a", "b"], ["1", "2"], ["", ""], ["c", "d"], ["3", ""]], id="tables"),
        pytest.param("name\rAna\rLi", [["name"], ["Ana"], ["Li"]], id="one column"),
    ],
)  # fmt: skip
def test_shapes_are_kept_as_they_stand(text, expected):
    found = grid(text.encode())
    assert rows(found) == expected
    assert found.row_numbers.tolist() == list(range(1, len(expected) + 1))


def test_row_numbers_count_records_not_lines():
    found = grid(b'a,b\n"1\n1\n1",2\n\n3,4\n')
    assert [(n, row) for n, row in zip(found.row_numbers.tolist(), rows(found), strict=True)][3] == (4, ["3", "4"])


def test_text_behind_the_end_mark_of_dos_is_read():
    assert "A012345678" in strings(b"a,b\n1,2\n\x1a\nA012345678,Ana\n")


def test_a_file_glued_from_three_encodings_is_read_whole():
    glued = PEOPLE.encode("utf-8-sig") + "1,Peña,3\r\n".encode("cp1252") + b'\xef\xbb\xbf"A011111111",Li,4\r\n'
    found = rows(grid(glued))
    assert found[:3] == PEOPLE_ROWS and found[3][1] == "Peña" and found[5][0] == "A011111111"


@pytest.mark.parametrize(
    "broken",
    [
        'id,name,dob,place\n1,"Ana,1991,X\n2,Li,1984,Y\n3,Bo,1970,Z\n4,Cy,1969,W\n',
        'id,name,dob,place\n1,"Ana,1991,X\n2,Li,1984,Y\n3,"Bo",1970,Z\n4,Cy,1969,W\n',
        'id,name,dob,place\n"1,Ana,1991,X\n"2,Li,1984,Y\n"3,Bo,1970,Z\n"4,Cy,1969,W\n',
        '"id","name","dob","place"\n"1","Ana,1991,X\n"2","Li","1984","Y"\n"3","Bo","1970","Z"\n4,Cy,1969,W\n',
    ],
)
def test_an_unclosed_quote_swallows_no_rows(broken):
    found = rows(grid(broken.encode()))
    assert [row[:4] for row in found[1:]] == [
        ["1", "Ana", "1991", "X"],
        ["2", "Li", "1984", "Y"],
        ["3", "Bo", "1970", "Z"],
        ["4", "Cy", "1969", "W"],
    ]


def test_a_note_of_several_lines_with_commas_stays_one_cell():
    note = "First, seen in May.\nThen, again, in June.\nNo return."
    out = io.StringIO()
    csv.writer(out).writerows([["id", "note", "place", "date"], ["1", note, "Eloy", "1991"], ["2", "", "Eloy", "1992"]])
    assert rows(grid(out.getvalue().encode()))[1][1] == note


def test_a_field_longer_than_pythons_limit_is_read():
    found = rows(grid(b"a,b\n1," + b"x" * 300_000 + b"\n"))
    assert len(found[1][1]) == 300_000


def test_a_row_of_thousands_of_fields_keeps_its_last():
    wide = b",".join(b"%d" % n for n in range(5000))
    assert rows(grid(b"a,b\n1,2\n" + wide + b"\n"))[2][4999] == "4999"


def test_a_monstrous_row_in_a_long_file_is_kept_as_texts():
    data = b"a,b\n" + b"1,2\n" * 20_000 + b"," * 4000 + b"A012345678\n"
    found = [item for item in items(data) if isinstance(item, Texts)]
    assert ("row 20002, field 4001", "A012345678") in zip(found[0].addresses, found[0].strings, strict=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(random.Random(1).randbytes(4000), "LG905", id="noise"),
        pytest.param("имя,страна\nИванов Иван,Россия\nПетров Пётр,Грузия\n".encode("cp1251"), "LG901", id="cp1251"),
        pytest.param(
            "なまえ,くに\nさとうはなこ,ペルー\nやまだたろう,キューバ\n".encode("shift-jis"), "LG901", id="sjis"
        ),
        pytest.param("名前,国家\n王小明,中华人民共和国\n李晓红,中华人民共和国\n".encode("gbk"), "LG901", id="gbk"),
    ],
)
def test_what_cannot_be_decoded_is_never_clean(data, code):
    assert code in [item.code for item in items(data) if isinstance(item, Problem)]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("README.md", "# Notes\n\nThe data, as sent, is complete.\nAsk Ana Morales.\n", "text"),
        ("notes.txt", "One line of prose, and a name: Ana Morales.\n", "text"),
        ("table.txt", "id|name\n1|Ana Morales\n2|Li\n", "csv"),
        ("export.csv", "One line of prose, and a name: Ana Morales.\n", "csv"),
    ],
)
def test_prose_is_texts_and_a_table_is_a_grid_whatever_the_suffix(name, text, kind):
    found = items(text.encode(), name)
    assert {item.carrier.kind for item in found if isinstance(item, Grid | Texts)} == {kind}
    assert "Ana Morales" in strings(text.encode(), name)
    assert Part(".", kind, "read") in found


PRINTED = """\
Facility      Name                    Born  A-Number

Eloy          MORALES, ANA      02/03/1991  A012345678
Stewart       LI, WEI           07/08/1984
              DE LA CRUZ, JOSE   1/12/1970  A011111111
Port Isabel   A VERY LONG NAME, INDEED 1/1/1969  A022222222
Eloy          SMITH, BO         12/12/1959  A033333333
Eloy                            12/12/1979  A044444444
"""


def test_columns_lined_up_with_blanks_are_told_apart_and_no_word_is_cut():
    found = rows(grid(PRINTED.encode(), "list.prn"))
    assert found[0] == ["Facility", "Name", "Born", "A-Number"]
    assert found[2] == ["Eloy", "MORALES, ANA", "02/03/1991", "A012345678"]
    assert found[4] == ["", "DE LA CRUZ, JOSE", "1/12/1970", "A011111111"]
    assert " ".join(" ".join(row) for row in found).split() == PRINTED.split()


def test_a_block_with_another_delimiter_is_a_grid_with_the_rows_of_the_file():
    text = "a,b,c\n1,2,3\n4,5,6\n7,8,9\n\nName;Born\nAna Morales;1991\nLi Wei;1984\nBo Smith;1970\n1,2,3\n"
    whole, block = (item for item in items(text.encode()) if isinstance(item, Grid))
    assert len(rows(whole)) == 10
    assert rows(block)[1] == ["Ana Morales", "1991"] and block.row_numbers.tolist() == [6, 7, 8, 9]


def test_a_table_quoted_into_a_cell_is_a_grid_of_its_own():
    inner = "Name,Born\nAna Morales,1991\nLi Wei,1984\n"
    out = io.StringIO()
    csv.writer(out).writerows([["id", "attachment", "x", "y"], ["1", inner, "2", "3"], ["2", "a\nb\nc", "", ""]])
    whole, cell = (item for item in items(out.getvalue().encode()) if isinstance(item, Grid))
    assert rows(whole)[1][1] == inner
    assert rows(cell)[1] == ["Ana Morales", "1991"] and cell.carrier.label == "B2"


# ---- the swift way and the careful way


def both_ways(data: bytes) -> tuple[list[list[str]] | None, list[list[str]]]:
    """The cells as Arrow reads them (None where it hands the file over), and as Python's csv module does."""
    encoding = decoding.detect(data)
    assert encoding is not None
    text = data.decode(encoding.name, "replace")
    form = detect(text.splitlines(keepends=True), ".csv")
    swiftly = swift.read(lambda: decoding.CleanText(io.BytesIO(data), encoding), form)
    careful = Columns(form.width)
    careful.extend(Records(iter(io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")), form))
    number = careful.rows
    columns, _ = careful.finish()
    as_rows = [list(row) for row in zip(*(c.cells.to_pylist() for c in columns), strict=True)]
    assert len(as_rows) == number
    if swiftly is None:
        return None, as_rows
    return [list(row) for row in zip(*(c.cells.to_pylist() for c in swiftly[0]), strict=True)], as_rows


CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "007", "NA", "null", "1e5", "A012345678", 'say "hi"', "a\nb", "x\r\ny", "p, q", '"', "é"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\x1a\ufeff"), max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(2, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=12)),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_both_ways_give_the_same_cells_of_what_a_writer_writes(table, end, quoting):
    out = io.StringIO()
    csv.writer(out, lineterminator=end, quoting=quoting).writerows(table)
    data = out.getvalue().encode()
    if decoding.detect(data) == decoding.Encoding("utf-8"):
        swiftly, carefully = both_ways(data)
        assert swiftly is None or swiftly == carefully


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "bc", ",", ",", '"', '""', "\n", "\r\n", "\r", " ", "é"]), min_size=1, max_size=60)
)
@example(["a", '"', ",", ",", '"'])
def test_both_ways_give_the_same_cells_of_any_tangle(tokens):
    data = ("h1,h2,h3\n1,2,3\n" + "".join(tokens)).encode()
    swiftly, carefully = both_ways(data)
    assert swiftly is None or swiftly == carefully


def big_table(seed: int) -> bytes:
    rng = random.Random(seed)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "name", "note", "place"])
    for n in range(60_000):
        note = rng.choice(["", "two\nlines", "with, comma", 'with "quotes"', f"number {n}", "plain text " * 6])
        writer.writerow([n, f"Name {rng.randrange(5000)}", note, rng.choice(["Eloy", "Stewart", ""])])
        if n % 20_000 == 7:
            out.write(rng.choice(["\n", "a title row\n", "1,2,3,4,5,6\n", '"one, quoted"\n']))
    return out.getvalue().encode()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_big_file_takes_the_swift_way_and_loses_nothing(seed):
    data = big_table(seed)
    swiftly, carefully = both_ways(data)
    assert swiftly is not None and swiftly == carefully
    assert [row[: len(carefully[0])] for row in rows(grid(data))] == carefully


def test_a_big_file_with_an_unclosed_quote_is_read_the_careful_way():
    data = big_table(1).replace(b"\n30000,", b'\n30000,"', 1)
    form, utf8 = Dialect(",", 4), decoding.Encoding("utf-8")
    assert swift.read(lambda: decoding.CleanText(io.BytesIO(data), utf8), form) is None
    found = [row[0] for row in rows(grid(data))]
    assert {"30000", "30001", "59999"} <= set(found)


def test_the_reader_keeps_its_contract():
    assert delimited.FORMAT == "csv" and ".csv" in delimited.SUFFIXES
    assert delimited.sniff(b"a,b\n", Source("x")) and not delimited.sniff(b"\x89\x03\x04\x05\x06", Source("x"))
    column = grid(PEOPLE.encode()).columns[1]
    assert str(column.cells.type) == "dictionary<values=string, indices=int32, ordered=0>"
    assert column.cells.null_count == 0 and column.index == 1 and column.header == ""
