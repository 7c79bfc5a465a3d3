"""The Cloud Run jobs of a home, looked at and never started."""

from __future__ import annotations

from typing import Final, NamedTuple

from google.api_core.exceptions import GoogleAPIError, NotFound, PermissionDenied
from google.auth.exceptions import GoogleAuthError
from google.cloud.run_v2.types import Condition, ExecutionReference

from dropcut.cloud.run_jobs.clients import Connection
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.wording import spoken

_WITHIN_S: Final = 20.0


class Deployed(NamedTuple):
    """One of them."""

    there: bool
    trouble: str = ""
    """What the platform says is wrong with it; empty where nothing is."""
    failed: bool = False
    """Whether its newest execution did not end well."""


def deployed(connection: Connection, job: str) -> Deployed:
    """How the job of that full name stands. Raises Permanent when we may not look."""
    try:
        found = connection.jobs.get_job(name=job, timeout=_WITHIN_S)
    except NotFound:
        return Deployed(there=False)
    except PermissionDenied as error:
        said = "Jobs of Cloud Run are closed to this account."
        raise Permanent(said, "Have it granted roles/run.viewer, to look at them.") from error
    except (GoogleAPIError, GoogleAuthError) as error:
        said = f"Cloud Run did not answer about {spoken(job.rpartition('/')[2])}: {type(error).__name__}."
        raise Unavailable(said, "Try again.") from error
    told = found.terminal_condition
    trouble = told.message if told.state == Condition.State.CONDITION_FAILED else ""
    newest = found.latest_created_execution.completion_status
    failed = newest == ExecutionReference.CompletionStatus.EXECUTION_FAILED
    return Deployed(there=True, trouble=trouble, failed=failed)
