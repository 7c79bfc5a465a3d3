"""Choose the encoder: once for a whole programme, so that all its pieces join."""

from __future__ import annotations

from dropcut.domain.programme import Encoder, EncoderWish
from dropcut.ports.tools import Tools


def choose_encoder(tools: Tools, wish: EncoderWish) -> Encoder:
    """Hardware where a trial shows that it encodes, else software; `why` says which and why.

    Raises Permanent for an encoder that does not run here, Retryable where ffmpeg is of another build.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import chosen

    return chosen(wish, Bench.of(tools))
