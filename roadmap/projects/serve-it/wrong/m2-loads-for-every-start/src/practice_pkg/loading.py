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
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        for kind, nodes, width in (("input", inputs, PIXELS), ("output", outputs, CLASSES)):
            shapes = [node.shape for node in nodes]
            if len(shapes) != 1 or len(shapes[0]) != 2 or shapes[0][1] != width:
                raise ValueError(f"expected one {kind} of shape (N, {width}), found {shapes}")
        self._input, self._output = inputs[0].name, outputs[0].name

    def probabilities(self, pixels: Sequence[Sequence[float]]) -> NDArray[np.float32]:
        """The probability of each digit for each image, by one run of the session.

        pixels: n images of 64 numbers from 0 to 16, n at least 1. The graph wants float32.
        Returns shape (n, 10).
        """
        batch = np.asarray(pixels, dtype=np.float32)
        return self._session.run([self._output], {self._input: batch})[0]


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
        self._load, self._warm_up = load, warm_up
        self.state, self.reason = "starting", None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load, warm up, be ready. However often it is called, `load` runs once.

        A later call waits for the end of the first. Both functions run in a thread
        (asyncio.to_thread), so that the event loop can answer /healthz meanwhile.
        Raises nothing when they fail: `state` and `reason` tell.
        Cancelling one call must not stop the loading for the others (asyncio.shield).
        """
        if self.state != "ready":
            await self._prepare()

    async def _prepare(self) -> None:
        try:
            self._loaded = await asyncio.to_thread(self._load)
            await asyncio.to_thread(self._warm_up, self._loaded)
        except Exception as error:
            self.state, self.reason = "failed", type(error).__name__
        else:
            self.state = "ready"

    def get(self) -> T:
        """What was loaded. Raises NotReady unless the state is "ready"."""
        if self.state != "ready":
            raise NotReady(f"the model is not ready: {self.state}")
        return self._loaded


def health_router(holder: ModelHolder) -> APIRouter:
    """The two questions an orchestrator asks.

    GET /healthz, "must you be restarted?": 200 and {"status": "alive"}, in every state. Loading
    is no illness, and a restart would only begin it anew.
    GET /readyz, "may requests come?": 200 and {"status": "ready"}, or 503 and
    {"status": holder.state, "reason": holder.reason}.
    Source: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    """
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        if holder.state == "ready":
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": holder.state, "reason": holder.reason}, status_code=503)

    return router


def background_start(
    holder: ModelHolder,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan for FastAPI that starts the holder without waiting for it.

    An app takes requests only once its lifespan has reached `yield`: who awaits the loading
    before it answers nobody, not even /healthz. So start a task. On the way out cancel it and
    wait for its end.
    Source: https://fastapi.tiangolo.com/advanced/events/
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(holder.start())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan
