"""Finding who knows a home elsewhere, and opening it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import entry_points
from typing import cast

from dropcut.domain.errors import Permanent, Retryable, Unavailable
from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import HOMES, Address, Elsewhere, Visit
from dropcut.local.exits import Misuse
from dropcut.local.logs import only_warnings

_OURS = "dropcut"


@contextmanager
def opened(address: Address) -> Iterator[Elsewhere]:
    """The home at an address. Raises Misuse when nobody here knows such homes, or it cannot be opened."""
    only_warnings()
    visit = _visit(address.scheme)
    with ExitStack() as stack:
        with misused():
            elsewhere = stack.enter_context(visit(address.bucket))
        yield elsewhere


@contextmanager
def misused() -> Iterator[None]:
    """Before anything was begun, what will never work is a misuse; and what does not work now is not tried again by itself."""
    try:
        yield
    except Permanent as error:
        raise Misuse(error.message, error.hint) from error
    except Retryable as error:
        raise Unavailable(error.message, "Nothing was begun: look at the network, then run the same command again.") from error


def drop_of(address: Address, named: str | None) -> JobId | None:
    """The drop that is meant: `<owner>/<drop>`, or a name alone where the address says the owner. Raises Misuse."""
    if named is None or not named:
        return JobId(address.owner, address.drop) if address.owner and address.drop else None
    if "/" not in named and address.owner is None:
        whose = f"Say <owner>/{named}, or whose inbox it is: --home {address.scheme}://{address.bucket}/inbox/OWNER/"
        raise Misuse(f"Whose drop is {spoken(named)}?", whose)
    with misused():
        drop = JobId.parse(named if "/" in named else f"{address.owner}/{named}")
        if address.owner not in {None, drop.owner} or address.drop not in {None, drop.name}:
            raise Permanent(f"{spoken(str(drop))} does not lie in the place that --home names.", "Name the one or the other.")
    return drop


def _visit(scheme: str) -> Visit:
    found = [entry for entry in entry_points(group=HOMES) if entry.name == scheme]
    if not found:
        known = ", ".join(sorted({f"{entry.name}://" for entry in entry_points(group=HOMES)})) or "none"
        raise Misuse(f"Nobody here knows homes at {scheme}:// (known: {known}).", "Name one of those, or install dropcut anew.")
    try:
        return cast("Visit", found[0].load())
    except ModuleNotFoundError as missing:
        if (missing.name or _OURS).split(".")[0] == _OURS:
            raise
        raise Misuse(
            f"Homes at {scheme}:// need packages that are not installed: {missing.name}.",
            "Install the extra: pip install 'dropcut[cloud]'",
        ) from missing
