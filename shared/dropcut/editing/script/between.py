"""Taking out what stands between two marks, in time linear in the text."""

from __future__ import annotations

from collections.abc import Callable


def without(text: str, opens: str, closes: str, wanted: Callable[[str], bool] = bool) -> str:
    """`text` without what stands between `opens` and `closes`, marks included.

    The row ends in it stay, so that rows keep their numbers. Only what is `wanted` out goes. A mark that is never closed
    is text.
    """
    parts, done = [], 0
    while (first := text.find(opens, done)) >= 0 and (last := text.find(closes, first + len(opens))) >= 0:
        end = last + len(closes)
        inside = text[first:end]
        parts += [text[done:first], "\n" * inside.count("\n") if wanted(inside) else inside]
        done = end
    return "".join([*parts, text[done:]])
