"""Choose pictures: what lies over the lines of a cut, by what is asked for and by what is known of the clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropcut.domain.blobs import Many
from dropcut.domain.meaning import Understood
from dropcut.domain.pictures import Looked, Pictured, Picturing
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.ports.meaning import Vectors


def choose_pictures(tools: Tools, picturing: Picturing, understood: Many[Understood], looked: Many[Looked]) -> Pictured:
    """What is made from says everything: the same material gives the same pictures.

    `understood` is of every text of every candidate, then of every query, each text once in that order; or nothing, and then
    words alone are compared. `looked` is of the scenes of every candidate that has some, then of every query; or nothing.
    """
    import numpy as np

    from dropcut.editing.pictures.asking import queries_of
    from dropcut.editing.pictures.choosing import Looks, pictured

    texts = texts_of(picturing)
    items = tools.items(understood, Understood)
    vectors = dict(zip(texts, (_row(tools, one) for one in items), strict=True)) if items else {}
    told = [[vectors[each.text] for each in one.told] if vectors else [] for one in picturing.candidates]
    described = [np.stack(rows) if rows else None for rows in told]
    queries = {text: vectors[text] for text in queries_of(picturing.cut, picturing.script)} if vectors else {}
    seen = [_rows(tools, one) for one in tools.items(looked, Looked)]
    scenes = iter(seen)
    clips = [next(scenes) if has else None for has in seen_of(picturing)] if seen else []
    asked = dict(zip(queries_of(picturing.cut, picturing.script), scenes, strict=True)) if seen else {}
    return pictured(picturing, described, queries, Looks(clips, {text: rows[0] for text, rows in asked.items()}))


def texts_of(picturing: Picturing) -> tuple[str, ...]:
    """Every text that must be understood, once."""
    from dropcut.editing.pictures.asking import queries_of

    told = (told.text for one in picturing.candidates for told in one.told)
    return tuple(dict.fromkeys((*told, *queries_of(picturing.cut, picturing.script))))


def seen_of(picturing: Picturing) -> tuple[bool, ...]:
    """Whether each candidate was looked at."""
    looked = {scenes.asset.sha256 for scenes in picturing.scenes}
    return tuple(picturing.cut.clips[one.clip].asset.sha256 in looked for one in picturing.candidates)


def _rows(tools: Tools, one: Looked) -> Vectors:
    import numpy as np

    tools.pulse()
    return np.frombuffer(tools.read(one.vectors), "<f2").astype(np.float32).reshape(one.count, -1)


def _row(tools: Tools, one: Understood) -> Vectors:
    import numpy as np

    tools.pulse()
    return np.frombuffer(tools.read(one.vectors), "<f2").astype(np.float32)
