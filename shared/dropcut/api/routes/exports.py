"""What an owner may ask for of what is known of them, and where a delivery came from."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from dropcut.api.access.audit import Done, note
from dropcut.api.access.needs import Job, OwnerInPath
from dropcut.api.problems import Documented
from dropcut.api.routes.deletions import Admin
from dropcut.api.routes.jobs import Viewer, recorded
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import HIDDEN
from dropcut.domain.lineage import Lineage
from dropcut.domain.names import Owner
from dropcut.domain.retention import millis
from dropcut.engine.about_owner import AboutOwner
from dropcut.engine.exporting import export
from dropcut.engine.lineage import lineage_of

router: Final = APIRouter(route_class=Once, tags=["owners"], responses=HIDDEN)

_ZIP: Final = "application/zip"
_ARCHIVE: Final[Documented] = {
    200: {"description": "The archive.", "content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}}}
}
WithFootage = Annotated[bool, Query(description="Whether the owner's own files are in it.")]


@router.get("/v1/owners/{owner}/export", response_class=Response, responses=_ARCHIVE)
def export_owner(owner: OwnerInPath, caller: Admin, parts: TheParts, *, footage: WithFootage = True) -> StreamingResponse:
    """Everything that is kept of an owner, as a ZIP archive; `export.json` in it lists every file with its sha256."""
    done = Done(person=caller.person, did="export_owner", owner=Owner(owner), status=200)
    note(parts.records, parts.opaque, done, millis(parts.retention.audit))
    pieces = export(parts.home, Owner(owner), AboutOwner(parts.records, parts.opaque), footage=footage)
    said = {"Content-Disposition": f'attachment; filename="{owner}.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(pieces, media_type=_ZIP, headers=said)


@router.get("/v1/jobs/{owner}/{name}/lineage")
def get_lineage(job: Job, _caller: Viewer, home: TheHome) -> Lineage:
    """Which files and which work a delivery came from: digests, keys, versions, engines, models and settings."""
    return lineage_of(home, recorded(home, job))
