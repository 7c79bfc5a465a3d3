"""THE table of steps: name and version, where each runs, what it may use, how often it is tried, what it weighs."""

from __future__ import annotations

from typing import Final

from dropcut.domain.catalog import Catalog, Row
from dropcut.steps.align import align
from dropcut.steps.assemble import assemble
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.choose_hearing import choose_hearing
from dropcut.steps.choose_matching import choose_matching
from dropcut.steps.choose_meaning import choose_meaning
from dropcut.steps.choose_pictures import choose_pictures
from dropcut.steps.choose_seeing import choose_seeing
from dropcut.steps.choose_sharpener import choose_sharpener
from dropcut.steps.compare import compare
from dropcut.steps.conform import conform
from dropcut.steps.deliver import deliver
from dropcut.steps.describe import describe
from dropcut.steps.divide import divide
from dropcut.steps.find import find
from dropcut.steps.find_marks import find_marks
from dropcut.steps.find_scenes import find_scenes
from dropcut.steps.finish import finish
from dropcut.steps.gather import gather
from dropcut.steps.hear import hear
from dropcut.steps.ingest import ingest
from dropcut.steps.look import look
from dropcut.steps.mix import mix
from dropcut.steps.overhear import overhear
from dropcut.steps.plan_chunks import plan_chunks
from dropcut.steps.plan_finish import plan_finish
from dropcut.steps.read_image import read_image
from dropcut.steps.read_script import read_script
from dropcut.steps.read_settings import read_settings
from dropcut.steps.remux import remux
from dropcut.steps.render import render
from dropcut.steps.sign import sign
from dropcut.steps.synchronise import synchronise
from dropcut.steps.transcribe import transcribe
from dropcut.steps.understand import understand
from dropcut.steps.upscale import upscale
from dropcut.steps.watch import watch
from dropcut.steps.write_captions import write_captions
from dropcut.steps.write_index import write_index
from dropcut.steps.write_report import write_report
from dropcut.steps.write_review import write_review
from dropcut.steps.write_timelines import write_timelines

CATALOG: Final = Catalog(
    (
        Row(ingest, version="2", memory_mib=1024, share=10),
        Row(read_settings, version="1", served_by="script"),
        Row(read_script, version="2", served_by="script"),
        Row(choose_hearing, version="2", served_by="transcribe"),
        Row(transcribe, version="2", memory_mib=2048, share=60),
        Row(divide, version="1", served_by="transcribe", memory_mib=2048, share=5),
        Row(hear, version="1", served_by="transcribe", cpu=2, cores=4, memory_mib=4096, share=10),
        Row(gather, version="1", served_by="transcribe", memory_mib=2048),
        Row(overhear, version="1", runs="gpu_job", memory_mib=2048, timeout_s=3600, share=60),
        Row(find, version="2", memory_mib=1024, share=60),
        Row(synchronise, version="1", served_by="find", memory_mib=2048, share=3),
        Row(choose_seeing, version="2", served_by="scenes", memory_mib=1024),
        Row(find_scenes, version="1", served_by="scenes", cpu=2, cores=2, memory_mib=4096, share=90),
        Row(
            watch,
            version="1",
            runs="gpu_job",
            cpu=4,
            cores=2,
            memory_mib=8192,
            timeout_s=3600,
            share=90,
            instead_of="find_scenes",
        ),
        Row(find_marks, version="6", served_by="marks", cpu=2, memory_mib=2048, share=15),
        Row(align, version="3", memory_mib=2048, share=2),
        Row(choose_meaning, version="1", served_by="align"),
        Row(understand, version="1", served_by="align", memory_mib=1024, share=10),
        Row(read_image, version="1", served_by="assemble", memory_mib=2048),
        Row(describe, version="2", served_by="align"),
        Row(choose_matching, version="1", served_by="align"),
        Row(look, version="1", served_by="scenes", memory_mib=4096, share=5),
        Row(choose_pictures, version="3", served_by="align", memory_mib=1024),
        Row(choose_encoder, version="1", served_by="assemble"),
        Row(render, version="2", runs="gpu_job", cpu=4, memory_mib=4096, timeout_s=3600, share=150),
        Row(
            conform,
            version="1",
            runs="gpu_job",
            served_by="render",
            cpu=4,
            memory_mib=4096,
            timeout_s=3600,
            share=100,
            instead_of="render",
        ),
        Row(
            choose_sharpener,
            version="1",
            runs="gpu_job",
            served_by="upscale",
            cpu=4,
            memory_mib=16384,
            gpu="nvidia-l4",
            instead_of="render",
        ),
        Row(plan_chunks, version="1", served_by="assemble", memory_mib=1024, instead_of="render"),
        Row(
            upscale,
            version="1",
            runs="gpu_job",
            cpu=8,
            cores=64,
            memory_mib=32768,
            gpu="nvidia-l4",
            timeout_s=3600,
            share=2000,
            instead_of="render",
        ),
        Row(plan_finish, version="1", served_by="assemble", memory_mib=1024, instead_of="render"),
        Row(
            finish,
            version="1",
            runs="gpu_job",
            served_by="render",
            cpu=4,
            memory_mib=4096,
            timeout_s=3600,
            share=150,
            instead_of="render",
        ),
        Row(mix, version="3", cpu=2, memory_mib=4096, share=15),
        Row(assemble, version="1", cpu=2, memory_mib=4096, share=5),
        Row(sign, version="1", served_by="assemble", cpu=2, memory_mib=4096, share=0),
        Row(write_captions, version="1", served_by="deliver"),
        Row(write_timelines, version="1", served_by="deliver"),
        Row(write_review, version="1", served_by="deliver"),
        Row(write_report, version="1", served_by="deliver"),
        Row(write_index, version="1", served_by="align", memory_mib=1024, share=2),
        Row(deliver, version="1", memory_mib=1024, share=3),
    )
)
"""Raise a step's version whenever the same inputs would give another result: older results are then made again."""

UPSCALING: Final = Catalog(
    (
        *(CATALOG[step] for step in (ingest, choose_sharpener, choose_encoder, sign, deliver)),
        Row(upscale, version=CATALOG[upscale].version, cores=CATALOG[upscale].cores, timeout_s=3600, share=2000),
        Row(remux, version="1", timeout_s=3600, share=5),
        Row(compare, version="2"),
    )
)
"""The steps of `dropcut upscale`, which runs on one machine."""
