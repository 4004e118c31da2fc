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

import _thread
import importlib.util
import json
import random
import re
import socket
import sys
import threading
from pathlib import Path

import pytest

SEED = int(os.environ.get("PRACTICE_SEED", "20261101"))
"""The seed of every random number here. Another one must not change what passes."""

if importlib.util.find_spec("hypothesis"):
    import hypothesis

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


def _stays_here(connection: socket.socket, address: object) -> bool:
    """Unix sockets and the loopback never leave the machine; editors and asyncio use them."""
    if connection.family == getattr(socket, "AF_UNIX", None):
        return True
    return isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")


def _refuse(address: object) -> None:
    raise RuntimeError(f"this project works offline, but something tried to reach {address!r}")


def _connect(self: socket.socket, address: object) -> None:
    return _real_connect(self, address) if _stays_here(self, address) else _refuse(address)


def _connect_ex(self: socket.socket, address: object) -> int | None:
    return _real_connect_ex(self, address) if _stays_here(self, address) else _refuse(address)


socket.socket.connect = _connect
socket.socket.connect_ex = _connect_ex


# --- the same random numbers every time -------------------------------------------------------


@pytest.fixture(autouse=True)
def _fixed_seeds() -> None:
    random.seed(SEED)
    # Only what the tests import anyway: loading a library here would cost every run seconds.
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(SEED % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(SEED)
        sys.modules["torch"].set_num_threads(1)


@pytest.fixture(scope="session")
def seed() -> int:
    """The seed to hand to whatever draws random numbers."""
    return SEED


# --- no loop without an end -------------------------------------------------------------------

LIMIT = float(os.environ.get("PRACTICE_LIMIT", "60"))
"""Seconds after which a test is ended, and the run with it. A whole project needs no more."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    ended = threading.Event()

    def end() -> None:
        ended.set()
        _thread.interrupt_main()

    timer = threading.Timer(LIMIT, end)
    timer.daemon = True
    try:
        timer.start()
        try:
            return (yield)
        finally:
            timer.cancel()
            # Past this line it has interrupted this test or never will, so it cannot hit the next.
            timer.join()
    except KeyboardInterrupt as interrupt:
        if not ended.is_set():
            raise
        # Each test that calls the same code would take as long. None of them counts as passed: a
        # milestone's results are the tests of its last run, and the one that was ended has failed.
        item.session.shouldstop = f"a test was ended after {LIMIT:g} s, and the rest did not run"
        where = _where(item, pytest.ExceptionInfo.from_exception(interrupt))
        pytest.fail(f"stopped after {LIMIT:g} s{where}: does a loop never end?")


# --- what tests share -------------------------------------------------------------------------


@pytest.fixture
def refuses():
    """refuses(call, hint): fails with the hint unless the call raises the error it should."""

    def check(call, hint: str, error: type[Exception] = ValueError) -> None:
        try:
            happened = f"It raised nothing and returned {call()!r}"
        except error:
            return
        except NotImplementedError:
            raise
        except Exception as other:
            happened = f"It raised {_in_words(other)}"
        pytest.fail(f"{hint}\n{happened}", pytrace=False)

    return check


# --- the report -------------------------------------------------------------------------------

_entries = pytest.StashKey[dict[str, dict[str, object]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--todo-ok", action="store_true", help="what is still to do does not fail the run"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_entries] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    report.todo = call.excinfo is not None and call.excinfo.errisinstance(NotImplementedError)
    entries = item.config.stash[_entries]
    # One entry per test: a later phase replaces it only with something worse than "passed".
    if report.when == "call" or not report.passed:
        mark = item.get_closest_marker("milestone")
        file, line = _place(item, call)
        entries[report.nodeid] = {
            "id": report.nodeid,
            "milestone": mark.args[0] if mark else None,
            "outcome": "todo" if report.todo else report.outcome,
            "message": "" if call.excinfo is None else _hint(item, call.excinfo),
            "file": file,
            "line": line,
        }
    return report


def _place(item: pytest.Item, call: pytest.CallInfo[None]) -> tuple[str, int]:
    """Where to look: the test's own line that failed, else where the test begins. Lines from 1."""
    for entry in reversed(call.excinfo.traceback if call.excinfo else []):
        if Path(entry.path) == item.path:
            return item.path.relative_to(item.config.rootpath).as_posix(), entry.lineno + 1
    file, line, _ = item.location
    return Path(file).as_posix(), (line or 0) + 1


PLACES = re.compile(
    r"""File\ "(?P<in_words>[^"\n]+)",\ line\ (?P<number>\d+)
    |^(?P<short>[^\n]+?):(?P<after>\d+):\ # a line of the traceback
    |^E\ .*\((?P<named>[^()\n]+\.py)\)$  # the file that lacks a name; where in it, nobody knows""",
    re.MULTILINE | re.VERBOSE,
)
"""The three ways in which Python and pytest name a place."""


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """A test file that cannot be imported, usually for a typing slip in src/, is a failure too."""
    report = yield
    number = re.search(r"test_m(\d+)_", report.nodeid)
    if report.failed and number:
        text = str(report.longrepr)
        # Python names the error last, on lines that pytest marks with "E".
        lines = [line[1:].strip() for line in text.splitlines() if line[:1] == "E"]
        message = lines[-1] if lines else "this file cannot be imported"
        file, line, where = report.nodeid, 1, ""
        for place in PLACES.finditer(text):
            found = place["in_words"] or place["short"] or place["named"]
            own = _own(collector.config, found)
            if own:
                file, line = own, int(place["number"] or place["after"] or 1)
                where = f", in {own}" if place["named"] else f", in {own}, line {line}"
        if where:
            # Python's own words for the file are its whole path, which says less.
            message = re.sub(r" \([^()]+\.py(, line \d+)?\)$", "", message) + where
        collector.config.stash[_entries][report.nodeid] = {
            "id": report.nodeid,
            "milestone": int(number[1]),
            "outcome": "failed",
            "message": message,
            "file": file,
            "line": line,
        }
    return report


def _hint(item: pytest.Item, excinfo: pytest.ExceptionInfo) -> str:
    """The hint of a test; where code broke before there was one, Python's words and the line."""
    error = excinfo.value
    if isinstance(error, (AssertionError, NotImplementedError, pytest.fail.Exception)):
        return _first_line(str(error)) or type(error).__name__
    return f"{_in_words(error)}{_where(item, excinfo)}"


def _where(item: pytest.Item, excinfo: pytest.ExceptionInfo) -> str:
    """The last line outside tests/ that was reached, as the end of a sentence."""
    for entry in reversed(excinfo.traceback):
        own = _own(item.config, entry.path)
        if own:
            return f", in {own}, line {entry.lineno + 1}"
    return ""


def _own(config: pytest.Config, path: str | Path) -> str | None:
    """A path as the project calls it; None for tests and for what is not the learner's to mend."""
    root = config.rootpath.resolve()
    file = (root / path).resolve()
    # Python also names places that are no files, such as "<string>".
    if not file.is_relative_to(root) or not file.is_file():
        return None
    parts = file.relative_to(root).parts
    # An environment may lie in the project: .venv as a rule, but it can have any name.
    installed = "site-packages" in parts or any(part.startswith(".") for part in parts)
    return None if installed or parts[0] == "tests" else "/".join(parts)


def _in_words(error: BaseException) -> str:
    return f"{type(error).__name__}: {_first_line(str(error))}".removesuffix(": ")


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0] if message.strip() else ""


