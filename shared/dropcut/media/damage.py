"""Telling apart what can be wrong with a file: cut short, never finished, damaged, or simply without picture and sound."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from av.error import FFmpegError

from dropcut.domain.footage import Picture
from dropcut.domain.wording import printable, seconds, size
from dropcut.media.answers import Question, Refused
from dropcut.media.extent import Extent
from dropcut.media.reading import decodes_cleanly, reading

_PLACES: Final = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
_WORTH_A_LOOK: Final = Fraction(1)
_COPY: Final = "Copy it again from the camera."


def unreadable(question: Question, whole: Extent, error: FFmpegError) -> Refused:
    """Why a file could not even be opened."""
    if whole.missing:
        index = "" if whole.index else ", and with it the index that recorders write last"
        return Refused(f"is cut short after {size(question.size)}: the last {size(whole.missing)} are missing{index}.", _COPY)
    if not whole.index:
        return Refused("was never finished: the index that recorders write last is missing.", "Record or export it again.")
    why = printable(error.strerror or "")
    return Refused(f"is damaged: it begins like {question.kind.said} but cannot be read ({why}).", _COPY)


def nothing_there(question: Question, whole: Extent, left_out: Iterable[str]) -> Refused:
    """Why a file that can be opened gives nothing."""
    if whole.missing:
        missing = f"the last {size(whole.missing)} are missing, and what is there does not decode"
        return Refused(f"is cut short after {size(question.size)}: {missing}.", _COPY)
    what = "; ".join(left_out)
    if not what:
        return Refused("holds no picture and no sound.", _COPY)
    return Refused(f"holds no picture and no sound that can be decoded: {what}.", "Export it as MP4 (H.264 and AAC).")


def damaged_places(question: Question, picture: Picture, origin: Fraction) -> tuple[str, ...]:
    """Where of three places a picture does not decode, in words. Damage elsewhere is found when it is used."""
    if picture.duration < _WORTH_A_LOOK:
        return ()
    places = (picture.duration * part for part in _PLACES)
    return tuple(seconds(place) for place in places if not _decodes(question, picture, origin + picture.start + place))


def _decodes(question: Question, picture: Picture, time: Fraction) -> bool:
    with reading(question) as container:
        stream = container.streams[picture.stream]
        return decodes_cleanly(container, stream, int(time / (stream.time_base or Fraction(1, 1000))))
