"""An app on a real port, for what no client in the same process shows: streams, and addresses as they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server
from threading import Thread

import httpx2
import uvicorn

from dropcut.api.parts import Face
from tests.api.benches import Bench

ANY = Face(hosts=("*",), secure=False)


@contextmanager
def served(at: Bench) -> Iterator[httpx2.Client]:
    """The bench's app, and a client of it."""
    with create_server(("127.0.0.1", 0)) as bound:
        config = uvicorn.Config(at.app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        try:
            with httpx2.Client(base_url=address, timeout=20, trust_env=False) as client:
                yield client
        finally:
            at.app.state.hub.close()
            server.should_exit = True
            thread.join(10)