def pytest_report_teststatus(report: pytest.TestReport):
    if getattr(report, "todo", False):
        return "todo", "t", ("TO DO", {"yellow": True})
    return None


SHOWN = 5
"""How many hints the end of a run tells: the first is the one to begin with."""


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    entries = config.stash[_entries].values()
    todo = [entry for entry in entries if entry["outcome"] == "todo"]
    if todo:
        terminalreporter.section("to do", yellow=True)
        for message in dict.fromkeys(str(entry["message"]) for entry in todo):
            terminalreporter.line(message)
    failed = [entry for entry in entries if entry["outcome"] == "failed"]
    if failed:
        terminalreporter.section("what to mend, the first one first", red=True)
        hints = list(dict.fromkeys(str(entry["message"]) for entry in failed))
        for hint in hints[:SHOWN]:
            first, *more = [str(entry["id"]) for entry in failed if entry["message"] == hint]
            terminalreporter.line(hint)
            terminalreporter.line(f"    {first}" + (f" and {len(more)} more" if more else ""))
        if len(hints) > SHOWN:
            terminalreporter.line(f"and {len(hints) - SHOWN} more")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.option.collectonly:
        return
    entries = list(session.config.stash[_entries].values())
    outcomes = {entry["outcome"] for entry in entries}
    if session.config.option.todo_ok and "todo" in outcomes and "failed" not in outcomes:
        session.exitstatus = pytest.ExitCode.OK
    folder = session.config.rootpath / ".practice"
    folder.mkdir(exist_ok=True)
    unfinished = folder / "report.json.tmp"
    # Whoever started this run recognizes its report by this name.
    report = {"version": 1, "run": os.environ.get("PRACTICE_RUN"), "tests": entries}
    unfinished.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    os.replace(unfinished, folder / "report.json")
