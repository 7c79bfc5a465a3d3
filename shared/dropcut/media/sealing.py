"""A program of its own: writes Content Credentials into one file, and says which manifest it wrote.

Called as `python -m dropcut.media.sealing ASKED`, a JSON file. The library is native code that asks the network by itself, and
once it hung when its process ended. Here it is bounded and can be killed, and nothing of it is tidied up at the end.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import c2pa  # type: ignore[import-untyped]


def main(asked: dict[str, Any]) -> dict[str, str]:
    """The label of the manifest, or what the library says against it."""
    try:
        info = c2pa.C2paSignerInfo(
            asked["algorithm"].encode(),
            Path(asked["certificates"]).read_bytes(),
            Path(asked["key"]).read_bytes(),
            asked["timestamps"].encode() or None,
        )
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(asked["manifest"])) as builder:
            builder.sign_file(asked["file"], asked["made"], signer)
        with c2pa.Reader(asked["made"]) as reader:
            return {"label": str(json.loads(reader.json())["active_manifest"])}
    except c2pa.C2paError as error:
        return {"refused": str(error)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(Path(sys.argv[1]).read_bytes()))))
    sys.stdout.flush()
    os._exit(0)
