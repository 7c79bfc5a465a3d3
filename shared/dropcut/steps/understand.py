"""Understand: what sentences mean, so that a line is found that was said in other words."""

from __future__ import annotations

from dropcut.domain.meaning import Understanding, Understood
from dropcut.domain.speech import Heard
from dropcut.ports.tools import Tools


def understand(tools: Tools, understanding: Understanding) -> Understood:
    """A row for every window of what was heard and then for every line. Raises Permanent when the engine is not here."""
    import numpy as np

    from dropcut.editing.meaning.sentences import readable
    from dropcut.search.engines import meaning_of

    texts = [*_said(tools, understanding), *(readable(line, understanding.language) for line in understanding.lines)]
    vectors = meaning_of(understanding.engine).vectors(texts, tools.pulse) if texts else np.zeros(0)
    with tools.write("vectors") as target:
        target.write(vectors.astype("<f2").tobytes())
    return Understood(count=len(texts), vectors=target.blob)


def _said(tools: Tools, understanding: Understanding) -> list[str]:
    from dropcut.editing.meaning.windows import text_of, windows_of

    if understanding.heard is None:
        return []
    words = Heard.load(tools.read(understanding.heard)).words
    return [text_of(words, window, understanding.language) for window in windows_of(words, understanding.language)]
