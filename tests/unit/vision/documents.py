"""One example of every shape in which what was seen is kept."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.documents import Document
from dropcut.domain.marks import Box, Mark, MarkKind, Marks, Sighting
from dropcut.domain.names import JobId, Owner
from dropcut.domain.scenes import Boundary, Excerpt, Scene, Scenes, Still
from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256

_FILE = FileVersion(path="take1.mp4", version="1", size=123)
_ASSET = Asset(
    sha256=Sha256("e" * 64), size=123, kind=Kind.MEDIA, upload=Upload(drop=JobId(Owner("ann"), "holiday"), file=_FILE)
)
_BLOB = Blob(sha256=Sha256("b" * 64), size=70_000, path="store/ann/find_scenes/00/1/thumbnails.bin")
_BOX = Box(x=Fraction(1, 20), y=Fraction(1, 10), width=Fraction(1, 8), height=Fraction(1, 25))


def _scene(first: int, frames: int, boundary: Boundary) -> Scene:
    return Scene(
        first=first,
        frames=frames,
        start=Fraction(first, 25),
        end=Fraction(first + frames, 25),
        boundary=boundary,
        clear_start=Fraction(first, 25),
        clear_end=Fraction(first + frames, 25),
        exposure=Fraction(9, 10),
        sharpness=Fraction(1, 2),
        motion=Fraction(1, 50),
        black=False,
        frozen=first > 0,
        best=Fraction(first + 1, 25),
        thumbnail=Excerpt(offset=100 * first, size=100),
    )


SCENES = Scenes(
    asset=_ASSET,
    engine=Engine(name="scenedetect", version="1; scenedetect-headless 0.7.2, opencv-python-headless 5.0.0.93"),
    scenes=(_scene(0, 40, Boundary.START), _scene(40, 60, Boundary.DISSOLVE)),
    thumbnails=_BLOB,
    stills=(Still(at=Fraction(1, 25), picture=Excerpt(offset=0, size=30_000)),),
    album=_BLOB,
    remarks=("The picture stands still for 2.4 s at 1.6 s.",),
)
MARKS = Marks(
    asset=_ASSET,
    marks=(
        Mark(
            kind=MarkKind.LOGO,
            box=_BOX,
            spans=(Sighting(start=Fraction(0), end=Fraction(4), box=_BOX),),
            confidence=Fraction(9, 10),
            crop=Excerpt(offset=0, size=4000),
            name="logos/ours.png",
        ),
    ),
    crops=_BLOB,
    remarks=("It is too short to tell marks from what was filmed.",),
)

EXAMPLES: dict[str, Document] = {"scenes@1": SCENES, "marks@1": MARKS}
