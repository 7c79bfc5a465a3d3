"""`make cloud-local`: the whole cloud home on this machine, for a person to try."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import click

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import INBOX, STORE, Estate, Plan, estate
from tests.e2e.cloud.post import Mishaps
from tests.emulators.running import MissingEmulatorError, begin_run, end_run

_LOOK_S = 2.0


@click.command()
@click.option("--drop", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder to upload at once.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Where deliveries are put on this disk.")
@click.option("--rough", is_flag=True, help="Deliver every event three times, out of order, and lose one in twenty.")
def main(drop: Path | None, to: Path | None, *, rough: bool) -> None:
    """Run functions, jobs and emulators until Ctrl-C."""
    mishaps = Mishaps(copies=3, lost=0.05, late_s=1.0) if rough else None
    begin_run()
    try:
        with TemporaryDirectory(prefix="dropcut-cloud-") as logs, estate(Path(logs), Plan(mishaps=mishaps)) as home:
            _told_where(home)
            if drop is not None:
                _upload(home, drop)
            _follow(home, to)
    except MissingEmulatorError as missing:
        click.echo(missing, err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("Stopped: nothing was kept.")
    finally:
        end_run()


def _told_where(home: Estate) -> None:
    gcs = home.environment["STORAGE_EMULATOR_HOST"]
    click.echo("The cloud home runs. In another terminal:")
    for name, value in home.environment.items():
        click.echo(f"  export {name}='{value}'")
    click.echo(f"""  .venv/bin/dropcut submit examples/first-cut --to gs://{INBOX}/inbox/me/ --get my-cut
  .venv/bin/dropcut status --home gs://{INBOX}
Whatever writes to a bucket will do as well, such as
  curl --data-binary @take1.mp4 \\
    '{gcs}/upload/storage/v1/b/{INBOX}/o?uploadType=media&name=inbox/me/my-video/take1.mp4'
Deliveries lie in gs://{STORE}/outbox/OWNER/VIDEO/; what happens is logged in {home.folder}.
Ctrl-C ends it.""")


def _upload(home: Estate, folder: Path) -> None:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    names = {str(file.relative_to(folder)): file for file in files}
    visible = {name: file for name, file in names.items() if not any(part.startswith(".") for part in Path(name).parts)}
    home.upload(JobId.parse(f"me/{folder.resolve().name}"), visible)
    click.echo(f"Uploaded {len(visible)} files of {folder}.")


def _follow(home: Estate, to: Path | None) -> None:
    """Say how each job stands whenever that changes, and fetch what is delivered."""
    said: dict[JobId, str] = {}
    while True:
        for job in home.ledger.jobs():
            now = _standing(home, job)
            if said.get(job.id) != now:
                said[job.id] = now
                click.echo(f"{job.id}: {now}")
                if job.state is JobState.DONE and to is not None:
                    _fetch(home, job.id, to)
        sleep(_LOOK_S)


def _standing(home: Estate, job: Job) -> str:
    if job.state is JobState.DONE:
        return f"done, revision {job.revision}: {', '.join(sorted(home.delivered(job.id)))}"
    reasons = " ".join(refusal.failure.message for refusal in job.refusals)
    steps = ", ".join(f"{stage.step} {stage.done}/{stage.total}" for stage in job.stages[-3:])
    return " ".join(
        part for part in (job.state.value, reasons, job.waiting_for and f"waits for {job.waiting_for}", steps) if part
    )


def _fetch(home: Estate, drop: JobId, to: Path) -> None:
    for name, data in home.delivered(drop).items():
        file = to / drop.name / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    click.echo(f"Fetched into {to / drop.name}.")


if __name__ == "__main__":
    main()
