"""Milestone 5: counts that add up, logs that give nothing away, and the whole service at once."""

import asyncio
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import body, client_of, connect, read_log, read_metrics, ready, run
from practice_pkg.api import Prediction, create_api
from practice_pkg.artifact import VERSIONS, write_models
from practice_pkg.clock import FakeClock
from practice_pkg.data import load_digits
from practice_pkg.loading import DigitModel
from practice_pkg.rollout import Rollout
from practice_pkg.service import Settings, create_service
from practice_pkg.telemetry import Metrics, install_telemetry

pytestmark = pytest.mark.milestone(5)


def test_counters_count_by_name_and_labels():
    metrics = Metrics()
    for _ in range(3):
        metrics.count("calls", route="/x", status="200")
    metrics.count("calls", status="200", route="/x")
    metrics.count("calls", route="/x", status="422")
    metrics.count("others")
    got = read_metrics(metrics.render())
    assert got == {
        ("calls", 'route="/x"', 'status="200"'): 4,
        ("calls", 'route="/x"', 'status="422"'): 1,
        ("others",): 1,
    }, f"count: one series per name and set of labels, in whatever order they come; got {got}"


def test_a_histogram_is_cumulative_and_includes_its_bounds():
    metrics = Metrics(buckets=[0.5, 1])
    for value in (0.5, 0.75, 4.0):
        metrics.observe("wait", value)
    got = read_metrics(metrics.render())
    assert got.get(("wait_bucket", 'le="0.5"')) == 1, (
        "observe: the bound belongs to its bucket, 0.5 counts in le=0.5"
    )
    assert got.get(("wait_bucket", 'le="1.0"')) == 2, (
        "render: buckets are cumulative, le=1.0 counts everything up to 1.0"
    )
    assert got.get(("wait_bucket", 'le="+Inf"')) == 3, "render: the last bucket, +Inf, counts all"
    assert got.get(("wait_sum",)) == 5.25 and got.get(("wait_count",)) == 3, (
        f"render: the sum is 5.25 and the count 3, got {got}"
    )


@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0, 2.0]), min_size=1))
def test_every_bucket_counts_what_is_not_above_it(values):
    metrics = Metrics(buckets=[0.25, 0.5, 1.0])
    for value in values:
        metrics.observe("wait", value, route="/x")
    got = read_metrics(metrics.render())
    for bound in (0.25, 0.5, 1.0):
        want = sum(value <= bound for value in values)
        found = got.get(("wait_bucket", f'le="{bound}"', 'route="/x"'))
        assert found == want, f"le={bound} must count {want} of {values}, not {found}"


def test_the_text_is_what_prometheus_reads():
    metrics = Metrics(buckets=[0.5, 1])
    metrics.count("calls", route="/x", status="200")
    metrics.observe("wait", 0.25, route="/x")
    metrics.count("calls", route="/y", status="200")
    metrics.observe("wait", 0.25, route="/y")
    text = metrics.render()
    lines = text.splitlines()
    assert text.endswith("\n"), "render: every line ends with a newline, the last one too"
    for kind in ("calls counter", "wait histogram"):
        assert lines.count(f"# TYPE {kind}") == 1, f"render: `# TYPE {kind}` once, not per series"
        start = lines.index(f"# TYPE {kind}")
        name = kind.split()[0]
        places = [i for i, line in enumerate(lines) if line.startswith(name)]
        assert places == list(range(start + 1, start + 1 + len(places))), (
            f"render: all lines of {name} stand together, right below their TYPE"
        )


def test_a_label_cannot_break_its_line():
    metrics = Metrics()
    metrics.count("calls", route='a"b\\c\nd')
    assert 'calls{route="a\\"b\\\\c\\nd"} 1\n' in metrics.render(), (
        "render: escape backslash, double quote and line feed of a label, the backslash first"
    )


@pytest.mark.parametrize("buckets", [[], [1, 1], [2, 1]], ids=str)
def test_buckets_that_make_no_sense_raise_value_error(refuses, buckets):
    refuses(lambda: Metrics(buckets), f"Metrics: the buckets {buckets} must raise ValueError")


class Desk:
    """An app with telemetry around a model that does what `predict` says."""

    def __init__(self, predict=None):
        self.clock, self.lines, self.raised = FakeClock(), [], []
        self.metrics = Metrics(buckets=[0.5, 1])

        async def answer(request):
            self.clock.tick(0.75)
            if predict:
                predict(request)
            return Prediction(digit=1, probability=1, version="stable")

        self.app = create_api(answer)

        @self.app.get("/items/{number}")
        async def item(number: int):
            return number

        install_telemetry(self.app, self.metrics, write=self.lines.append, clock=self.clock)

    def visit(self, *requests):
        """The responses to (method, path, options)."""

        async def scenario():
            async with client_of(self.app, self.raised) as client:
                return [await client.request(m, path, **more) for m, path, more in requests]

        return run(scenario())


