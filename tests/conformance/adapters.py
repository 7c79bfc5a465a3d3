"""Every adapter of every port, one line each: an adapter that stands here is held to its port's contract."""

from __future__ import annotations

from tests.conformance import benches
from tests.conformance.benches import BlobsAdapter, DispatchAdapter, FolderAdapter
from tests.conformance.ledger_adapters import MakeLedger, memory_ledger, sqlite_ledger

LEDGERS: dict[str, MakeLedger] = {
    "memory": memory_ledger,
    "sqlite": sqlite_ledger,
}

BLOBS: dict[str, BlobsAdapter] = {
    "memory": BlobsAdapter(benches.memory_blobs, between_processes=False, flat=False),
    "files": BlobsAdapter(benches.file_blobs),
}

FOLDERS: dict[str, FolderAdapter] = {
    "memory": FolderAdapter(benches.memory_folder, between_processes=False),
    "files": FolderAdapter(benches.file_folder),
}

DISPATCHES: dict[str, DispatchAdapter] = {
    "memory": DispatchAdapter(benches.memory_dispatch),
    "sqlite": DispatchAdapter(benches.sqlite_dispatch),
}
