"""PySceneDetect's own adaptive and threshold detectors with their own settings, and nothing of ours."""

from __future__ import annotations

from pathlib import Path


def found_alone(file: Path) -> list[int]:
    """The first frame of every scene but the first."""
    from scenedetect import (  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
        AdaptiveDetector,
        SceneManager,
        ThresholdDetector,
        open_video,
    )

    manager = SceneManager()
    manager.add_detector(AdaptiveDetector())
    manager.add_detector(ThresholdDetector())
    manager.detect_scenes(open_video(str(file)))
    return sorted({start.frame_num for start, _ in manager.get_scene_list()[1:]})