def post(**changes):
    return ("POST", "/predict", {"json": body(**changes)})


def test_every_request_is_counted_by_route_and_status():
    desk = Desk()
    desk.visit(
        post(),
        post(),
        post(key=""),
        ("GET", "/items/1", {}),
        ("GET", "/items/2", {}),
        ("GET", "/items/x", {}),
        ("GET", "/wp-login.php", {}),
        ("GET", "/admin.php", {}),
    )
    got = read_metrics(desk.metrics.render())
    counts = {key[1:]: value for key, value in got.items() if key[0] == "requests_total"}
    assert counts == {
        ('route="/predict"', 'status="200"'): 2,
        ('route="/predict"', 'status="422"'): 1,
        ('route="/items/{number}"', 'status="200"'): 2,
        ('route="/items/{number}"', 'status="422"'): 1,
        ('route="unmatched"', 'status="404"'): 2,
    }, f"requests_total: use the route's template, and UNMATCHED for no route; got {counts}"
    assert got.get(("request_seconds_count", 'route="/predict"')) == 3, (
        "request_seconds: observe every request, also one that is refused"
    )
    assert got.get(("request_seconds_sum", 'route="/predict"')) == 1.5, (
        "request_seconds: two calls took 0.75 s each on `clock`, in seconds, and the third 0"
    )


def test_one_log_line_per_request_with_the_id_the_caller_got():
    desk = Desk()
    responses = desk.visit(post(), post(key=""), ("GET", "/nowhere", {}))
    entries = read_log(desk.lines)
    assert len(entries) == 3, f"install_telemetry: one line per request, not {len(entries)} for 3"
    fields = ["error", "ms", "request_id", "route", "status"]
    assert all(sorted(entry) == fields for entry in entries), (
        f"install_telemetry: a line holds exactly {fields}, yours {sorted(entries[0])}"
    )
    found = [(e["route"], e["status"], e["ms"], e["error"]) for e in entries]
    assert found == [
        ("/predict", 200, 750, None),
        ("/predict", 422, 0, None),
        ("unmatched", 404, 0, None),
    ], f"install_telemetry: route, status, ms and error of the three requests; got {found}"
    ids = [entry["request_id"] for entry in entries]
    assert ids == [response.headers.get("x-request-id") for response in responses], (
        "install_telemetry: the header X-Request-Id is the request_id of the line"
    )
    assert len(set(ids)) == 3, "install_telemetry: a new id for every request"


def test_an_error_of_the_app_is_counted_logged_and_raised_again():
    def predict(request):
        raise ZeroDivisionError(f"cannot read {request.pixels}")

    desk = Desk(predict)
    response = desk.visit(post())[0]
    assert response.status_code == 500, "install_telemetry: an error of the app is a 500"
    assert [type(error) for error in desk.raised] == [ZeroDivisionError], (
        "install_telemetry: raise the error again, or no traceback reaches the server's own log"
    )
    entries = read_log(desk.lines)
    found = [(e["route"], e["status"], e["error"]) for e in entries]
    assert found == [("/predict", 500, "ZeroDivisionError")], (
        f"install_telemetry: a failed request is logged as 500 with the error's class; got {found}"
    )
    got = read_metrics(desk.metrics.render())
    assert got.get(("requests_total", 'route="/predict"', 'status="500"')) == 1, (
        "install_telemetry: a failed request counts as status 500"
    )


def test_nothing_a_caller_sent_is_written_anywhere(caplog):
    caplog.set_level(logging.DEBUG)

    def predict(request):
        if request.key == "secret-2":
            raise ValueError(f"cannot read {request.pixels} of {request.key}")

    desk = Desk(predict)
    private = [13.8125] * 64
    desk.visit(
        post(key="secret-1", pixels=private),
        post(key="secret-2", pixels=private),
        post(key="secret-3" * 20, pixels=private),
        post(key="secret-4", pixels=[*private, 1]),
        ("POST", "/predict?token=secret-5", {"json": body(), "headers": {"x-user": "secret-6"}}),
        ("GET", "/secret-7", {}),
        ("GET", "/items/secret-8", {}),
    )
    ours = [r.getMessage() for r in caplog.records if r.name.partition(".")[0] != "httpx"]
    for place, text in (
        ("log lines", "\n".join(desk.lines)),
        ("logging", "\n".join(ours)),
        ("metrics", desk.metrics.render()),
    ):
        assert "13.8125" not in text, f"the {place} hold a feature value; an error's text quotes it"
        assert "secret" not in text, (
            f"the {place} hold a key, path, query or header of a caller: use the route's template"
        )
    assert len(read_log(desk.lines)) == 7, "install_telemetry: one line per request"


