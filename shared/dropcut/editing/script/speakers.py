"""Who speaks: a name and a colon at the start of a line.

A name is what stands before the first colon, when

- white space, or nothing, follows the colon (a wide colon needs none);
- it begins with a letter, has at most three words and 30 characters, two of them letters, and punctuation only as in
  `DR. O'NEIL-2`;
- it is in capitals, or it alone (with its colon) is bold and each of its words begins with a capital;
- its first word is none of those that people say aloud, such as `NOTE:` or `**Step 1:**`.

So `ANNA: Hello` and `**Anna:** Hello` have a speaker; `Note: this is spoken` and `Remember this: stay` do not.
A direction after the name, as in `ANNA (whispering): Hello`, is kept as one.
"""

from __future__ import annotations

from re import compile as pattern
from typing import Final, NamedTuple

from dropcut.editing.script.directions import DASHES, name_of

_LABEL: Final = pattern(rf"\s*([^\W\d_][\w .'’&/#{DASHES}]{{1,60}}?)(\s*)(?:：|:(?=\s|$))")
_MOST_WORDS: Final = 3
_LONGEST: Final = 30
_WORDS: Final = (
    # English
    "and answer bonus but caution con cons conclusion day disclaimer example fact faq finally first hint important lesson myth"
    " next no note number option part point ps pro pros question reason remember rule second so spoiler step summary third tip"
    " today update warning week why yes chapter"
    # German, French, Spanish, Italian, Portuguese
    " achtung hinweis tipp wichtig schritt attention remarque conseil étape nota ojo importante aviso paso consejo attenzione"
    " passo atenção dica"
)
_SAID_ALOUD: Final = frozenset(_WORDS.split())
_OTHER_DASH: Final = pattern(rf"(?!-)[{DASHES}]")
_DIRECTIONS: Final = frozenset({"B-ROLL", "SHOW", "TITLE", "SFX", "MUSIC", "GRAPHIC", "SUPER", "CUT TO"})


class Label(NamedTuple):
    """What stands before the colon, from where to where its name and colon reach."""

    name: str
    first: int
    end: int

    @property
    def is_direction(self) -> bool:
        """Whether the line is no speech but a direction without brackets: `B-ROLL: the harbour at night`, in capitals."""
        return _is_a_direction(self.name)


def label_of(shape: str, bold: int) -> Label | None:
    """The label that `shape` begins with; `bold` characters at its start are bold. Directions in it are blanked already."""
    found = _LABEL.match(shape)
    if not found:
        return None
    name = found[1].strip()
    alone_in_bold = found.end(1) <= bold <= found.end()
    if not _could_be_a_name(name) or not (_in_capitals(name) or (alone_in_bold and _capitalised(name))):
        return None
    return Label(name=name, first=found.start(1), end=found.end())


def _could_be_a_name(name: str) -> bool:
    words = name.split()
    fits = len(words) <= _MOST_WORDS and len(name) <= _LONGEST and sum(map(str.isalpha, name)) > 1
    written = _is_a_direction(name) or not _OTHER_DASH.search(name)
    return fits and written and words[0].strip(".'’").casefold() not in _SAID_ALOUD


def _is_a_direction(name: str) -> bool:
    return name.isupper() and name_of(name) in _DIRECTIONS


def _in_capitals(name: str) -> bool:
    return name.isupper()


def _capitalised(name: str) -> bool:
    return not any(word[0].islower() for word in name.split())
