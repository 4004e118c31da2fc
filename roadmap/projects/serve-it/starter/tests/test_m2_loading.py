"""Milestone 2: one session, loaded in the background; alive at once, ready after warm-up."""

import asyncio
import threading
from functools import partial

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from harness import IMAGE, body, client_of, run, until
from practice_pkg import loading
from practice_pkg.api import Prediction, create_api
from practice_pkg.artifact import layers_of, onnx_network, train
from practice_pkg.data import BRIGHTEST, load_digits
from practice_pkg.errors import NotReady
from practice_pkg.loading import DigitModel, ModelHolder, background_start, health_router

pytestmark = pytest.mark.milestone(2)


@pytest.fixture(scope="module")
def classifier():
    return train("stable")


@pytest.fixture(scope="module")
def onnx_file(classifier, tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "stable.onnx"
    path.write_bytes(onnx_network(layers_of(classifier)).SerializeToString())
    return path


@pytest.fixture
def sessions(monkeypatch):
    """Every InferenceSession made meanwhile; each notes the sizes of its runs."""
    made = []

    class Watched:
        def __init__(self, *arguments, **options):
            made.append(self)
            self.real = onnxruntime_session(*arguments, **options)
            self.threads = self.real.get_session_options().intra_op_num_threads
            self.runs = []

        def run(self, names, feeds, *more):
            self.runs.append([len(value) for value in feeds.values()])
            return self.real.run(names, feeds, *more)

        def __getattr__(self, name):
            return getattr(self.real, name)

    onnxruntime_session = onnxruntime.InferenceSession
    monkeypatch.setattr(onnxruntime, "InferenceSession", Watched)
    if hasattr(loading, "InferenceSession"):
        monkeypatch.setattr(loading, "InferenceSession", Watched)
    return made


def test_the_probabilities_equal_scikit_learns(classifier, onnx_file):
    X = load_digits().X_test
    got = DigitModel(onnx_file).probabilities(X.tolist())
    assert np.shape(got) == (450, 10), "probabilities: one row per image, one column per digit"
    assert np.max(np.abs(got - classifier.predict_proba(X / BRIGHTEST))) < 1e-5, (
        "probabilities: more than 1e-5 from scikit-learn; the graph divides by 16 itself"
    )


def test_one_session_of_one_thread_and_one_run_per_batch(onnx_file, sessions):
    model = DigitModel(onnx_file)
    for n in (1, 7, 16):
        model.probabilities([IMAGE] * n)
    assert len(sessions) == 1, (
        f"DigitModel: make the InferenceSession once, in __init__; you made {len(sessions)}"
    )
    assert sessions[0].threads == 1, "DigitModel: set intra_op_num_threads of SessionOptions to 1"
    assert sessions[0].runs == [[1], [7], [16]], (
        f"probabilities: one run with all images of a batch; sizes were {sessions[0].runs}"
    )


@pytest.mark.parametrize(
    ("into", "out_of", "fault"),
    [
        (["N", 63], ["N", 63], "an input of width 63"),
        (["N", 64], ["N", 64], "an output of width 64"),
        ([64], [64], "an input with one axis"),
    ],
    ids=["width", "classes", "axes"],
)
def test_a_file_with_other_shapes_is_refused(refuses, tmp_path, into, out_of, fault):
    graph = helper.make_graph(
        [helper.make_node("Relu", ["pixels"], ["probabilities"])],
        "other",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, into)],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, out_of)],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = tmp_path / "other.onnx"
    path.write_bytes(made.SerializeToString())
    refuses(lambda: DigitModel(path), f"DigitModel: {fault} must raise ValueError at once")


def test_nothing_is_loaded_before_start():
    loads = []
    holder = ModelHolder(lambda: loads.append(1), lambda model: None)
    assert loads == [], "ModelHolder: __init__ only remembers; start loads"
    assert holder.state == "starting", "ModelHolder: the state begins as 'starting'"


def test_many_starts_load_once_and_all_wait_for_it():
    loads, warmed = [], []

    def load():
        loads.append(threading.current_thread())
        return "model"

    async def scenario():
        holder = ModelHolder(load, warmed.append)

        async def start():
            await holder.start()
            return holder.state

        states = await asyncio.gather(*[start() for _ in range(20)])
        assert len(loads) == 1, f"start: 20 calls at once must load once, not {len(loads)} times"
        assert set(states) == {"ready"}, "start: a later call too returns only when all is done"
        await holder.start()
        assert len(loads) == 1, "start: a call after the end must not load again"
        assert warmed == ["model"], "start: warm up once, with what load returned"
        assert holder.get() == "model", "get: give out what load returned"

    run(scenario())
    assert loads[0] is not threading.main_thread(), (
        "start: load in a thread (asyncio.to_thread), or nothing else runs meanwhile"
    )


