"""Two spellings of one word are one word: British and American, short and long, with accents and without."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category, normalize

_APOSTROPHES: Final = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2032": "'"})
_WHOLE: Final[dict[str, dict[str, str]]] = {
    "en": {
        "ok": "okay", "o.k": "okay", "alright": "all right", "gonna": "going to", "wanna": "want to", "gotta": "got to",
        "kinda": "kind of", "'cause": "because", "cuz": "because", "cos": "because", "'em": "them", "can't": "can not",
        "cannot": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us", "mr": "mister", "mrs": "missus",
        "dr": "doctor", "vs": "versus", "etc": "et cetera", "grey": "gray", "programme": "program", "cheque": "check",
        "tyre": "tire", "plough": "plow", "mum": "mom", "aeroplane": "airplane", "aluminium": "aluminum", "yeah": "yes",
        "yep": "yes", "ya": "you", "y'all": "you all", "ain't": "is not", "e-mail": "email", "towards": "toward",
        "whilst": "while", "amongst": "among", "learnt": "learned", "spelt": "spelled",
    },
    "de": {"'s": "es", "'n": "ein", "ne": "eine", "z.b": "zum beispiel", "usw": "und so weiter", "bzw": "beziehungsweise"},
    "fr": {"m": "monsieur", "mme": "madame", "ok": "okay"},
    "es": {"sr": "senor", "sra": "senora", "ud": "usted", "ok": "okay"},
}  # fmt: skip
_ENDS: Final[dict[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "en": tuple(
        (re.compile(found), put)
        for found, put in (
            (r"n't$", " not"), (r"'re$", " are"), (r"'ve$", " have"), (r"'ll$", " will"), (r"'m$", " am"), (r"'d$", " would"),
            (r"^(it|he|she|that|there|here|what|who|where|how|when)'s$", r"\1 is"), (r"in'$", "ing"),
            (r"(?<=[a-z]{3})is(e|ed|es|ing|er|ers|ation|ations)$", r"iz\1"), (r"(?<=[a-z]{2})ys(e|ed|es|ing)$", r"yz\1"),
            (r"^(col|fav|hum|lab|neighb|harb|flav|rum|hon|behavi|savi|vap|od|endeav|arm|parl|vig|glam|clam|tum)our", r"\1or"),
            (r"^(cent|theat|met|lit|fib|calib|spect|somb|lust)re(s?)$", r"\1er\2"),
            (r"^(.*[a-z]{2})ll(ed|ing|er|ers)$", r"\1l\2"),
            (r"^(def|off|lic|pret)ence", r"\1ense"), (r"^(cat|dial|anal|monol)ogue", r"\1og"),
        )
    ),
}  # fmt: skip


@lru_cache(maxsize=100_000)
def spelled_alike(word: str, language: str) -> tuple[str, ...]:
    """The one spelling of a word: one or more words of letters and digits, none for what cannot be said."""
    plain = word.translate(_APOSTROPHES).casefold().strip('.,:;!?"()[]-')
    long = _WHOLE.get(language, {}).get(plain, plain)
    for found, put in _ENDS.get(language, ()):
        if long == plain and found.search(plain):
            long = found.sub(put, plain)
            break
    return tuple(bare for part in re.split(r"[\s\-\u2013\u2014/_]+", long) if (bare := _bare(part)))


def _bare(word: str) -> str:
    """Letters and digits only, without accents."""
    return "".join(one for one in normalize("NFKD", word.replace("ß", "ss")) if category(one)[0] in "LN")
