"""A guess at how an English word is said, from its letters alone: for names and words that no dictionary has.

Rules in the order in which they are tried at each letter: the longest spelling first. A guess is not the truth; it need
only be near enough that a recogniser, told to expect the word, takes it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_RULES: Final = (
    # what, when followed by, said
    ("tion", "", "SH AH N"), ("sion", "", "ZH AH N"), ("cious", "", "SH AH S"), ("tious", "", "SH AH S"),
    ("ough", "", "AO"), ("augh", "", "AO"), ("eigh", "", "EY"), ("igh", "", "AY"), ("tch", "", "CH"), ("dge", "", "JH"),
    ("sch", "", "SH"), ("sci", "", "S AY"), ("ture", "$", "CH ER"), ("ous", "$", "AH S"), ("ing", "$", "IH NG"),
    ("ces", "$", "S IH Z"), ("ses", "$", "Z IH Z"), ("xes", "$", "K S IH Z"), ("ches", "$", "CH IH Z"),
    ("shes", "$", "SH IH Z"), ("ted", "$", "T IH D"), ("ded", "$", "D IH D"), ("ed", "$", "D"),
    ("kn", "", "N"), ("gn", "", "N"), ("wr", "", "R"), ("ph", "", "F"), ("th", "", "TH"), ("sh", "", "SH"),
    ("ch", "", "CH"), ("ck", "", "K"), ("qu", "", "K W"), ("ng", "$", "NG"), ("nk", "", "NG K"), ("gh", "", "G"),
    ("wh", "", "W"), ("cc", "[eiy]", "K S"), ("sc", "[eiy]", "S"), ("mb", "$", "M"), ("zz", "", "Z"),
    ("air", "", "EH R"), ("eer", "", "IH R"), ("ear", "", "IH R"), ("oor", "", "AO R"), ("our", "", "AW ER"),
    ("are", "$", "EH R"), ("ere", "$", "IH R"), ("ire", "$", "AY ER"), ("ore", "$", "AO R"), ("ure", "$", "Y UH R"),
    ("ar", "", "AA R"), ("er", "", "ER"), ("ir", "", "ER"), ("or", "", "AO R"), ("ur", "", "ER"), ("yr", "", "IH R"),
    ("ai", "", "EY"), ("ay", "", "EY"), ("au", "", "AO"), ("aw", "", "AO"), ("ea", "", "IY"), ("ee", "", "IY"),
    ("ei", "", "EY"), ("ey", "$", "IY"), ("ey", "", "EY"), ("eu", "", "UW"), ("ew", "", "UW"), ("ie", "$", "IY"),
    ("ie", "", "IY"), ("oa", "", "OW"), ("oi", "", "OY"), ("oy", "", "OY"), ("oo", "", "UW"), ("ou", "", "AW"),
    ("ow", "$", "OW"), ("ow", "", "AW"), ("ue", "$", "UW"), ("ui", "", "UW"), ("oe", "$", "OW"), ("ae", "", "EY"),
    ("le", "$", "AH L"), ("les", "$", "AH L Z"), ("re", "$", "ER"), ("es", "$", "Z"),
    ("a", "[^aeiouywr]e(s?$)", "EY"), ("e", "[^aeiouywr]e(s?$)", "IY"), ("i", "[^aeiouywr]e(s?$)", "AY"),
    ("o", "[^aeiouywr]e(s?$)", "OW"), ("u", "[^aeiouywr]e(s?$)", "UW"), ("y", "[^aeiouywr]e(s?$)", "AY"),
    ("ia", "", "IY AH"), ("io", "", "IY OW"), ("iu", "", "IY AH"), ("ua", "", "UW AH"),
    ("a", "$", "AH"), ("e", "$", ""), ("i", "$", "IY"), ("o", "$", "OW"), ("u", "$", "UW"), ("y", "$", "IY"),
    ("c", "[eiy]", "S"), ("g", "[eiy]", "JH"), ("y", "[aeiou]", "Y"), ("x", "", "K S"), ("j", "", "JH"),
    ("a", "", "AE"), ("e", "", "EH"), ("i", "", "IH"), ("o", "", "AA"), ("u", "", "AH"), ("y", "", "IH"),
    ("b", "", "B"), ("c", "", "K"), ("d", "", "D"), ("f", "", "F"), ("g", "", "G"), ("h", "", "HH"), ("k", "", "K"),
    ("l", "", "L"), ("m", "", "M"), ("n", "", "N"), ("p", "", "P"), ("q", "", "K"), ("r", "", "R"), ("s", "", "S"),
    ("t", "", "T"), ("v", "", "V"), ("w", "", "W"), ("z", "", "Z"),
)  # fmt: skip
_COMPILED: Final = tuple((len(spelled), re.compile(f"{spelled}(?={follow})"), said.split()) for spelled, follow, said in _RULES)
_ONLY_AT_THE_START: Final = {"gn", "kn", "wr"}
_SOUNDLESS: Final = ("AH",)


def pronounced(word: str) -> tuple[str, ...]:
    """The sounds of a lower-case word in ARPAbet, at least one. Accents are dropped; other scripts give a neutral vowel."""
    plain = re.sub(r"([^aeiou])\1", r"\1", _plain(word))
    sounds: list[str] = []
    at = 0
    while at < len(plain):
        length, said = _rule(plain, at)
        sounds.extend(said)
        at += length
    return tuple(sounds) or _SOUNDLESS


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", word.lower()))


def _rule(word: str, at: int) -> tuple[int, list[str]]:
    if at == 0 and word[0] == "y":
        return 1, ["Y"]
    if at == 0 and word[0] == "x":
        return 1, ["Z"]
    for length, spelled, said in _COMPILED:
        if at and word[at : at + 2] in _ONLY_AT_THE_START and length == len("kn"):
            continue
        if spelled.match(word, at):
            return length, said
    raise AssertionError(f"no rule for {word[at:]!r}")  # every letter has a rule of its own
