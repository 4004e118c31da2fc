"""The whole service, complete: it puts your five milestones together.

Once they are solved: `python -m practice_pkg models`, then any ASGI server, for example
`uvicorn --factory practice_pkg.service:from_folder`.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from fastapi import FastAPI
from numpy.typing import NDArray

from .api import Prediction, PredictRequest, create_api
from .artifact import VERSIONS
from .batching import Batcher
from .clock import Clock, SystemClock
from .data import PIXELS
from .errors import Unavailable
from .loading import DigitModel, ModelHolder, background_start, health_router
from .rollout import Rollout
from .telemetry import Metrics, install_telemetry


class Model(Protocol):
    def probabilities(self, pixels: list[list[float]]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Settings:
    canary_share: float = 0.1
    salt: str = "digits-2"
    max_size: int = 16
    max_wait: float = 0.005
    max_waiting: int = 1024


def create_service(
    load: Callable[[], Mapping[str, Model]],
    settings: Settings | None = None,
    *,
    write: Callable[[str], None] = print,
    clock: Clock | None = None,
) -> FastAPI:
    """load: returns one model per version, "stable" and "canary"."""
    settings = settings or Settings()
    clock = clock or SystemClock()
    holder = ModelHolder(load, warm_up)
    rollout = Rollout(settings.canary_share, salt=settings.salt)
    metrics = Metrics()

    def batcher(version: str) -> Batcher[list[float], NDArray[np.float32]]:
        async def run(pixels: list[list[float]]) -> list[NDArray[np.float32]]:
            # The model blocks its thread, so it gets one of its own.
            answers = list(await asyncio.to_thread(holder.get()[version].probabilities, pixels))
            metrics.count("batches_total", version=version)
            return answers

        return Batcher(
            run,
            max_size=settings.max_size,
            max_wait=settings.max_wait,
            max_waiting=settings.max_waiting,
            clock=clock,
        )

    batchers = {version: batcher(version) for version in VERSIONS}

    async def predict(request: PredictRequest) -> Prediction:
        holder.get()
        version = rollout.version(request.key)
        try:
            answer = await batchers[version].submit(request.pixels)
        except Unavailable:
            raise  # a full queue says nothing about the model
        except Exception:
            rollout.record(version, ok=False)
            raise
        rollout.record(version, ok=True)
        metrics.count("predictions_total", version=version)
        digit = int(np.argmax(answer))
        # float32 may round a sum of probabilities to just above 1
        return Prediction(digit=digit, probability=min(float(answer[digit]), 1.0), version=version)

    @asynccontextmanager
    async def lifespan(app: FastAPI):
        async with background_start(holder)(app):
            yield
            for each in batchers.values():
                await each.close()

    app = create_api(predict, lifespan=lifespan)
    app.include_router(health_router(holder))
    install_telemetry(app, metrics, write=write, clock=clock)
    return app


def warm_up(models: Mapping[str, Model]) -> None:
    """One prediction per model, of a blank image."""
    for model in models.values():
        model.probabilities([[0.0] * PIXELS])


def from_folder(folder: Path = Path("models")) -> FastAPI:
    """The service of the two files that `python -m practice_pkg models` wrote."""
    return create_service(lambda: {v: DigitModel(folder / f"{v}.onnx") for v in VERSIONS})
