"""How pictures look, by a tiny model that sees pictures and words alike, made here; and what is said where there is none."""

from __future__ import annotations

import json
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import av
import numpy as np
import pytest

from dropcut.domain.pictures import MatchingWish, Source, Told
from dropcut.editing.pictures.likeness import Described, Gallery
from dropcut.search.looks import Looks, is_whole
from dropcut.search.picturing import chosen

NEEDED = ("sentence_transformers", "transformers", "torch", "PIL")


def tiny(folder: Path) -> Looks:
    """A CLIP of two layers that learnt nothing, laid out as `sentence-transformers/clip-ViT-B-32` is."""
    if any(find_spec(name) is None for name in NEEDED):
        pytest.skip("sentence-transformers is not installed (pip install 'dropcut[meaning-torch]' pillow)")
    package: Any = import_module("transformers")
    inner = folder / "0_CLIPModel"
    inner.mkdir()
    pieces = [*ascii_lowercase, *(f"{letter}</w>" for letter in ascii_lowercase), "<|startoftext|>", "<|endoftext|>"]
    (inner / "vocab.json").write_text(json.dumps({piece: at for at, piece in enumerate(pieces)}))
    (inner / "merges.txt").write_text("#version: 0.2\n")
    words = package.CLIPTokenizerFast(str(inner / "vocab.json"), str(inner / "merges.txt"), model_max_length=77)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "projection_dim": 8}
    ends = {"bos_token_id": len(pieces) - 2, "eos_token_id": len(pieces) - 1, "vocab_size": len(pieces)}
    config = package.CLIPConfig(
        text_config={**small, **ends}, vision_config={**small, "image_size": 32, "patch_size": 8}, projection_dim=8
    )
    import_module("torch").manual_seed(1)
    package.CLIPModel(config).save_pretrained(inner)
    eyes = package.CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    package.CLIPProcessor(image_processor=eyes, tokenizer=words).save_pretrained(inner)
    modules = [{"idx": 0, "name": "0", "path": "0_CLIPModel", "type": "sentence_transformers.models.CLIPModel"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    return Looks(folder, "tiny")


def still(red: int, blue: int) -> bytes:
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width, codec.height, codec.pix_fmt, codec.framerate = 64, 32, "yuvj420p", Fraction(25)
    pixels = np.zeros((32, 64, 3), np.uint8)
    pixels[..., 0], pixels[..., 2] = red, blue
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj420p")
    return b"".join(map(bytes, (*codec.encode(frame), *codec.encode(None))))


def test_pictures_and_words_become_rows_of_one_model_known_by_its_bytes(tmp_path: Path) -> None:
    looks = tiny(tmp_path)
    assert is_whole(tmp_path)
    pulses: list[None] = []
    seen = looks.of_pictures([still(255, 0), still(0, 255)] * 10, lambda: pulses.append(None))
    asked = looks.of_texts(["a red thing", "a blue thing " * 100], lambda: None)
    assert (seen.shape, asked.shape, len(pulses)) == ((20, 8), (2, 8), 2)
    assert np.allclose((seen**2).sum(1), 1, atol=1e-5)
    assert np.allclose(seen[0], seen[2], atol=1e-5)
    told = chosen(MatchingWish(language="de"), looks=lambda: looks)
    assert told.looks == looks.engine
    assert "How clips look was compared too, by clip (tiny)." in told.why
    assert looks.engine.name == "clip"


def test_weights_that_would_have_to_be_run_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04")
    assert not is_whole(tmp_path)


def test_a_clip_of_which_nothing_is_known_is_found_by_how_it_looks() -> None:
    look = np.array([1, 0], np.float32)
    near, far = np.array([[0.1, 0.9], [0.3, 0.7]], np.float32), np.array([[0.15, 0.8]], np.float32)
    named = Described((Told(source=Source.NAME, text="rain"),), None, far)
    gallery = Gallery((named, Described((), None, near), Described((), None, None)), "en")
    scores = gallery.nearness("a harbour", None, look)
    assert [round(one.score, 2) for one in scores] == [0.0, 0.6, 0.0]
    assert scores[1].by == Told(source=Source.LOOK, text="")
    assert max(one.score for one in gallery.nearness("a harbour", None, look * np.float32(0.1))) == 0


def test_without_such_a_model_nothing_is_said_of_it() -> None:
    told = chosen(MatchingWish(language="de"), looks=lambda: None)
    assert told.looks is None
    assert "look" not in told.why
