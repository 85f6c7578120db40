"""Text of a file that goes into a format is text there, whatever it says."""

from __future__ import annotations

import html
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leakguard.masking import (
    for_html,
    for_markdown,
    for_sarif,
    for_widget,
    for_workflow,
    on_one_line,
    printable,
    shape,
)

SPECIAL = "<>&\"'`*_[](){}|~#@:!%$\\/=+-.\r\n\t\x1b\x07\x00\u2028\u202e\ufeff\ud800 aZ0é中"
texts = st.text(st.one_of(st.sampled_from(SPECIAL), st.characters()), max_size=60)


@given(texts)
@example("a::error ::b")
@example(":::::: ### ##[x]")
def test_one_line_holds_nothing_that_steers(text: str) -> None:
    line = on_one_line(text)
    assert line.isprintable() or not line
    assert "::" not in line and "##" not in line
    assert on_one_line(line) == line
    line.encode("utf-8")


@given(texts)
def test_plain_words_stay_as_they_are(text: str) -> None:
    plain = "".join(c for c in text if c.isalnum() or c == " ")
    assert {on_one_line(plain), for_html(plain), for_widget(plain), for_sarif(plain), for_workflow(plain)} == {plain}
    assert for_markdown(plain) == plain or "www" in plain.lower()


@given(texts, st.booleans())
def test_html_reads_back_as_the_text(text: str, begins: bool) -> None:
    escaped = for_html(text, begins_cell=begins)
    assert not set(escaped) & set("<>\"'")
    assert html.unescape(escaped).removeprefix("'" if begins else "") in (on_one_line(text), on_one_line(text)[1:])
    assert not begins or html.unescape(escaped)[:1] not in ("=", "+", "-", "@")


@given(texts)
def test_a_workflow_command_stays_one_command(text: str) -> None:
    data, value = for_workflow(text), for_workflow(text, in_property=True)
    assert not set(data + value) & set("\r\n") and not set(value) & set(":,")
    assert data.replace("%25", "%") == on_one_line(text)


@given(texts)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False})
    shown = parser.renderInline(f"x {for_markdown(text)} x")
    assert not re.search(r"<(?!/?$)", shown)
    back = html.unescape(shown).replace("\u200b", "")
    assert " ".join(back.split()) == " ".join(f"x {on_one_line(text)} x".replace("\u200b", "").split())


@given(texts)
@example("](javascript:alert(1))")
def test_markdown_without_a_parser_has_no_bare_markup(text: str) -> None:
    escaped = for_markdown(text)
    assert not re.search(r"[<>]", escaped)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_|~]", re.sub(r"\\.", "", escaped))
    assert not re.search(r"[@#!~%$]\w|:/|www\.", escaped, re.I)


@given(texts)
def test_a_sarif_message_has_no_link_and_no_placeholder(text: str) -> None:
    message = for_sarif(text)
    assert not re.search(r"[\[\]]", re.sub(r"\\[\\\[\]]", "", message))
    assert not re.search(r"[{}]", message.replace("{{", "").replace("}}", ""))
    json.dumps(message).encode("ascii")


@given(texts)
def test_a_widget_sees_no_tag_no_entity_no_placeholder(text: str) -> None:
    kept = for_widget(text)
    assert not re.search(r"[<>]|&[#\w]|%\{", kept)


@given(texts)
def test_xml_takes_what_stands_on_one_line(text: str) -> None:
    element = ET.Element("a", b=on_one_line(text))
    element.text = on_one_line(text)
    back = ET.fromstring(ET.tostring(element, encoding="unicode"))
    assert (back.text or "", back.get("b")) == (on_one_line(text), on_one_line(text))


@given(texts)
def test_labels_lose_control_and_direction_characters(text: str) -> None:
    assert not [c for c in printable(text) if unicodedata.category(c)[0] == "C"]


@given(texts)
def test_a_shape_keeps_no_letter_and_no_digit(text: str) -> None:
    assert set(shape(text)) <= set("Aa9 .…")
