"""Every adapter of every port, one line each: an adapter that stands here is held to its port's contract."""

from __future__ import annotations

from tests.conformance import benches, cloud_benches
from tests.conformance.benches import BlobsAdapter, DispatchAdapter, FolderAdapter
from tests.conformance.ledger_adapters import MakeLedger, firestore_ledger, memory_ledger, sqlite_ledger

LEDGERS: dict[str, MakeLedger] = {
    "memory": memory_ledger,
    "sqlite": sqlite_ledger,
    "firestore": firestore_ledger,
}

BLOBS: dict[str, BlobsAdapter] = {
    "memory": BlobsAdapter(benches.memory_blobs, between_processes=False, flat=False),
    "files": BlobsAdapter(benches.file_blobs),
    "gcs": BlobsAdapter(cloud_benches.gcs_blobs),
}

FOLDERS: dict[str, FolderAdapter] = {
    "memory": FolderAdapter(benches.memory_folder, between_processes=False),
    "files": FolderAdapter(benches.file_folder),
    "gcs": FolderAdapter(cloud_benches.bucket_folder),
}

DISPATCHES: dict[str, DispatchAdapter] = {
    "memory": DispatchAdapter(benches.memory_dispatch),
    "sqlite": DispatchAdapter(benches.sqlite_dispatch),
    "pubsub": DispatchAdapter(cloud_benches.pubsub_dispatch, delays=False, in_turn=False, folds=False),
}
