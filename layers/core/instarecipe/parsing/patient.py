"""A model that is down is left alone for a while: a model behind a circuit."""

from __future__ import annotations

from dataclasses import dataclass

from instarecipe.circuit import Circuits
from instarecipe.domain.errors import Transient
from instarecipe.ports import Deadline, Extracted, Model, ModelAnswer

PAUSED = "model_paused"
_OUTAGES = frozenset({"model_unreachable", "model_slow", "model_error"})


@dataclass(frozen=True)
class PatientModel:
    """`ports.Model`; also raises `Transient("model_paused")`, unburnt, before anything is sent."""

    model: Model
    circuits: Circuits

    def __call__(self, extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
        passage = self.circuits.enter("model")
        if passage.wait:
            raise Transient(
                PAUSED,
                "The recipe model did not answer several times, so we leave it alone for a while.",
                "Check that its server runs. We try again by ourselves.",
                retry_after=passage.wait,
                burns=False,
            )
        try:
            answer = self.model(extracted, deadline=deadline)
        except Transient as failure:
            if failure.code in _OUTAGES:
                passage.failed()
            raise
        passage.worked()
        return answer
