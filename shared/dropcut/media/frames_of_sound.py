"""Bare sound has no header of its own: MP3 and AAC are known by frames that follow each other exactly."""

from __future__ import annotations

from collections.abc import Callable

_ENOUGH = 3
_SYNC, _ADTS, _LAYER_3 = 0xFF, 0xF0, 0xE2
"""The first byte of every frame, and what the second holds besides."""
_HEADER = 7

_BIT_RATES_MPEG1_LAYER3 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_MPEG2_LAYER3 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLE_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MPEG1 = 3


def is_adts(data: bytes) -> bool:
    """Whether `data` starts with AAC frames in a row."""
    return _frames_in_a_row(data, _adts_length)


def is_mp3(data: bytes) -> bool:
    """Whether `data` starts with MPEG layer III frames in a row."""
    return _frames_in_a_row(data, _mp3_length)


def _frames_in_a_row(data: bytes, length_of: Callable[[bytes], int]) -> bool:
    place = 0
    for _ in range(_ENOUGH):
        length = length_of(data[place : place + _HEADER])
        if length == 0:
            return False
        place += length
        if place + _HEADER > len(data):
            return True
    return True


def _adts_length(header: bytes) -> int:
    if len(header) < _HEADER or header[0] != _SYNC or header[1] & 0xF6 != _ADTS:
        return 0
    length = (header[3] & 0x03) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > _HEADER else 0


def _mp3_length(header: bytes) -> int:
    if len(header) < _HEADER or header[0] != _SYNC or header[1] & 0xE6 != _LAYER_3:
        return 0
    version, bit_rate, sample_rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _SAMPLE_RATES or not 0 < bit_rate < len(_BIT_RATES_MPEG1_LAYER3) or sample_rate == len(_SAMPLE_RATES[3]):
        return 0
    bits = (_BIT_RATES_MPEG1_LAYER3 if version == _MPEG1 else _BIT_RATES_MPEG2_LAYER3)[bit_rate] * 1000
    samples = 144 if version == _MPEG1 else 72
    return samples * bits // _SAMPLE_RATES[version][sample_rate] + (header[2] >> 1 & 1)
