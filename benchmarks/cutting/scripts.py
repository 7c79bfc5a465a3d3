"""The scripts that are played: none of them was looked at while the cut was built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Written:
    """One script: its lines, and for some of them (by number, from 1) other words that mean the same."""

    lines: tuple[str, ...]
    other_words: dict[int, str]
    wrong: dict[int, tuple[str, str]]
    """A word of a line, and what is said instead of it by mistake."""


SCRIPTS: Final[dict[str, Written]] = {
    "bicycle": Written(
        (
            "Spring is here, so let us get the old bicycle out of the cellar.",
            "Start by washing the frame with warm water and a drop of soap.",
            "Look at the chain: if it is brown with rust, replace it.",
            "Pump both tires until your thumb can hardly press them in.",
            "The brakes should grip before the lever touches the handlebar.",
            "Turn the wheel slowly and listen for anything that scrapes.",
            "A loose saddle is the most common reason for sore knees.",
            "Now ride once around the block, and enjoy the wind.",
        ),
        {4: "Fill the tires with air, so hard that you can barely push your thumb into them."},
        {2: ("warm", "cold"), 6: ("slowly", "quickly")},
    ),
    "library": Written(
        (
            "Every town had a reason to be proud of its library.",
            "Ours was built in 1904 with money from a sugar merchant.",
            "He could not read himself, but he wanted everybody else to.",
            "The reading room has forty green lamps, and each one still works.",
            "During the flood, neighbors carried nine thousand books up the stairs by hand.",
            "Only one of them was never brought back.",
            "Children may borrow as many books as they can carry.",
            "The doors open at ten, and the heating is always on.",
        ),
        {5: "When the water came, people from next door saved thousands of books by carrying them upstairs."},
        {4: ("forty", "fifty"), 7: ("borrow", "return")},
    ),
    "garden": Written(
        (
            "Tomatoes want sun, patience, and a little neglect.",
            "Plant them deep, up to the first pair of leaves.",
            "Water the soil in the morning and never touch the leaves.",
            "When the third flower opens, pinch off the side shoots.",
            "Yellow leaves at the bottom are no reason to worry.",
            "Black spots are, and you should cut them away at once.",
            "By the end of August you will have more than you can eat.",
            "Give the rest to the neighbor who lent you the ladder.",
        ),
        {6: "But if there are dark spots, remove those leaves right away."},
        {3: ("morning", "evening"), 5: ("bottom", "top")},
    ),
    "museum": Written(
        (
            "This stone was carved more than 4,000 years ago.",
            "Run your eyes along the edge, and you will see a row of birds.",
            "Nobody knows who made it, or why it was buried.",
            "A farmer found it with his plow in the autumn of 1931.",
            "For thirty years it held open the door of his barn.",
            "Then a teacher on holiday noticed the marks.",
            "She wrote a letter to the museum, and the rest is history.",
            "Please do not lean on the glass.",
        ),
        {6: "It was a school teacher, on vacation, who saw that there were signs on it."},
        {5: ("barn", "house"), 2: ("birds", "fish")},
    ),
    "password": Written(
        (
            "A good password is long, strange, and used in one place only.",
            "Four random words are stronger than eight odd characters.",
            "Do not trust your memory, because it likes to repeat itself.",
            "Let a password manager remember them for you.",
            "Write the master password on paper and lock the paper away.",
            "If a website asks for it by mail, close the message.",
            "Turn on the second factor wherever you can.",
            "That is all it takes to sleep better tonight.",
        ),
        {7: "Switch on two step login on every site that has it."},
        {2: ("stronger", "weaker"), 6: ("close", "open")},
    ),
    "lighthouse": Written(
        (
            "The lighthouse stands two miles from the nearest road.",
            "You can only walk there when the tide is low.",
            "My uncle kept the lamp burning for 26 years.",
            "In summer he painted the tower, in winter he repaired clocks.",
            "Ships used to answer his light with three blasts of the horn.",
            "The last keeper left when the lamp became electric.",
            "Today a computer on the mainland looks after it.",
            "The birds have not noticed the difference.",
        ),
        {7: "These days it is watched over by a computer far away on the coast."},
        {4: ("painted", "cleaned"), 8: ("difference", "change")},
    ),
    "soup": Written(
        (
            "This is the soup that my family makes when somebody is ill.",
            "Chop two onions, and let them cook slowly in butter.",
            "Add carrots, a potato, and whatever else is in the drawer.",
            "Cover everything with water and forget about it for an hour.",
            "Do not salt the soup before the end.",
            "A spoon of vinegar wakes up every other flavor.",
            "Serve it in the biggest cup that you own.",
            "It cures nothing, but it helps with everything.",
        ),
        {4: "Pour in water until all of it is covered, then leave it alone for about sixty minutes."},
        {2: ("two", "three"), 6: ("spoon", "cup")},
    ),
}
ASIDES: Final = (
    "Hold on, a truck is going by.",
    "Can I start over from the top?",
    "I think my microphone came loose again.",
    "What time is lunch today?",
    "Okay, once more, with feeling.",
    "My mouth is so dry, sorry about that.",
)
FILLERS: Final = ("um", "uh")
