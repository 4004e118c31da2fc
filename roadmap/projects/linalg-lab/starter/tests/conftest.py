"""What every test run gets: one thread, fixed seeds, no network, and a report of its outcomes."""

import os

# A numerical library reads these once, when it is imported: so they stand before everything else.
for _variable in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
):
    os.environ[_variable] = "1"

import json
import random
import re
import socket
from pathlib import Path

import hypothesis
import numpy as np
import pytest

import house_rules

# derandomize: the same examples on every run. No database: nothing is remembered between runs.
hypothesis.settings.register_profile(
    "practice",
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    print_blob=False,
    phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
)
hypothesis.settings.load_profile("practice")


# --- no network -------------------------------------------------------------------------------

_real_connect = socket.socket.connect
_real_connect_ex = socket.socket.connect_ex


def _local(connection: socket.socket) -> bool:
    """Unix sockets never leave the machine, and editors use them to follow a test run."""
    return connection.family == getattr(socket, "AF_UNIX", None)


def _refuse(address: object) -> None:
    raise RuntimeError(f"this project works offline, but something tried to reach {address!r}")


def _connect(self: socket.socket, address: object) -> None:
    return _real_connect(self, address) if _local(self) else _refuse(address)


def _connect_ex(self: socket.socket, address: object) -> int | None:
    return _real_connect_ex(self, address) if _local(self) else _refuse(address)


socket.socket.connect = _connect
socket.socket.connect_ex = _connect_ex


# --- the same random numbers every time -------------------------------------------------------


@pytest.fixture(autouse=True)
def _fixed_seeds() -> None:
    random.seed(20261101)
    np.random.seed(20261101)


# --- what tests share -------------------------------------------------------------------------


@pytest.fixture
def refuses():
    """refuses(call, hint): fails with the hint unless the call raises the error it should."""

    def check(call, hint: str, error: type[Exception] = ValueError) -> None:
        try:
            result = call()
        except error:
            return
        pytest.fail(f"{hint}\nIt raised nothing and returned {result!r}", pytrace=False)

    return check


@pytest.fixture
def house_breaches():
    """house_breaches(module): what the module takes from a library although it is the exercise."""
    return house_rules.broken


# --- the report -------------------------------------------------------------------------------

_entries = pytest.StashKey[dict[str, dict[str, object]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_entries] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    report.todo = call.excinfo is not None and call.excinfo.errisinstance(NotImplementedError)
    entries = item.config.stash[_entries]
    # One entry per test: a later phase replaces it only with something worse than "passed".
    if report.when == "call" or not report.passed:
        message = "" if call.excinfo is None else str(call.excinfo.value)
        file, line, _ = report.location
        mark = item.get_closest_marker("milestone")
        entries[report.nodeid] = {
            "id": report.nodeid,
            "milestone": mark.args[0] if mark else None,
            "outcome": "todo" if report.todo else report.outcome,
            "message": _first_line(message),
            "file": Path(file).as_posix(),
            "line": (line or 0) + 1,
        }
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """A test file that cannot be imported, usually for a typing slip in src/, is a failure too."""
    report = yield
    number = re.search(r"test_m(\d+)_", report.nodeid)
    if report.failed and number:
        # Python names the error last, on lines that pytest marks with "E".
        lines = [line[1:].strip() for line in str(report.longrepr).splitlines() if line[:1] == "E"]
        collector.config.stash[_entries][report.nodeid] = {
            "id": report.nodeid,
            "milestone": int(number[1]),
            "outcome": "failed",
            "message": lines[-1] if lines else "this file cannot be imported",
            "file": report.nodeid,
            "line": 1,
        }
    return report


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0] if message.strip() else ""


def pytest_report_teststatus(report: pytest.TestReport):
    if getattr(report, "todo", False):
        return "todo", "t", ("TO DO", {"yellow": True})
    return None


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    todo = [entry for entry in config.stash[_entries].values() if entry["outcome"] == "todo"]
    if todo:
        terminalreporter.section("to do", yellow=True)
        for message in dict.fromkeys(str(entry["message"]) for entry in todo):
            terminalreporter.line(message)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.option.collectonly:
        return
    folder = session.config.rootpath / ".practice"
    folder.mkdir(exist_ok=True)
    report = {"version": 1, "tests": list(session.config.stash[_entries].values())}
    unfinished = folder / "report.json.tmp"
    unfinished.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    os.replace(unfinished, folder / "report.json")
