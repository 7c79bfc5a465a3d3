"""Align: choose a take for every line and say exactly which stretch of which clip comes when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dropcut.domain.blobs import Many
from dropcut.domain.cut import Cut
from dropcut.domain.material import Material, Transcript
from dropcut.domain.meaning import Understood
from dropcut.domain.speech import Found, Heard
from dropcut.editing.groups import groups_of
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.editing.choosing.evidence import Listened
    from dropcut.editing.meaning.matches import Comparable
    from dropcut.ports.meaning import Vectors


def align(tools: Tools, material: Material, understood: Many[Understood]) -> Cut:
    """The cut of a drop. What it is made from says everything: the same material gives the same cut.

    `understood` is of every transcript in order, then of every group of lines; or nothing, and then no line is looked for
    in other words.
    """
    from dropcut.editing.choosing.evidence import Evidence
    from dropcut.editing.cutting import cut_of

    groups = groups_of([line.spoken for line in material.script.lines]) if material.script else ()
    evidence = Evidence(
        clips=material.clips,
        script=material.script,
        groups=groups,
        listened=tuple(_listened(tools, material, len(groups))),
        performances=material.performances,
        format=material.format,
        settings=material.settings,
        shot_changes=material.shot_changes,
        decisions=material.decisions,
        comparable=_comparable(tools, material, tools.items(understood, Understood)),
    )
    return cut_of(evidence)


def _listened(tools: Tools, material: Material, groups: int) -> Iterator[Listened]:
    from dropcut.editing.choosing.evidence import Listened

    found = tools.items(material.found, Found)
    clips = _clips(material)
    for number, (clip, transcript) in enumerate(zip(clips, material.transcripts, strict=True)):
        tools.pulse()
        yield Listened(
            clip=clip,
            heard=Heard.load(tools.read(transcript.heard)),
            envelope=tools.read(transcript.envelope),
            offset=transcript.offset,
            found=found[number * groups : (number + 1) * groups],
        )


def _comparable(tools: Tools, material: Material, understood: Sequence[Understood]) -> Comparable | None:
    import numpy as np

    from dropcut.editing.meaning.matches import Comparable

    if not understood:
        return None
    rows = [_rows(tools, one) for one in understood]
    clips = _clips(material)
    return Comparable(lines=np.concatenate(rows[len(clips) :]), said=dict(zip(clips, rows, strict=False)))


def _rows(tools: Tools, one: Understood) -> Vectors:
    import numpy as np

    from dropcut.ports.meaning import SIZE

    tools.pulse()
    return np.frombuffer(tools.read(one.vectors), "<f2").reshape(one.count, SIZE).astype(np.float32)


def _clips(material: Material) -> Sequence[int]:
    """Which clip each transcript is of: both are in the same order, and some clips are silent."""
    return list(_matched(material, material.transcripts))


def _matched(material: Material, transcripts: Sequence[Transcript]) -> Iterator[int]:
    at = 0
    for transcript in transcripts:
        while material.clips[at].asset.sha256 != transcript.asset.sha256:
            at += 1
        yield at
        at += 1
