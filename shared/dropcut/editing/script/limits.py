"""How much of a stranger's script is read: far above what anybody films, far below what stops a machine."""

from __future__ import annotations

from typing import Final

TEXT_BYTES: Final = 4_000_000
ROWS: Final = 200_000
LINES: Final = 20_000
"""Also how many headings, and how many directions."""
LINE_CHARACTERS: Final = 5_000
CUE_CHARACTERS: Final = 1_000
"""Of a line that is too long, longer cues are left out."""

WORD_BYTES: Final = 20_000_000
WORD_ENTRIES: Final = 2_000
WORD_UNPACKED_BYTES: Final = 200_000_000
"""Of all entries together, as they claim."""
WORD_TEXT_BYTES: Final = 32_000_000
"""Of the one entry that is read."""
WORD_RATIO: Final = 200
"""How many times its packed size an entry may unpack to, once it is larger than `WORD_RATIO_FROM`."""
WORD_RATIO_FROM: Final = 1_000_000
WORD_ELEMENTS: Final = 2_000_000
WORD_DEPTH: Final = 200
