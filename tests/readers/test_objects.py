"""JSON gives up its records whatever their shape, code the rows written in it; nothing broken is called read."""

import base64
import gzip
import json
import zlib

import pytest

from leakguard import readers
from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, literals, packed
from leakguard.readers.ooxml import records

NAMES, BIRTHS = ["Ana Morales", "Li Quill", "Omar Osei"], ["1991-02-03", "1984-05-06", "1977-08-09"]
PEOPLE = list(zip(NAMES, BIRTHS, strict=True))
OBJECTS = [{"name": n, "born": b} for n, b in zip(NAMES, BIRTHS, strict=True)]
SHAPES = {
    "records": OBJECTS,
    "records below": {"meta": {"n": 3}, "result": {"people": OBJECTS}},
    "nested fields": [{"id": {"name": o["name"]}, "born": o["born"]} for o in OBJECTS],
    "header and rows": {"columns": ["name", "born"], "data": [list(o.values()) for o in OBJECTS]},
    "rows alone": [list(o.values()) for o in OBJECTS],
    "columns": {"name": NAMES, "born": BIRTHS},
    "numbered columns": {"name": dict(enumerate(NAMES)), "born": dict(enumerate(BIRTHS))},
    "keyed": {n: {"born": b, "sex": "F"} for n, b in zip(NAMES, BIRTHS, strict=True)},
}


def read(data: bytes, name: str = "export.json"):
    return list(readers.read(Source(name, data=data), Limits()))


def rows(items) -> list[tuple[str, ...]]:
    """The rows of all tables, each as the tuple of its filled cells."""
    found = []
    for item in items:
        if isinstance(item, Table | Grid):
            cells = [c.cells.to_pylist() for c in item.columns]
            found += [tuple(v for v in row if v) for row in zip(*cells, strict=True)]
    return found


def together(items, *values: str) -> bool:
    return any(set(values) <= set(row) for row in rows(items))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_one_object_says_of_a_person_stays_on_one_row(shape):
    items = read(json.dumps(SHAPES[shape]).encode())
    assert all(together(items, n, b) for n, b in zip(NAMES, BIRTHS, strict=True))
    assert [i.status for i in items if isinstance(i, Part)] == ["read"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_line_may_be_an_object_of_its_own(codec):
    items = read("\n".join(json.dumps(o, ensure_ascii=False) for o in OBJECTS).encode(codec))
    assert together(items, NAMES[1], BIRTHS[1])


def test_a_name_that_stands_twice_in_one_object_loses_neither_value():
    items = read(b'[{"name": "Ana Morales", "name": "Li Quill"}, {"name": "a"}, {"name": "b"}]')
    assert together(items, "Ana Morales", "Li Quill")


def test_strings_are_found_however_deep_they_stand():
    items = read(b'[{"a": ' * 300 + b'"Ana Morales"' + b"}]" * 300)
    assert "Ana Morales" in {s for i in items if isinstance(i, Texts) for s in i.strings}


def test_numbers_alone_are_read_too():
    items = read(b'{"a": 12, "b": [1, 2]}')
    assert not [i for i in items if isinstance(i, Problem)]
    assert {s for i in items if isinstance(i, Texts) for s in i.strings} == {"12", "1", "2"}


@pytest.mark.parametrize("broken", [b'[{"name": "Ana Morales"}, {"nam', b'{"a": 1}\n{"b": \n', b"[" * 200_000])
def test_broken_json_is_told_and_its_lines_are_judged_all_the_same(broken):
    items = read(broken)
    assert [i.code for i in items if isinstance(i, Problem)] == ["LG907"]
    assert [i.status for i in items if isinstance(i, Part)] == ["unread"]
    assert broken.split(b"\n")[0].decode() in {s for i in items if isinstance(i, Texts) for s in i.strings}


CODE = {
    "insert": "INSERT INTO t (name, born) VALUES ('Ana Morales', '1991-02-03'), ('Li O''Quill', DATE '1984-05-06')",
    "list": "SELECT n FROM t WHERE (name, born) IN (('Ana Morales', '1991-02-03'), ('Li O''Quill', '1984-05-06'))",
    "conditions": "WHERE (name = 'Ana Morales' AND born='1991-02-03') OR (name = 'Li O''Quill' AND born='1984-05-06')",
    "one by one": "VALUES (N'Ana Morales', '1991-02-03');INSERT INTO t VALUES ('Li O''Quill', '1984-05-06')",
    "arrays": 'a(1) = Array("Ana Morales", "1991-02-03")\na(2) = Array("Li O\'Quill", "1984-05-06")',
    "records": '{[#"n a"="Ana Morales", born="1991-02-03"], [#"n a"="Li O\'Quill", born="1984-05-06"]}',
}


@pytest.mark.parametrize("kind", CODE)
def test_rows_written_in_code_are_rows(kind):
    found = rows(literals.rows(CODE[kind], Carrier("part", "text")))
    assert {("Ana Morales", "1991-02-03"), ("Li O'Quill", "1984-05-06")} <= set(found)


@pytest.mark.parametrize("code", ["f(1, 2)", "IF(A1>0,\"yes\",'no')", "SELECT a FROM b WHERE c = 'd'"])
def test_code_without_rows_makes_no_table(code):
    assert not list(literals.rows(code, Carrier("part", "text")))


@pytest.mark.parametrize(
    "code", ["(" * 100_000, "('a'," * 50_000, "'" * 100_001, "(a='b' and " * 30_000, '["' * 50_000]
)
def test_endless_code_takes_no_endless_time(code):
    assert not list(literals.rows(code, Carrier("part", "text")))


PACK = {
    "plain": lambda d: d,
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": lambda d: zlib.compress(d, wbits=-15),
}


@pytest.mark.parametrize("way", PACK)
@pytest.mark.parametrize("code", [base64.b64encode, base64.urlsafe_b64encode])
def test_packed_text_is_unpacked_in_each_of_its_forms(way, code):
    text = "\n".join(f"{n},{b}" for n, b in zip(NAMES, BIRTHS, strict=True))
    assert packed.unpacked(code(PACK[way](text.encode())).decode()) == text


def test_names_of_elements_that_spaces_were_written_into_are_headers():
    names = ("Full_x0020_Name", "Born_x0020_On")
    fields = ("".join(f"<{n}>{v}</{n}>" for n, v in zip(names, one, strict=True)) for one in PEOPLE)
    rows = "".join(f"<Row>{said}</Row>" for said in fields)
    root = harvest.parse(f"<Rows>{rows}</Rows>".encode())
    (table,) = records.listed(root, Carrier("customXml/item1.xml", "custom-xml"))
    assert [c.header for c in table.columns] == ["Full Name", "Born On"]


@pytest.mark.parametrize("word", ["Extraordinarily-long-name_of_a_field_or_2", "QUJD" * 3, "f" * 31])
def test_long_words_are_not_taken_for_packed_text(word):
    assert packed.unpacked(word) == ""
