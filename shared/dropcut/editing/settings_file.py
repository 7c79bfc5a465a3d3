"""The door of `dropcut.yaml`: a file's name and bytes in, settings out."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.settings import Archive, Aspect, Burned, Fit, Pace, Preset, Rights, Settings, Speech, Start
from dropcut.domain.wording import printable
from dropcut.editing.settings.tree import Node, Place, Text, tree_of
from dropcut.editing.settings.values import (
    Reader,
    Unfit,
    budget,
    language,
    length,
    one_of,
    pixels,
    pronunciations,
    rate,
    text,
    times,
    words,
    yes_or_no,
)

READERS: Final[Mapping[str, Reader]] = {
    "title": text(200),
    "preset": one_of(Preset),
    "aspect": one_of(Aspect),
    "fit": one_of(Fit),
    "height": pixels,
    "rate": rate,
    "archive": one_of(Archive),
    "captions": one_of(Burned),
    "pace": one_of(Pace),
    "longest_pause": length,
    "punch_in": yes_or_no,
    "language": language,
    "speech": one_of(Speech),
    "fillers": words,
    "rights": one_of(Rights),
    "detector": text(200),
    "pronunciations": pronunciations,
    "upscale": times,
    "budget": budget,
    "start": one_of(Start),
}
"""Every setting, by the name that it has in the file and in `Settings`."""


def settings_from(name: str, data: bytes) -> Settings:
    """What the file settles; what it does not say stays as it is by default.

    Raises Permanent, and nothing else, in one sentence that names the file, the row, the setting and what it can be.
    """
    place = Place(name)
    said = tree_of(data, place).entries
    known = {_known(key, node, place): node for key, node in said.items()}
    if len(known) < len(said):
        raise place.refusal("says one setting in two spellings", "Keep one of the two.")
    return Settings.model_validate({key: _read(key, node, place) for key, node in known.items() if not _unsaid(node)})


def _known(key: str, node: Node, place: Place) -> str:
    """Settings may be written with dashes, spaces or capitals as well."""
    plain = key.strip().casefold().replace("-", "_").replace(" ", "_")
    if plain in READERS:
        return plain
    close = get_close_matches(plain[:40], READERS, n=1)
    hint = f'Did you mean "{close[0]}"?' if close else f"There are: {', '.join(READERS)}."
    raise place.refusal_at(node.row, f'there is no setting "{printable(key)[:40]}"', hint)


def _read(key: str, node: Node, place: Place) -> object:
    try:
        return READERS[key](node)
    except Unfit as unfit:
        raise _refusal(key, node, unfit, place) from unfit


def _refusal(key: str, node: Node, unfit: Unfit, place: Place) -> Permanent:
    said = unfit.said or (node.text if isinstance(node, Text) else None)
    problem = f"{key} cannot be this" if said is None else f'{key} cannot be "{printable(said)[:60]}"'
    return place.refusal_at(unfit.row or node.row, problem, f"It can be {unfit.allowed}.")


def _unsaid(node: Node) -> bool:
    return isinstance(node, Text) and node.text is None
