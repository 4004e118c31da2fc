"""Milestone 1: what a request must look like, and what the caller hears when it does not."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from .data import BRIGHTEST, CLASSES, PIXELS
from .errors import Unavailable


class PredictRequest(BaseModel):
    """One digit to read.

    key: a string of 1 to 64 characters that names the caller; milestone 4 needs it.
    pixels: a list of exactly 64 numbers (PIXELS), row by row, each from 0 to 16 (BRIGHTEST),
        both included.
    Strict: only a JSON number is a number, so "3" and true are refused, and 3 is fine. NaN and
    infinities, which Python's JSON reader lets through, are refused. So are unknown fields: a
    misspelled one would otherwise be ignored. State the limits with Field, not in a validator of
    your own; then they also stand in /openapi.json, where a caller can read them.
    Source: https://docs.pydantic.dev/latest/concepts/fields/ and .../concepts/strict_mode/
    """

    @model_validator(mode="before")
    @classmethod
    def to_do(cls, data: Any) -> Any:
        raise NotImplementedError("milestone 1: declare key and pixels, then delete this method")


class Prediction(BaseModel):
    """What the caller gets. Complete."""

    digit: int = Field(ge=0, lt=CLASSES)
    probability: float = Field(ge=0, le=1)
    version: str


Predict = Callable[[PredictRequest], Awaitable[Prediction]]
Lifespan = Callable[[FastAPI], Any]


def field_path(loc: Sequence[str | int]) -> str:
    """The place of a problem as a caller would write it.

    The leading "body" goes away, names are joined by dots, and positions stand in brackets:
    ("body", "pixels", 3) -> "pixels[3]", ("body", "items", 2, "name") -> "items[2].name".
    When nothing but ("body",) is left to say, the path is "body".
    """
    raise NotImplementedError("milestone 1: join the parts after the leading body")


def field_problems(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One {"path": ..., "problem": ...} per error, in order.

    errors: what RequestValidationError.errors() returns, dicts with "type", "loc", "msg" and more.
    problem: the "msg". The other entries stay behind. "input" is the caller's data, which belongs
    in no answer and no log; and when it is NaN, it cannot even be written as JSON, and the 422
    becomes a 500.
    An error of type "json_invalid" has the position of a byte in its loc; its path is "body".
    """
    raise NotImplementedError("milestone 1: a path and a message per error, nothing else")


def create_api(predict: Predict, *, lifespan: Lifespan | None = None) -> FastAPI:
    """An app with one route, POST /predict, which answers `await predict(request)`.

    The answer is declared as a Prediction (the return annotation or response_model).
    RequestValidationError: status 422, body {"detail": field_problems(errors)}.
    Unavailable, which `predict` may raise: status 503, body {"detail": the error as text} and the
    header `Retry-After: 1`. One handler is enough, it also gets the subclasses.
    Any other error of `predict` is a bug and stays a 500: no handler for it.
    `lifespan` is handed to FastAPI as it is.
    Source: https://fastapi.tiangolo.com/tutorial/handling-errors/
    """
    raise NotImplementedError("milestone 1: a route and two exception handlers")
