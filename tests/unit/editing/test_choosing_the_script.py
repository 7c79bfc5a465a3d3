from __future__ import annotations

import pytest

from dropcut.domain.errors import Permanent
from dropcut.editing.script.choosing import the_script, told_below


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ([], None),
        (["take1.mp4", "logos/script.png", "dropcut.yaml"], None),
        (["take1.mp4", "talk.md"], "talk.md"),
        (["notes.txt", "Script.MD", "readme.md"], "Script.MD"),
        (["notes/script.txt", "talk.txt"], "talk.txt"),
        (["take1.mp4", "take1.srt", "take2.mov", "take2.en.vtt", "talk.txt"], "talk.txt"),
        (["take1.mp4", "take1.srt"], None),
        (["take1.mp4", "spoken.srt"], "spoken.srt"),
        (["._talk.md", "~$talk.docx", ".hidden.txt", "talk.docx"], "talk.docx"),
        (["script.pdf", "script.docx"], "script.docx"),
    ],
)
def test_the_one_script_of_a_drop(names: list[str], chosen: str | None) -> None:
    assert the_script(names) == chosen
    assert the_script(reversed(names)) == chosen


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["b.md", "a.txt"], "a.txt and b.md could each be the script. Keep the one"),
        (["script.md", "script.docx", "c.txt"], "script.docx and script.md could each be the script."),
        ([f"{letter}.txt" for letter in "abcdefgh"], "a.txt, b.txt, c.txt, d.txt, e.txt and 3 more could each be"),
        (["a b\n.txt", "c.txt"], '"a b\\n.txt" and c.txt could each be the script.'),
        (["script.pdf", "take.mp4"], "script.pdf is in no format that a script is read from. Save it as one of .txt, .md"),
    ],
)
def test_what_a_person_must_settle_first(names: list[str], sentence: str) -> None:
    with pytest.raises(Permanent) as refused:
        the_script(names)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Day 1/talk.mp4", "Day 1/script.txt"], '"Day 1/script.txt" is not at the top of the folder, so it is not read as'),
        (["take1.mp4", "words/Talk.docx"], "words/Talk.docx is not at the top of the folder"),
        (["a/x.md", "a/y.md", "b/Script.md"], "b/Script.md is not at the top of the folder"),
        (["a/x.md", "a/y.md", "b/z.md"], "a/x.md and 2 other texts are not at the top of the folder, so none is read as"),
        (["a/take1.mp4", "a/take1.txt"], ""),
        (["a/take1.mp4", "a/readme.md", "a/take1.srt", "a/words.json"], ""),
        (["take1.mp4", ".git/script.md", "a/._script.txt", "logos/whose.txt"], ""),
        (["take1.mp4", "talk.txt"], ""),
    ],
)
def test_a_script_in_a_folder_of_the_drop_is_told(names: list[str], told: str) -> None:
    assert told_below(names).startswith(told)
    assert bool(told_below(reversed(names))) == bool(told)
