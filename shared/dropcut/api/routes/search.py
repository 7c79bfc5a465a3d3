"""Search: what was written, said and told of an owner's drops."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Query

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import SignedIn, check
from dropcut.api.problems import Kind, Refused
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import HIDDEN
from dropcut.domain.access import Role
from dropcut.domain.errors import NotFound
from dropcut.domain.names import JobId, Owner
from dropcut.domain.searching import LONGEST_QUESTION, MOST_HITS, Answer, Hit, Part, Question
from dropcut.engine.home import Home

router: Final = APIRouter(route_class=Once, tags=["search"], responses=HIDDEN)
_MASTERS: Final = (".mp4", ".mov", ".mkv")
_FARTHEST: Final = 1_000

Words = Annotated[
    str,
    Query(
        max_length=LONGEST_QUESTION,
        description='Every word must be there; `"a phrase"` in its order; `begin*` finds how a word begins.',
        examples=['"night train" harb*'],
    ),
]
OfOwner = Annotated[str, Query(max_length=63, description="Whose drops; may be left out by who sees those of one owner.")]
OfDrop = Annotated[str, Query(max_length=200, description="In this drop only.")]
OfPart = Annotated[Part | None, Query(description="Only in scripts, transcripts or reports.")]
First = Annotated[int, Query(ge=0, le=_FARTHEST, description="How many hits to pass over.")]
Most = Annotated[int, Query(ge=1, le=MOST_HITS, description="How many hits to give.")]


@router.get("/v1/search")
def search(  # noqa: PLR0913, PLR0917 - one for each
    caller: SignedIn,
    parts: TheParts,
    words: Words,
    owner: OfOwner = "",
    drop: OfDrop = "",
    part: OfPart = None,
    first: First = 0,
    most: Most = 20,
) -> Answer:
    """What was found, best first, each hit with the clip, the moment and a link that plays there.

    Nothing that can be typed is an error: what is no word is passed over, and `note` says what there is to say.
    """
    whose = _whose(caller, parts.face.one_owner, owner)
    check(caller, whose, Role.VIEWER)
    if parts.searching is None:
        raise NotFound("This home cannot be searched.", "See the log of its start.")
    question = Question(words=words, job=f"{whose}/{drop}" if drop else "", part=part, first=first, most=most)
    return parts.searching.answer(whose, question, PlayLinks(parts.home))


class PlayLinks:
    """See `engine.searching.Links`: the delivered cut, or else the clip, which a browser plays from that moment."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._master = cache(self._found)

    def link(self, hit: Hit) -> str:
        drop = JobId.parse(hit.job)
        place = f"/v1/jobs/{quote(drop.owner)}/{quote(drop.name, safe='')}"
        master = self._master(drop) if hit.program is not None else ""
        if master and hit.program is not None:
            return f"{place}/files/{quote(master)}#t={float(hit.program):g}"
        if hit.clip is None or hit.start is None:
            return ""
        return f"{place}/clips/{quote(hit.clip)}#t={float(hit.start):g}"

    def _found(self, drop: JobId) -> str:
        standing = self._home.folder.delivery(drop)
        return next((name for name in sorted(standing.files) if name.endswith(_MASTERS)), "") if standing else ""


def _whose(caller: Caller, only: Owner | None, said: str) -> Owner:
    if said:
        return Owner(said)
    owners = caller.rights.owners
    if only is not None:
        return only
    if owners is None or len(owners) != 1:
        raise Refused(Kind.INVALID, "Whose drops?", "Say it with owner=NAME: one owner's are searched at a time.")
    return owners[0]
