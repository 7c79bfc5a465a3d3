"""What a file can turn out to be, and what to tell a person about those that are no footage."""

from __future__ import annotations

from dropcut.domain.values import Value


class Kind(Value):
    """What a file's first bytes say it is. Footage names the one ffmpeg reader that may open it; nothing else has one."""

    name: str
    said: str
    """With its article, to stand in a sentence."""
    reader: str = ""
    advice: str = ""

    @property
    def is_footage(self) -> bool:
        """Whether it may be opened as media."""
        return bool(self.reader)


MP4 = Kind(name="mp4", said="an MP4 file", reader="mov")
MOV = Kind(name="mov", said="a QuickTime file", reader="mov")
M4A = Kind(name="m4a", said="an M4A sound file", reader="mov")
MATROSKA = Kind(name="matroska", said="a Matroska file", reader="matroska")
WEBM = Kind(name="webm", said="a WebM file", reader="matroska")
MPEGTS = Kind(name="mpegts", said="an MPEG transport stream", reader="mpegts")
MPEGPS = Kind(name="mpegps", said="an MPEG program stream", reader="mpeg")
AVI = Kind(name="avi", said="an AVI file", reader="avi")
MXF = Kind(name="mxf", said="an MXF file", reader="mxf")
ASF = Kind(name="asf", said="a Windows Media file", reader="asf")
DV = Kind(name="dv", said="a DV video", reader="dv")
FLV = Kind(name="flv", said="a Flash video", reader="flv")
OGG = Kind(name="ogg", said="an Ogg file", reader="ogg")
WAV = Kind(name="wav", said="a WAV sound file", reader="wav")
AIFF = Kind(name="aiff", said="an AIFF sound file", reader="aiff")
FLAC = Kind(name="flac", said="a FLAC sound file", reader="flac")
MP3 = Kind(name="mp3", said="an MP3 sound file", reader="mp3")
AAC = Kind(name="aac", said="an AAC sound file", reader="aac")
CAF = Kind(name="caf", said="a Core Audio file", reader="caf")
W64 = Kind(name="w64", said="a Wave64 sound file", reader="w64")
AMR = Kind(name="amr", said="an AMR sound file", reader="amr")

FOOTAGE = (
    MP4, MOV, M4A, MATROSKA, WEBM, MPEGTS, MPEGPS, AVI, MXF, ASF, DV, FLV, OGG, WAV, W64, AIFF, CAF, FLAC, MP3, AAC, AMR,
)  # fmt: skip

_COPY = "Copy it again from the camera."
_REMOVE = "Take it out of the folder, or put the footage that was meant in its place."
_PLAYLIST = "It only names other files, and those are never opened from it: put the clips themselves into the folder."
_CLIPS = "Put the clip itself into the folder, as MP4 or MOV for example."

EMPTY = Kind(name="empty", said="empty (0 bytes)", advice=_COPY)
ZEROS = Kind(name="zeros", said="nothing but zeros", advice="The copy was never finished: copy it again from the camera.")
HLS = Kind(name="hls", said="a playlist (HLS)", advice=_PLAYLIST)
DASH = Kind(name="dash", said="a playlist (DASH)", advice=_PLAYLIST)
FFCONCAT = Kind(name="ffconcat", said="a list of files to join (ffconcat)", advice=_PLAYLIST)
PLAYLIST = Kind(name="playlist", said="a playlist", advice=_PLAYLIST)
IMAGE = Kind(name="image", said="a still image", advice="Marks to look for go into the folder logos/.")
PDF = Kind(name="pdf", said="a PDF", advice="Save a script as .md, .txt, .docx or .fountain.")
DOCX = Kind(name="docx", said="a Word document", advice="Give it the ending .docx, and it is read as the script.")
ARCHIVE = Kind(name="archive", said="a packed archive", advice="Unpack it, and put the clips into the folder.")
PROGRAM = Kind(name="program", said="a program", advice=_REMOVE)
TEXT = Kind(name="text", said="text", advice=_REMOVE)
UNKNOWN = Kind(name="unknown", said="in no format that Dropcut reads", advice=_CLIPS)