def test_metrics_are_served_as_plain_text():
    desk = Desk()
    page = desk.visit(post(), ("GET", "/metrics", {}))[1]
    assert page.status_code == 200, "install_telemetry: serve GET /metrics"
    assert page.headers["content-type"].startswith("text/plain"), (
        "GET /metrics: plain text (PlainTextResponse), not JSON"
    )
    got = read_metrics(page.text)
    assert got.get(("requests_total", 'route="/predict"', 'status="200"')) == 1, (
        "GET /metrics: the answer is metrics.render()"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    Metrics()
    path = tmp_path_factory.mktemp("models")
    write_models(path)
    return path


def test_the_whole_service_reads_three_hundred_digits(folder):
    """Your five milestones together: 300 callers at once, ten percent of them on the canary."""
    digits = load_digits()
    images, labels = digits.X_test[:300].tolist(), digits.y_test[:300]
    keys = [f"customer-{number}" for number in range(300)]
    settings = Settings(salt="exam", max_wait=0.1)
    lines: list[str] = []

    def load():
        return {version: DigitModel(folder / f"{version}.onnx") for version in VERSIONS}

    async def scenario():
        app = create_service(load, settings, write=lines.append)
        async with client_of(app) as client:
            await ready(client)
            responses = await asyncio.gather(
                *[
                    client.post("/predict", json={"key": key, "pixels": image})
                    for key, image in zip(keys, images, strict=True)
                ]
            )
            return responses, read_metrics((await client.get("/metrics")).text)

    responses, metrics = run(scenario())
    assert {r.status_code for r in responses} == {200}, "every one of the 300 requests must succeed"
    answers = [r.json() for r in responses]
    rollout = Rollout(settings.canary_share, salt=settings.salt)
    versions = [rollout.version(key) for key in keys]
    assert [a["version"] for a in answers] == versions, "each caller is served by its own version"

    models = load()
    alone = [models[v].probabilities([x])[0].max() for v, x in zip(versions, images, strict=True)]
    gap = max(abs(a["probability"] - p) for a, p in zip(answers, alone, strict=True))
    assert gap < 1e-5, f"batched answers differ by {gap:.1e} from those of one image at a time"
    right = sum(a["digit"] == label for a, label in zip(answers, labels, strict=True)) / 300
    assert right >= 0.95, f"{right:.3f} of the digits are right, and 0.98 is normal"

    served = metrics.get(("requests_total", 'route="/predict"', 'status="200"'))
    assert served == 300, f"requests_total must say 300 for /predict, not {served}"
    by_version = {v: metrics.get(("predictions_total", f'version="{v}"')) for v in VERSIONS}
    assert by_version == {v: versions.count(v) for v in VERSIONS}, (
        f"predictions_total must say who served whom, got {by_version}"
    )
    batches = sum(metrics[("batches_total", f'version="{v}"')] for v in VERSIONS)
    assert batches <= 60, f"300 requests at once went to the models in {batches:.0f} batches"
    log = read_log(lines)
    assert sum(entry["route"] == "/predict" for entry in log) == 300, "one log line per request"
    assert json.dumps(images[0])[1:40] not in "\n".join(lines), "a feature value is in the log"


def test_the_whole_service_stops_without_losing_a_request(folder):
    """The app stops while requests wait for a batch that would be full much later."""
    models = {version: DigitModel(folder / f"{version}.onnx") for version in VERSIONS}

    async def scenario():
        clock, settings = FakeClock(), Settings(max_size=64, max_wait=3600)
        app = create_service(lambda: models, settings, write=lambda line: None, clock=clock)
        async with connect(app) as client:
            async with app.router.lifespan_context(app):
                await ready(client)
                posts = [client.post("/predict", json=body(key=f"caller-{n}")) for n in range(20)]
                waiting = asyncio.gather(*posts)
                await clock.advance(60)
                assert not waiting.done(), "no batch is full, and nobody has waited an hour"
            return [response.status_code for response in await waiting]

    got = run(scenario())
    assert got == [200] * 20, f"a service that stops answers who was accepted; got {got}"
