"""Look: how the scenes of a clip look, or what is to be seen, as vectors that can be compared."""

from __future__ import annotations

from dropcut.domain.pictures import Looked, Looking
from dropcut.ports.tools import Tools


def look(tools: Tools, looking: Looking) -> Looked:
    """A row for every scene, or one for the text. Raises Permanent when the engine is not here."""
    from dropcut.search.looks import looks_of

    engine = looks_of(looking.engine)
    if looking.scenes is None:
        rows = engine.of_texts([looking.text], tools.pulse)
    else:
        thumbnails = tools.read(looking.scenes.thumbnails)
        rows = engine.of_pictures([scene.thumbnail.of(thumbnails) for scene in looking.scenes.scenes], tools.pulse)
    with tools.write("looks") as target:
        target.write(rows.astype("<f2").tobytes())
    return Looked(count=len(rows), vectors=target.blob)
