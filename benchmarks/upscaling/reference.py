"""The way of Real-ESRGAN's own script, written anew: picture by picture, tile by tile, eager PyTorch.

As `RealESRGANer` does it: the picture goes to the device, is continued by 10 pixels, every tile with 10 pixels around it runs
by itself, the whole goes back, is clamped, turned and brought to whole levels. In 16 bits on a GPU, as there by default.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from dropcut.ports.sharpening import Picture
from dropcut.upscaling.networks import Network
from dropcut.upscaling.torch_networks import Module, Tensor, network_with
from dropcut.upscaling.weights import Weights

_PADDING = 10


@dataclass(frozen=True)
class Reference:
    """One network on one device."""

    module: Module
    scale: int
    tile: int
    """Pixels of a side; 0 for the whole picture, as the script's own default has it."""
    device: str

    @classmethod
    def of(cls, network: Network, weights: Weights, tile: int, device: str) -> Reference:
        module = network_with(weights, network.architecture, network.architecture.scale).to(device)
        return cls(module.half() if device == "cuda" else module, network.architecture.scale, tile, device)

    def enhanced(self, picture: Picture) -> Picture:
        """One picture."""
        torch: Any = import_module("torch")
        whole = picture.astype(np.float32) / 255
        with torch.inference_mode():
            given = torch.from_numpy(np.transpose(whole, (2, 0, 1))).float().unsqueeze(0).to(self.device)
            given = given.half() if self.device == "cuda" else given
            given = torch.nn.functional.pad(given, (0, _PADDING, 0, _PADDING), "reflect")
            made = self._tiled(given) if self.tile else self.module(given)
            high, wide = (side * self.scale for side in picture.shape[:2])
            back = made[..., :high, :wide].squeeze().float().cpu().clamp_(0, 1).numpy()
        answer: Picture = (np.transpose(back, (1, 2, 0)) * 255.0).round().astype(np.uint8)
        return answer

    def _tiled(self, given: Tensor) -> Tensor:
        _, _, high, wide = given.shape
        made = given.new_zeros((1, 3, high * self.scale, wide * self.scale))
        for top in range(0, high, self.tile):
            for left in range(0, wide, self.tile):
                self._one(given, made, top, left)
        return made

    def _one(self, given: Tensor, made: Tensor, top: int, left: int) -> None:
        _, _, high, wide = given.shape
        bottom, right = min(top + self.tile, high), min(left + self.tile, wide)
        above, before = max(0, top - _PADDING), max(0, left - _PADDING)
        tile = self.module(given[:, :, above : min(high, bottom + _PADDING), before : min(wide, right + _PADDING)])
        rows = slice((top - above) * self.scale, (bottom - above) * self.scale)
        columns = slice((left - before) * self.scale, (right - before) * self.scale)
        made[:, :, top * self.scale : bottom * self.scale, left * self.scale : right * self.scale] = tile[:, :, rows, columns]
