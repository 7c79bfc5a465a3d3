"""From a cut and what was measured of it to the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from dropcut.domain.cut import Cut
from dropcut.domain.jobs import Refusal, Stage
from dropcut.domain.money import JobCost
from dropcut.domain.programme import Encoder
from dropcut.domain.rendering import LoudnessFigures
from dropcut.domain.report import (
    CostReport,
    Counts,
    EncoderReport,
    FormatReport,
    LoudnessReport,
    RefusedFile,
    RemovedReport,
    Report,
    Reporting,
    SpeechReport,
    StepCostReport,
    TaskReport,
    UnusedReport,
)
from dropcut.domain.wording import spoken, told_of
from dropcut.editing.report.lines import line_reports
from dropcut.editing.report.seen import mark_reports, scene_reports


def report_of(made: Reporting) -> Report:
    """The report of one revision. Pure: the same cut and measurements give the same report."""
    cut = made.cut
    return Report(
        job=str(made.job),
        revision=made.revision,
        status=made.status,
        title=made.title or made.job.name,
        duration=cut.format.starts(cut.frames),
        frames=cut.frames,
        format=FormatReport(width=cut.format.width, height=cut.format.height, rate=cut.format.rate),
        scripted=cut.scripted,
        lines=line_reports(cut),
        unused=_unused(cut),
        removed=RemovedReport(silence_s=cut.removed.silence, fillers=cut.removed.fillers, retakes=cut.removed.retakes),
        loudness=_loudness(made.mixed.loudness),
        checks=made.master.checks,
        tasks=_tasks(made.stages),
        seconds=made.seconds,
        files=made.files,
        speech=_speech(cut, made.speech_why),
        encoder=_encoder(made.encoder),
        clips=tuple(clip.name for clip in cut.clips),
        notes=(*cut.notes, *_troubles(cut), *made.remarks),
        orphans=cut.orphans,
        refused=tuple(_refused(refusal, {spoken(name): name for name in made.names}) for refusal in made.refused),
        left_out=made.left_out,
        scenes=tuple(scene_reports(made.scenes)),
        marks=tuple(mark_reports(made.marks)),
        cost=_cost(made.cost) if made.cost else None,
    )


def _cost(cost: JobCost) -> CostReport:
    return CostReport(
        seconds=Fraction(cost.total.millis, 1000),
        amount=cost.total.amount,
        currency=cost.currency,
        prices=cost.prices,
        region=cost.region,
        by_step={
            each.step: StepCostReport(seconds=Fraction(each.spent.millis, 1000), amount=each.spent.amount)
            for each in cost.by_step
        },
    )


def _troubles(cut: Cut) -> Iterator[str]:
    """What of each clip is missing, damaged or not used."""
    for clip in cut.clips:
        if clip.asset.footage:
            yield from (told_of(clip.name, trouble) for trouble in clip.asset.footage.troubles)


def _unused(cut: Cut) -> tuple[UnusedReport, ...]:
    return tuple(
        UnusedReport(clip=cut.clips[one.clip].name, start=one.start, end=one.end, text=one.text, reason=one.reason)
        for one in cut.unused
    )


def _loudness(figures: LoudnessFigures) -> LoudnessReport:
    return LoudnessReport(input=figures.input, output=figures.output, true_peak=figures.true_peak)


def _tasks(stages: Iterable[Stage]) -> TaskReport:
    """A recipe may call one step several times: its calls count together."""
    by_step = {
        step: _together(tuple(Counts(run=stage.run, reused=stage.reused) for stage in of_step))
        for step, of_step in groupby(sorted(stages, key=_step), key=_step)
    }
    every = _together(tuple(by_step.values()))
    return TaskReport(run=every.run, reused=every.reused, by_step=by_step)


def _step(stage: Stage) -> str:
    return stage.step


def _together(counts: tuple[Counts, ...]) -> Counts:
    return Counts(run=sum(count.run for count in counts), reused=sum(count.reused for count in counts))


def _speech(cut: Cut, why: str) -> SpeechReport:
    if cut.engine is None:
        return SpeechReport(engine="", version="", why=why)
    return SpeechReport(engine=cut.engine.name, version=cut.engine.version, why=why)


def _encoder(encoder: Encoder) -> EncoderReport:
    return EncoderReport(
        name=encoder.name, preset=encoder.preset, build=encoder.build, threads=encoder.threads, why=encoder.why
    )


def _refused(refusal: Refusal, names: Mapping[str, str]) -> RefusedFile:
    about = names.get(refusal.about, refusal.about)
    return RefusedFile(file=about, step=refusal.step, message=refusal.failure.message, hint=refusal.failure.hint)
