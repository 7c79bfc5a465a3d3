from __future__ import annotations

import pytest

from dropcut.editing.meaning.contradictions import contradiction
from dropcut.editing.meaning.sentences import sentence, written_names


@pytest.mark.parametrize(
    ("line", "said", "why"),
    [
        ("Do not open the oven now.", "open the oven right now", "a negation"),
        ("Never touch it with wet hands.", "touch it only with wet hands", "a negation"),
        ("It works without an internet connection.", "it doesn't work without an internet connection", "a negation"),
        ("Sales rose by 12 percent.", "our sales went up by 20 percent", "other numbers"),
        ("Sales rose by twelve percent.", "our sales went up", "other numbers"),
        ("It opens at eight and closes at six.", "six is when it opens and it closes at eight", "other numbers"),
        ("The tour with Maria begins here.", "here begins the tour with julia", "a name is missing"),
        ("We meet on Monday at the station.", "we're meeting at the station tuesday", "a name is missing"),
        ("we meet on monday at the station", "we're meeting at the station tuesday", "another of a kind"),
        ("Cut it down to ten inches.", "you cut that down to ten centimeters", "another of a kind"),
        ("Press the red button first.", "first of all the blue button is pressed", "another of a kind"),
        ("Push the handle slowly.", "the handle is pulled slowly", "an opposite"),
        ("Wash your hands before you eat.", "once you have eaten wash your hands after that", "another of a kind"),
        ("Install the update before the backup.", "do the backup before you install the update", "turned around"),
        ("You should call us soon.", "soon we will give you a call", "persons swapped"),
        ("We asked the teachers about it.", "the teachers asked us about it", "persons swapped"),
        ("The red team beat the blue team.", "the blue team beat the red team", "parts swapped"),
        ("Hang it at the height of your eyes.", "you hang it above the height of the eyes", "another place"),
        ("Put the flour into the bowl with salt.", "put the sugar into the bowl with a bit of salt", "a word replaced"),
        (
            "Fold the sheet of paper from top to bottom now.",
            "fold the sheet of paper from top to bottom then",
            "hardly reworded",
        ),
    ],
)
def test_what_means_something_else_is_seen(line: str, said: str, why: str) -> None:
    assert contradiction(sentence(line, "en"), sentence(said, "en")) == why


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Do not open the oven during the first twenty minutes.", "for the first 20 minutes you don't open up that oven"),
        ("The museum was built in 1889 by an architect.", "an architect built the museum in eighteen eighty nine"),
        ("Back up your files before you install the update.", "before installing the update make a backup of your files"),
        ("The results surprised the scientists.", "the scientists were surprised by the results"),
        ("We flew from Berlin to Rome.", "from berlin we took a plane to rome"),
    ],
)
def test_what_means_the_same_is_left_alone(line: str, said: str) -> None:
    assert contradiction(sentence(line, "en"), sentence(said, "en")) is None


def test_names_are_what_a_script_writes_large_inside_a_sentence() -> None:
    line = "Then I'll meet Anna-Lena. She lives in “Berlin”, and I live in New York!"
    assert list(written_names(line)) == ["Anna-Lena", "Berlin", "New", "York"]
