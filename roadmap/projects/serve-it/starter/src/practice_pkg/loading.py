"""Milestone 2: load once, in the background, and say when you are ready."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Generic, Literal, TypeVar

import numpy as np
import onnxruntime
from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from numpy.typing import NDArray

from .data import CLASSES, PIXELS
from .errors import NotReady

T = TypeVar("T")


class DigitModel:
    """An ONNX file, ready to run."""

    def __init__(self, path: Path) -> None:
        """Make the one InferenceSession of this model: CPU only, one thread.

        One thread: SessionOptions().intra_op_num_threads = 1. A service gets its speed from
        several requests at once, and threads of the same model would only fight for the cores.
        Raises ValueError unless the file has one input, of 2 axes with PIXELS as the second, and
        one output, of 2 axes with CLASSES as the second. A wrong file is found now, not at the
        first request.
        Source: https://onnxruntime.ai/docs/api/python/api_summary.html
        """
        raise NotImplementedError("milestone 2: one InferenceSession, then look at its shapes")

    def probabilities(self, pixels: Sequence[Sequence[float]]) -> NDArray[np.float32]:
        """The probability of each digit for each image, by one run of the session.

        pixels: n images of 64 numbers from 0 to 16, n at least 1. The graph wants float32.
        Returns shape (n, 10).
        """
        raise NotImplementedError("milestone 2: one float32 array in, one array out")


class ModelHolder(Generic[T]):
    """Keeps what was loaded, and knows whether it may be used.

    state: "starting" until everything is done, then "ready" or, if anything raised, "failed".
    reason: None, or the class name of the error that made it fail, such as "FileNotFoundError".
    The text of an error may hold paths and passwords, and /readyz shows the reason to strangers.
    """

    state: Literal["starting", "ready", "failed"]
    reason: str | None

    def __init__(self, load: Callable[[], T], warm_up: Callable[[T], object]) -> None:
        """Remember both functions; call neither.

        load: returns what is to be kept. It may take seconds, and blocks its thread.
        warm_up: makes a first prediction with it, which is often far slower than the later ones.
        """
        raise NotImplementedError("milestone 2: keep load and warm_up, and be starting")

    async def start(self) -> None:
        """Load, warm up, be ready. However often it is called, `load` runs once.

        A later call waits for the end of the first. Both functions run in a thread
        (asyncio.to_thread), so that the event loop can answer /healthz meanwhile.
        Raises nothing when they fail: `state` and `reason` tell.
        Cancelling one call must not stop the loading for the others (asyncio.shield).
        """
        raise NotImplementedError("milestone 2: one task for all calls, the work in a thread")

    def get(self) -> T:
        """What was loaded. Raises NotReady unless the state is "ready"."""
        raise NotImplementedError("milestone 2: give it out only when ready")


def health_router(holder: ModelHolder) -> APIRouter:
    """The two questions an orchestrator asks.

    GET /healthz, "must you be restarted?": 200 and {"status": "alive"}, in every state. Loading
    is no illness, and a restart would only begin it anew.
    GET /readyz, "may requests come?": 200 and {"status": "ready"}, or 503 and
    {"status": holder.state, "reason": holder.reason}.
    Source: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    """
    raise NotImplementedError("milestone 2: two routes, and only readyz looks at the state")


def background_start(
    holder: ModelHolder,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan for FastAPI that starts the holder without waiting for it.

    An app takes requests only once its lifespan has reached `yield`: who awaits the loading
    before it answers nobody, not even /healthz. So start a task. On the way out cancel it and
    wait for its end.
    Source: https://fastapi.tiangolo.com/advanced/events/
    """
    raise NotImplementedError("milestone 2: create_task, yield, then cancel and wait")
