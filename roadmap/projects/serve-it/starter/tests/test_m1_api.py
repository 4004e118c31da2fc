"""Milestone 1: bad input gives 422 with the path of each wrong field, and reaches no model."""

import json
from contextlib import asynccontextmanager

import pytest
from pydantic import ValidationError

from harness import IMAGE, body, client_of, run
from practice_pkg.api import Prediction, PredictRequest, create_api, field_path, field_problems
from practice_pkg.errors import NotReady, Overloaded

pytestmark = pytest.mark.milestone(1)


ADVICE = {"coroutine": "did you await predict?", "'encode'": "header values are strings"}


def correct_request() -> PredictRequest:
    """A request that every right model takes. Fails in one line, with the first problem."""
    try:
        return PredictRequest(**body())
    except ValidationError as error:
        first = error.errors()[0]
        problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except TypeError as error:
        problem = f"TypeError: {str(error).partition('[')[0].strip()}"
    pytest.fail(
        f"PredictRequest: a correct request is refused. First problem: {problem}. pixels is a list "
        "of float; 0 and 16 are allowed (ge, le); limits for each number go inside: "
        "list[Annotated[float, Field(...)]]",
        pytrace=False,
    )


def post(content: bytes, predict=None):
    """The response to this body, and the requests that reached the model."""
    seen, raised = [], []

    async def answer(request: PredictRequest) -> Prediction:
        seen.append(request)
        if predict:
            return predict(request)
        return Prediction(digit=7, probability=0.5, version="stable")

    api = create_api(answer)

    async def scenario():
        async with client_of(api, raised) as client:
            headers = {"content-type": "application/json"}
            return await client.post("/predict", content=content, headers=headers)

    correct_request()
    response = run(scenario())
    response.extensions["raised"] = raised
    return response, seen


def outcome(response) -> str:
    """The status and, for a 500, the error behind it."""
    errors = [f"{type(e).__name__}: {e}" for e in response.extensions["raised"]]
    advice = "".join(f" ({say})" for word, say in ADVICE.items() if word in "".join(errors))
    return f"{response.status_code}{advice}" + "".join(
        f" ({' '.join(error.split())[:120]})" for error in errors
    )


def paths_of(response, what: str) -> list[str]:
    assert response.status_code == 422, (
        f"POST /predict: {what} must give 422, this gave {outcome(response)}"
    )
    answer = response.json()
    detail = answer.get("detail") if isinstance(answer, dict) else None
    assert isinstance(detail, list) and all(sorted(x) == ["path", "problem"] for x in detail), (
        "create_api: the body of a 422 is {'detail': field_problems(error.errors())}"
    )
    return [entry["path"] for entry in detail]


def pixels(place: int, value) -> list:
    return [*IMAGE[:place], value, *IMAGE[place + 1 :]]


def test_a_correct_request_is_accepted():
    assert correct_request().model_dump() == body(), (
        "PredictRequest: two fields, key and pixels, which keep what was sent"
    )


def test_the_limits_stand_in_the_schema():
    correct_request()
    found = PredictRequest.model_json_schema()["properties"]["pixels"]
    assert (found.get("minItems"), found.get("maxItems")) == (64, 64), (
        "PredictRequest: state the 64 with Field(min_length=..., max_length=...) on the list"
    )
    assert (found["items"].get("minimum"), found["items"].get("maximum")) == (0, 16), (
        "PredictRequest: state the gray levels with Annotated[float, Field(ge=..., le=...)]"
    )


def test_a_good_request_reaches_the_model_and_comes_back():
    response, seen = post(json.dumps(body()).encode())
    assert response.status_code == 200, (
        f"POST /predict: a correct request must give 200, this gave {outcome(response)}"
    )
    assert seen == [correct_request()], (
        "create_api: call predict once, with the PredictRequest that FastAPI made"
    )
    assert response.json() == {"digit": 7, "probability": 0.5, "version": "stable"}, (
        "create_api: answer with the Prediction that predict returned"
    )


