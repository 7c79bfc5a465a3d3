"""The decoders that may be run on a stranger's file: what cameras, phones and editors write, and nothing exotic."""

from __future__ import annotations

from typing import Final

_PICTURE: Final = (
    "h264", "hevc", "vvc", "av1", "libdav1d", "libaom-av1", "vp8", "vp9", "libvpx", "libvpx-vp9", "mpeg4",
    "mpeg2video", "mpeg1video", "h263", "mjpeg", "mjpegb", "prores", "dnxhd", "cfhd", "ffv1", "dvvideo", "huffyuv",
    "ffvhuff", "utvideo", "rawvideo", "v210", "v410", "r210", "yuv4", "qtrle", "png", "jpeg2000", "theora", "flv",
    "msmpeg4", "msmpeg4v2", "msmpeg4v1", "wmv1", "wmv2", "wmv3", "vc1", "svq3", "hap", "magicyuv",
)  # fmt: skip
_SOUND: Final = (
    "aac", "aac_latm", "aac_fixed", "mp3", "mp3float", "mp2", "mp2float", "ac3", "eac3", "alac", "flac", "opus",
    "libopus", "vorbis", "libvorbis", "dca", "truehd", "wavpack", "adpcm_ima_wav", "adpcm_ima_qt", "adpcm_ms",
    "gsm_ms", "amrnb", "amrwb", "speex", "wmav1",
    "wmav2", "wmapro", "wmavoice", "wmalossless", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be",
    "pcm_u8", "pcm_s8", "pcm_u16le", "pcm_u16be", "pcm_u24le", "pcm_u24be", "pcm_u32le", "pcm_u32be", "pcm_f32le",
    "pcm_f32be", "pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw", "pcm_dvd", "pcm_bluray", "pcm_s16le_planar",
    "pcm_s16be_planar", "pcm_s24le_planar", "pcm_s32le_planar",
)  # fmt: skip

ALLOWED: Final = frozenset((*_PICTURE, *_SOUND))
ALLOWED_LIST: Final = ",".join((*_PICTURE, *_SOUND))
"""As ffmpeg takes it."""
