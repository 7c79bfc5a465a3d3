"""What strangers name and make reaches no filter, no path and no other file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.blobs import Many
from dropcut.domain.errors import Permanent, Retryable, Stopped
from dropcut.domain.programme import EncoderWish
from dropcut.domain.rendering import Assembly, HeardPiece, Mixing, Segment
from dropcut.domain.settings import Archive, Preset
from dropcut.steps.assemble import assemble
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.mix import mix
from dropcut.steps.render import render
from tests.media.clips import Clips
from tests.media.render.conftest import SMALL, Looks
from tests.media.render.footage import numbered
from tests.media.render.hands import Hands
from tests.media.render.making import Stretch, made
from tests.media.render.measuring import seen

ASS = """[Script Info]
ScriptType: v4.00+
PlayResX: 320
PlayResY: 180

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,40,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,5,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.20,0:00:00.40,Default,,0,0,0,,WORDS
"""

NAMES = ["two words.mp4", "it's [0:v];null.mp4", "-y.mp4", "a\nb.mp4", "100%d:x=1,y.mp4", "\u202egpj.mp4", "näme 映画.mp4"]


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_may_be_called_anything(clips: Clips, hands: Hands, looks: Looks, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "it's: [a],b;c\\d 'e'"
    folder.mkdir()
    clip = clips.called(numbered(clips), folder, name)
    own = Hands(folder, hands.programs)

    master, _ = made(own, looks(), [Stretch(asset=own.asset(clip), first=30, frames=5)])

    assert seen(master.blob).numbers() == [30, 31, 32, 33, 34]


def test_captions_are_drawn_when_they_are_said(hands: Hands, looks: Looks, tmp_path: Path) -> None:
    folder = tmp_path / "it's: [a],b;c\\d 'e'"
    folder.mkdir()
    own = Hands(folder, hands.programs)

    made_ = own.doing(render, Segment(asset=None, first=0, frames=15, captions=ASS, look=looks()))
    light = [int(frame.max()) > 200 for frame in seen(made_.blob).grey]

    assert light == [5 <= frame < 10 for frame in range(15)]


def test_a_character_without_a_font_is_told(hands: Hands, looks: Looks) -> None:
    text = ASS.replace("WORDS", "\U000f0000 rare")
    look = looks()
    picture = hands.doing(render, Segment(asset=None, first=0, frames=15, captions=text, look=look))
    sound = hands.doing(
        mix, Mixing(format=SMALL, preset=Preset.DRAFT, pieces=(HeardPiece(asset=None, start=Fraction(0), frames=15),))
    )

    master = hands.doing(assemble, Assembly(format=SMALL, encoder=look.encoder, rendered=Many.of((picture,)), sound=sound))

    assert picture.unseen == "\U000f0000"
    assert [check.name for check in master.checks if not check.ok] == ["fonts"]


def test_stopping_ends_the_encoder_at_once(clips: Clips, hands: Hands, looks: Looks) -> None:
    asset = hands.asset(numbered(clips))
    hands.stop = lambda: True

    with pytest.raises(Stopped):
        hands.doing(render, Segment(asset=asset, first=0, frames=100_000, look=looks()))


def test_another_build_of_ffmpeg_is_never_mixed_in(hands: Hands, looks: Looks) -> None:
    look = looks()
    other = look.model_copy(update={"encoder": look.encoder.model_copy(update={"build": "ffmpeg version 1"})})

    with pytest.raises(Retryable, match="another build"):
        hands.doing(render, Segment(asset=None, first=0, frames=5, look=other))


@pytest.mark.parametrize(
    ("preset", "archive", "names"),
    [
        (Preset.WEB, Archive.PRORES, {"libx264", "h264_nvenc", "h264_videotoolbox"}),
        (Preset.ARCHIVE, Archive.PRORES, {"prores_ks"}),
        (Preset.ARCHIVE, Archive.FFV1, {"ffv1"}),
    ],
)
def test_an_encoder_is_chosen_that_runs_and_says_why(hands: Hands, preset: Preset, archive: Archive, names: set[str]) -> None:
    chosen = hands.doing(choose_encoder, EncoderWish(preset=preset, archive=archive, build=hands.programs.build))

    assert chosen.name in names
    assert chosen.why
    assert chosen.threads >= 1


def test_an_encoder_that_is_only_listed_is_refused_with_its_reason(hands: Hands) -> None:
    """Every ffmpeg lists the hardware encoders; this machine has no such hardware, or no such name."""
    wish = EncoderWish(preset=Preset.WEB, build=hands.programs.build, engine="h264_videotoolbox")

    with pytest.raises(Permanent, match="h264_videotoolbox does not run"):
        hands.doing(choose_encoder, wish)
    with pytest.raises(Permanent, match="no encoder"):
        hands.doing(choose_encoder, wish.model_copy(update={"engine": "-i /etc/passwd"}))


def test_a_punch_in_comes_closer_and_changes_no_frame(clips: Clips, hands: Hands, looks: Looks) -> None:
    asset = hands.asset(numbered(clips))

    near, far = (
        seen(hands.doing(render, Segment(asset=asset, first=64, frames=2, closer=closer, look=looks())).blob)
        for closer in (True, False)
    )

    assert near.numbers() == far.numbers() == [64, 65]
    assert near.grey.shape[1:] == (SMALL.height, SMALL.width)
    left = [int((picture[90] > 128).argmax()) for picture in (near.grey[0], far.grey[0])]
    assert Fraction(left[0] - 160, left[1] - 160) == pytest.approx(1.12, abs=0.06)