def test_a_start_that_is_cancelled_stops_no_other():
    gate = threading.Event()

    async def scenario():
        holder = ModelHolder(lambda: gate.wait(10), lambda model: None)
        first, second = (asyncio.create_task(holder.start()) for _ in range(2))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        gate.set()
        await asyncio.gather(second, return_exceptions=True)
        assert holder.state == "ready", (
            "start: the first caller was cancelled and took the loading along; asyncio.shield it"
        )

    run(scenario())


def test_alive_at_once_and_ready_only_after_the_warm_up():
    gates = {name: threading.Event() for name in ("load", "warm up")}
    reached, in_time = set(), {}

    async def is_in(collection, name):
        return name in collection

    def stage(name):
        reached.add(name)
        in_time[name] = gates[name].wait(5)
        return 3

    async def scenario():
        holder = ModelHolder(lambda: stage("load"), lambda model: stage("warm up"))

        async def predict(request):
            return Prediction(digit=holder.get(), probability=1, version="stable")

        app = create_api(predict, lifespan=background_start(holder))
        app.include_router(health_router(holder))
        async with client_of(app) as client:
            for name in gates:
                await until(
                    partial(is_in, reached, name),
                    f"the {name} never began: does background_start call holder.start()?",
                )
                alive, ready = await client.get("/healthz"), await client.get("/readyz")
                answer = await client.post("/predict", json=body())
                gates[name].set()
                await until(partial(is_in, in_time, name), f"the {name} never ended")
                assert in_time[name], (
                    f"nobody was answered during the {name}: background_start must not await "
                    "holder.start() before its yield, and start works in a thread"
                )
                assert (alive.status_code, alive.json()) == (200, {"status": "alive"}), (
                    f"/healthz: alive during the {name} too, or you are restarted for ever"
                )
                assert ready.status_code == 503, f"/readyz: 503 during the {name}"
                assert ready.json() == {"status": "starting", "reason": None}, (
                    "/readyz: while not ready, show status and reason"
                )
                assert answer.status_code == 503, f"get: raise NotReady during the {name}"
            await holder.start()
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()) == (200, {"status": "ready"}), (
                "/readyz: 200 and {'status': 'ready'} once the warm-up is over"
            )
            answer = await client.post("/predict", json=body())
            assert answer.json()["digit"] == 3, "get: give out what load returned"

    run(scenario())


@pytest.mark.parametrize("broken", ["load", "warm up"])
def test_a_failure_is_told_without_its_text(refuses, broken):
    def stage(name):
        if name == broken:
            raise FileNotFoundError("/home/ann/password.onnx")

    async def scenario():
        holder = ModelHolder(lambda: stage("load"), lambda model: stage("warm up"))
        app = create_api(None, lifespan=background_start(holder))
        app.include_router(health_router(holder))
        async with client_of(app) as client:
            try:
                await holder.start()
            except FileNotFoundError:
                pytest.fail("start: a failure goes into state and reason; raise nothing")
            alive, ready = await client.get("/healthz"), await client.get("/readyz")
        assert alive.status_code == 200, "/healthz: 200 in every state"
        assert ready.status_code == 503, f"/readyz: 503 when the {broken} failed"
        assert ready.json() == {"status": "failed", "reason": "FileNotFoundError"}, (
            "/readyz: state 'failed', and as reason the error's class name without its text"
        )
        refuses(holder.get, "get: NotReady when loading failed", NotReady)

    run(scenario())


def test_an_app_that_stops_early_stops():
    steps = []

    class Slow:
        async def start(self):
            steps.append("started")
            try:
                await asyncio.sleep(2)  # far longer than this test runs
            finally:
                steps.append("ended")

    async def scenario():
        async with background_start(Slow())(None):
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert steps == ["started"], (
                "background_start: start a task before the yield, and do not await it there"
            )
        assert steps == ["started", "ended"], (
            "background_start: after the yield cancel the task and wait for its end"
        )

    run(scenario())
