"""What the recipe asks for beside the film: captions, timelines, and the page on which a person settles what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decision, Decisions
from dropcut.domain.rendering import Master
from dropcut.ports.recipe import Do
from dropcut.steps.write_captions import write_captions
from dropcut.steps.write_review import Reviewing, write_review
from dropcut.steps.write_timelines import Editable, write_timelines


class Papers(NamedTuple):
    """Files by name, the film's own among them."""

    files: dict[str, Blob]
    notes: tuple[str, ...]
    """What a person should know of the captions."""
    left_out: tuple[str, ...]
    """What no timeline can say."""


def papers_beside(do: Do, master: Master, cut: Cut, title: str, decisions: Sequence[Decision]) -> Papers:
    """All that is delivered but the report."""
    captions = do(write_captions, cut)
    timelines = do(write_timelines, Editable(cut=cut, title=title))
    review = do(write_review, Reviewing(cut=cut, decisions=Decisions(made=tuple(decisions))))
    files = {master.name: master.blob, "cut.srt": captions.srt, "cut.vtt": captions.vtt, "review.md": review}
    files |= {"cut.otio": timelines.otio, "cut.fcpxml": timelines.fcpxml, "cut.xml": timelines.xml, "cut.edl": timelines.edl}
    if master.poster:
        files["cut.jpg"] = master.poster
    return Papers(files, captions.notes, timelines.left_out)