@pytest.mark.parametrize("value", [0, 16, 3, 0.25])
def test_both_limits_and_whole_numbers_are_welcome(value):
    response, _ = post(json.dumps(body(pixels=pixels(5, value))).encode())
    assert response.status_code == 200, (
        f"PredictRequest: the gray level {value} is allowed, this gave {outcome(response)}"
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (63, "16.5"),
        (0, "-0.5"),
        (3, '"3"'),
        (3, "true"),
        (3, "null"),
        (3, "[1]"),
        (9, "NaN"),
        (9, "Infinity"),
        (9, "1e999"),
    ],
)
def test_a_wrong_gray_level_is_named(place, value):
    content = json.dumps(body(pixels=pixels(place, "HERE"))).replace('"HERE"', value).encode()
    response, seen = post(content)
    got = paths_of(response, f"a gray level of {value}")
    assert got == [f"pixels[{place}]"], (
        f"a gray level of {value} at place {place} must be reported at pixels[{place}], got {got}"
    )
    assert seen == [], "create_api: a request that is not valid must not reach predict"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"pixels": IMAGE[:63]}, "pixels"),
        ({"pixels": [*IMAGE, 0.0]}, "pixels"),
        ({"pixels": {"0": 1}}, "pixels"),
        ({"key": ""}, "key"),
        ({"key": "k" * 65}, "key"),
        ({"key": 7}, "key"),
        ({"pixel": 1}, "pixel"),
    ],
    ids=["63 pixels", "65 pixels", "an object", "empty key", "long key", "number", "misspelled"],
)
def test_a_wrong_field_is_named(change, path):
    response, _ = post(json.dumps(body(**change)).encode())
    got = paths_of(response, f"a wrong {path}")
    assert got == [path], f"a problem with {path} must be reported at {path!r}, got {got}"


@pytest.mark.parametrize("name", ["key", "pixels"])
def test_a_missing_field_is_named(name):
    content = body()
    del content[name]
    got = paths_of(post(json.dumps(content).encode())[0], f"a missing {name}")
    assert got == [name], f"a missing {name} must be reported at {name!r}, got {got}"


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b'{"key": '], ids=str)
def test_a_body_that_is_no_object_is_called_body(content):
    response, _ = post(content)
    got = paths_of(response, f"the body {content!r}")
    assert got == ["body"], f"the body {content!r} is wrong as a whole: path 'body', got {got}"


def test_every_problem_is_listed():
    content = json.dumps(body(key="", pixels=pixels(2, 99))).encode()
    got = paths_of(post(content)[0], "a body with two problems")
    assert sorted(got) == ["key", "pixels[2]"], f"two fields are wrong, so list both; got {got}"


def test_the_answer_does_not_repeat_what_was_sent():
    content = json.dumps(body(key="secret" * 20, pixels=pixels(2, 4321.5))).encode()
    text = post(content)[0].text
    assert "secret" not in text and "4321.5" not in text, (
        "field_problems: keep path and msg only; pydantic's `input` is the caller's data"
    )


@pytest.mark.parametrize(
    ("loc", "path"),
    [
        (("body", "pixels", 3), "pixels[3]"),
        (("body", "items", 2, "name"), "items[2].name"),
        (("body", "items", 0, 1), "items[0][1]"),
        (("body", "body"), "body"),
        (("body", "a", "body", "b"), "a.body.b"),
        (("body",), "body"),
    ],
    ids=str,
)
def test_field_path(loc, path):
    got = field_path(loc)
    assert got == path, f"field_path{loc} must be {path!r}, not {got!r}"


def test_field_problems_of_broken_json():
    errors = [{"type": "json_invalid", "loc": ("body", 8), "msg": "JSON decode error", "input": 1}]
    assert field_problems(errors) == [{"path": "body", "problem": "JSON decode error"}], (
        "field_problems: the 8 is a byte, not a field; the path of json_invalid is 'body'"
    )


@pytest.mark.parametrize("error", [NotReady("still loading"), Overloaded("512 wait")], ids=repr)
def test_not_now_is_a_503_with_a_hint_when_to_come_back(error):
    def predict(request):
        raise error

    response, _ = post(json.dumps(body()).encode(), predict)
    assert response.status_code == 503, (
        f"create_api: predict raised {type(error).__name__}, an Unavailable; answer with 503; "
        f"this gave {outcome(response)}"
    )
    assert response.headers.get("retry-after") == "1", "create_api: a 503 needs Retry-After: 1"
    assert response.json() == {"detail": str(error)}, "create_api: detail is the error as text"


def test_a_bug_is_not_called_unavailable():
    def predict(request):
        raise RuntimeError("a bug")

    response, _ = post(json.dumps(body()).encode(), predict)
    assert response.status_code == 500, (
        f"create_api: only Unavailable means not now; a bug stays a 500, not {response.status_code}"
    )


async def seven(request: PredictRequest) -> Prediction:
    return Prediction(digit=7, probability=1, version="stable")


def test_the_answer_is_declared():
    assert "Prediction" in create_api(seven).openapi()["components"]["schemas"], (
        "create_api: declare the route's answer as a Prediction"
    )


def test_the_lifespan_runs():
    notes = []

    @asynccontextmanager
    async def lifespan(app):
        notes.append("start")
        yield
        notes.append("stop")

    async def scenario():
        async with client_of(create_api(seven, lifespan=lifespan)):
            notes.append("serve")

    run(scenario())
    assert notes == ["start", "serve", "stop"], "create_api: hand lifespan to FastAPI(lifespan=...)"
