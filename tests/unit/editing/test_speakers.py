from __future__ import annotations

import pytest

from dropcut.domain.script import Cue
from dropcut.editing.script.flat import plain
from dropcut.editing.script.said import attributed
from tests.unit.editing.scripts import read


@pytest.mark.parametrize(
    ("written", "speaker", "spoken"),
    [
        ("ANNA: Hello", "ANNA", "Hello"),
        ("DR. O'NEIL-2: Hello", "DR. O'NEIL-2", "Hello"),
        ("HOST 1: Hello: there", "HOST 1", "Hello: there"),
        ("ANNA (whispering): Hello", "ANNA", "Hello"),
        ("ANNA : Hello", "ANNA", "Hello"),
        ("[B-ROLL: sea] ANNA: (smiles) Hello", "ANNA", "Hello"),
        ("ÉLOÏSE: Bonjour", "ÉLOÏSE", "Bonjour"),
    ],
)
def test_a_name_in_capitals_and_a_colon_is_the_speaker(written: str, speaker: str, spoken: str) -> None:
    said = attributed(plain(written))
    assert (said.speaker, said.spoken) == (speaker, spoken)


@pytest.mark.parametrize(
    "written",
    [
        "Note: remember this",
        "NOTE: remember this",
        "STEP 2: mix it",
        "Anna: Hello",
        "Remember this: never stop",
        "ONE THING I LEARNED: never stop",
        "10: the number of the beast",
        "It is 10:30",
        "HTTPS://example.com is the address",
        "A: the first answer",
        "He said HELLO: I heard",
        ": nothing before it",
    ],
)
def test_a_sentence_with_a_colon_is_spoken_whole(written: str) -> None:
    said = attributed(plain(written))
    assert (said.speaker, said.spoken) == ("", written)


@pytest.mark.parametrize(
    ("written", "speaker", "spoken"),
    [
        ("**Anna:** Hello", "Anna", "Hello"),
        ("**Anna**: Hello", "Anna", "Hello"),
        ("__Anna Lee (off):__ Hello", "Anna Lee", "Hello"),
        ("**アンナ**：こんにちは", "アンナ", "こんにちは"),
        ("**Note:** remember this", "", "Note: remember this"),
        ("**Step 1:** mix it", "", "Step 1: mix it"),
        ("**the answer:** none", "", "the answer: none"),
        ("**Anna: all of this is bold**", "", "Anna: all of this is bold"),
        ("*Anna:* Hello", "", "Anna: Hello"),
        (r"ANNA\: is spoken", "", "ANNA: is spoken"),
    ],
)
def test_in_markdown_a_name_may_be_bold_instead(written: str, speaker: str, spoken: str) -> None:
    line = read("script.md", written).lines[0]
    assert (line.speaker, line.spoken) == (speaker, spoken)


def test_a_direction_needs_no_brackets_when_its_name_in_capitals_begins_the_line() -> None:
    said = attributed(plain("B-ROLL: the harbour (at night)"))
    assert (said.spoken, said.cues) == ("", (Cue(name="B-ROLL", text="the harbour (at night)"),))
    assert attributed(plain("Show: this is spoken")).spoken == "Show: this is spoken"
