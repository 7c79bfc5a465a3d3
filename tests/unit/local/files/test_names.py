"""Names that are no UTF-8."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.local.files.names import as_name, as_text

NAMES = st.binary(min_size=1, max_size=12).map(os.fsdecode) | st.text(alphabet="\\x5c89aef\udce9\udcff é", max_size=12)


@pytest.mark.parametrize("name", ["take 1.mp4", "été.mov", "100%.mp4", "a\\b", "a\\x41", "\\xZZ", "映像", ""])
def test_nearly_every_name_stands_as_it_is(name: str) -> None:
    assert as_text(name) == name
    assert as_name(name) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [("caf\udce9.mov", r"caf\xe9.mov"), (r"caf\xe9.mov", r"caf\x5cxe9.mov"), ("a\\\udc80", r"a\\x80"), (r"\x5c", r"\x5cx5c")],
)
def test_odd_bytes_and_what_looks_like_them_are_escaped(name: str, text: str) -> None:
    assert as_text(name) == text
    assert as_name(text) == name


@given(NAMES)
def test_every_name_becomes_text_and_back(name: str) -> None:
    text = as_text(name)
    assert as_name(text) == name
    assert json.loads(json.dumps(text, ensure_ascii=False).encode()) == text


@pytest.mark.parametrize("text", [r"\x2e\x2e", r"\x2f", r"\x00", r"\x5c"])
def test_no_text_hides_a_path(text: str) -> None:
    assert not {"/", "\0", "."} & set(as_name(text))
