"""Weights are read from a stranger's file without running anything in it, or refused in a sentence."""

from __future__ import annotations

import pickle
import zipfile
from fractions import Fraction
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Sha256
from dropcut.upscaling.architectures import Architecture
from dropcut.upscaling.checkpoints import weights_in
from dropcut.upscaling.weights import Weights, blended
from tests.unit.upscaling.invented import SMALL, numbers
from tests.unit.upscaling.machine import need_torch

KIND = SMALL[0]


def saved(path: Path, weights: Weights, key: str = "params", **more: Any) -> Path:
    need_torch()
    torch: Any = import_module("torch")
    held = {name: torch.from_numpy(np.array(tensor)) for name, tensor in weights.items()}
    torch.save({key: held, **more} if key else held, path)
    return path


def digest(path: Path) -> Sha256:
    return Sha256(sha256(path.read_bytes()).hexdigest())


def refused(path: Path, kind: Architecture = KIND, pinned: Sha256 | None = None) -> str:
    with pytest.raises(Permanent) as error:
        weights_in(path, kind, pinned)
    assert str(error.value).startswith(f"{path.name} ")
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("kind", SMALL, ids=str)
@pytest.mark.parametrize("key", ["params", "params_ema", ""])
def test_a_saved_network_of_each_kind_is_read_as_it_was(tmp_path: Path, kind: Architecture, key: str) -> None:
    weights = numbers(kind)
    path = saved(tmp_path / "net.pth", weights, key)
    read = weights_in(path, kind, digest(path))
    assert list(read) == list(kind.shapes)
    assert all(np.array_equal(read[name], weights[name]) for name in weights)


def test_the_averaged_weights_are_taken_where_there_are_both(tmp_path: Path) -> None:
    averaged = numbers(KIND, seed=1)
    path = saved(tmp_path / "net.pth", averaged, "params_ema", params={})
    assert np.array_equal(weights_in(path, KIND, None)["body.0.weight"], averaged["body.0.weight"])


def test_what_was_read_once_lies_beside_it_as_safetensors_and_needs_no_torch(tmp_path: Path) -> None:
    path = saved(tmp_path / "net.pth", numbers(KIND))
    first = weights_in(path, KIND, None)
    kept = tmp_path / "net.safetensors"
    again, alone = weights_in(path, KIND, None), weights_in(kept, KIND, None)
    assert all(np.array_equal(first[name], again[name]) and np.array_equal(first[name], alone[name]) for name in first)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["net.pth", "net.safetensors"]


def test_what_was_converted_from_another_file_is_not_taken(tmp_path: Path) -> None:
    path = saved(tmp_path / "net.pth", numbers(KIND))
    weights_in(path, KIND, None)
    other = numbers(KIND, seed=1)
    saved(path, other)
    assert np.array_equal(weights_in(path, KIND, None)["body.0.weight"], other["body.0.weight"])


def test_what_lies_beside_it_damaged_is_made_anew(tmp_path: Path) -> None:
    path = saved(tmp_path / "net.pth", numbers(KIND))
    first, kept = weights_in(path, KIND, None), tmp_path / "net.safetensors"
    whole = kept.read_bytes()
    for damaged in (whole[:-8], b"", whole[:8] + b"x" + whole[9:]):
        kept.write_bytes(damaged)
        again = weights_in(path, KIND, None)
        assert all(np.array_equal(first[name], again[name]) for name in first)
        assert kept.read_bytes() == whole


def test_a_file_that_is_not_the_official_one_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    path.write_bytes(b"anything")
    assert "not the file that its makers publish" in refused(path, pinned=Sha256("0" * 64))


class Bomb:
    """Would write a file where it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.target,)


def test_code_in_a_file_is_not_run(tmp_path: Path) -> None:
    need_torch()
    torch: Any = import_module("torch")
    path, trace = tmp_path / "net.pth", tmp_path / "it-ran"
    for held in ({"params": Bomb(trace)}, Bomb(trace)):
        torch.save(held, path)
        assert "holds more than tensors" in refused(path)
        path.write_bytes(pickle.dumps(held))
        assert "holds more than tensors" in refused(path)
    assert not trace.exists()


@pytest.mark.parametrize("length", [0, 1, 100, 2_000])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, length: int) -> None:
    path = saved(tmp_path / "net.pth", numbers(KIND))
    path.write_bytes(path.read_bytes()[:length])
    refused(path)


def test_another_network_is_refused_with_what_differs(tmp_path: Path) -> None:
    other = saved(tmp_path / "other.pth", numbers(SMALL[1]))
    assert "it lacks 'body.0.bias'" in refused(other)
    wider = saved(tmp_path / "wider.pth", dict(numbers(KIND)) | {"body.0.bias": np.zeros(9, np.float32)})
    assert "body.0.bias is of shape (9,), not (8,)" in refused(wider)
    more = saved(tmp_path / "more.pth", dict(numbers(KIND)) | {"x\n\x1b[31m": np.zeros(9, np.float32)})
    assert "it holds " in refused(more)


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    weights = dict(numbers(KIND))
    path = saved(tmp_path / "net.pth", weights | {"body.0.bias": np.full(8, np.nan, np.float32)})
    assert "body.0.bias holds what is no number" in refused(path)


@pytest.mark.parametrize("held", [{"params": 3}, {"params": {"body.0.bias": 3}}, [1, 2], 7, {"weights": None}])
def test_a_file_without_tensors_is_refused(tmp_path: Path, held: object) -> None:
    need_torch()
    path = tmp_path / "net.pth"
    import_module("torch").save(held, path)
    assert "holds no weights" in refused(path)


def test_an_archive_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    need_torch()
    path = tmp_path / "net.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for at in range(65):
            archive.writestr(f"net/data/{at}", bytes(4 * 1024**2))
    assert "unpacks to 272.6 MB" in refused(path)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    assert "holds 10.7 GB" in refused(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "net.pth")


@pytest.mark.parametrize("data", [b"", b"\xff" * 64, b"\x08\0\0\0\0\0\0\0{}      "])
def test_safetensors_that_are_none_are_refused(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("safetensors")
    path = tmp_path / "net.safetensors"
    path.write_bytes(data)
    refused(path)


def test_a_blend_lies_between_its_two_networks() -> None:
    clean, noisy = numbers(KIND, 1), numbers(KIND, 2)
    assert np.array_equal(blended(clean, noisy, Fraction(1))["body.0.bias"], clean["body.0.bias"])
    assert np.array_equal(blended(clean, noisy, Fraction(0))["body.0.bias"], noisy["body.0.bias"])
    middle = blended(clean, noisy, Fraction(1, 4))["body.0.bias"]
    assert np.allclose(middle, clean["body.0.bias"] / 4 + noisy["body.0.bias"] * 3 / 4)
