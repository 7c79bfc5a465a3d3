"""The fixed words of `review.md`: what the writer writes and the reader knows again."""

from __future__ import annotations

from typing import Final

FILE: Final = "review.md"

HOW_TO: Final = """\
# Paper edit

Change this page, save it, and run `dropcut make` again: the next cut obeys it.

- **Take another take:** write another letter after `take:`, such as `take: B`. `take: auto` leaves the choice to Dropcut.
- **Drop a line:** delete its block, from its heading down to the next heading.
- **Move a line:** move its block to where the line shall come.
- **Fix a caption:** change the words after `>`; they are shown, not spoken. A lone `>` shows none.
- **Begin or end a take elsewhere:** change the amount, such as `begin: 0.2 s earlier` or `end: 0.1 s later`.

All else is there to be read. Notes to yourself stand between `<!--` and `-->`.
"""

_LAST: Final = "\nAll else is there to be read."
HOW_TO_PICTURES: Final = HOW_TO.replace(
    _LAST,
    "- **Show another picture:** write another letter after `picture 1:`. `none` shows the take, `auto` leaves it to Dropcut.\n"
    + _LAST,
)
"""Where other pictures than the takes are asked for."""

DROPPED: Final = "# Dropped lines"
BRING_BACK: Final = "To bring a line back, move its block up to where it shall come."
NOTHING_DROPPED: Final = "None."
ORPHANS: Final = "# No longer possible"

TAKE: Final = "take"
BEGIN: Final = "begin"
END: Final = "end"
EARLIER: Final = "earlier"
LATER: Final = "later"

MARK: Final = "dropcut/review@1"
