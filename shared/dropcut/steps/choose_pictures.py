"""Choose pictures: what lies over the lines of a cut, by what is asked for and by what is known of the clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropcut.domain.blobs import Many
from dropcut.domain.meaning import Understood
from dropcut.domain.pictures import Pictured, Picturing
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.ports.meaning import Vectors


def choose_pictures(tools: Tools, picturing: Picturing, understood: Many[Understood]) -> Pictured:
    """What is made from says everything: the same material gives the same pictures.

    `understood` is of every text of every candidate, then of every query, each text once in that order; or nothing, and then
    words alone are compared.
    """
    import numpy as np

    from dropcut.editing.pictures.asking import queries_of
    from dropcut.editing.pictures.choosing import pictured

    texts = texts_of(picturing)
    items = tools.items(understood, Understood)
    vectors = dict(zip(texts, (_row(tools, one) for one in items), strict=True)) if items else {}
    told = [[vectors[each.text] for each in one.told] if vectors else [] for one in picturing.candidates]
    described = [np.stack(rows) if rows else None for rows in told]
    queries = {text: vectors[text] for text in queries_of(picturing.cut, picturing.script)} if vectors else {}
    return pictured(picturing, described, queries)


def texts_of(picturing: Picturing) -> tuple[str, ...]:
    """Every text that must be understood, once."""
    from dropcut.editing.pictures.asking import queries_of

    told = (told.text for one in picturing.candidates for told in one.told)
    return tuple(dict.fromkeys((*told, *queries_of(picturing.cut, picturing.script))))


def _row(tools: Tools, one: Understood) -> Vectors:
    import numpy as np

    tools.pulse()
    return np.frombuffer(tools.read(one.vectors), "<f2").astype(np.float32)
