"""What the tests share: a client that needs no socket, and small readers."""

import asyncio
import json
import re
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI

IMAGE = [0.0, 16.0] * 32
"""An image that passes every check."""


def connect(app: FastAPI, raised: list[Exception] | None = None) -> httpx.AsyncClient:
    """An httpx client that calls the app directly, through no socket.

    What the app raises goes into `raised`, as it would into the log of a server.
    """

    async def answering(scope, receive, send):
        try:
            await app(scope, receive, send)
        except NotImplementedError:
            raise  # a milestone that is still to do
        except Exception as error:
            if raised is not None:
                raised.append(error)

    return httpx.AsyncClient(transport=httpx.ASGITransport(answering), base_url="http://test")


@asynccontextmanager
async def client_of(app: FastAPI, raised: list[Exception] | None = None):
    """The same, with the app started before and stopped after."""
    async with app.router.lifespan_context(app), connect(app, raised) as client:
        yield client


def run(scenario):
    """Run an async test to its end and return what it returns. Nothing here takes long."""
    try:
        return asyncio.run(asyncio.wait_for(scenario, timeout=30))
    except TimeoutError:
        pytest.fail("something waits for ever: who should have woken it?", pytrace=False)


async def until(condition, hint: str) -> None:
    """Let everything else run until `await condition()` is true; the hint if it stays false."""
    for _ in range(5000):
        if await condition():
            return
        await asyncio.sleep(0.001)
    pytest.fail(hint, pytrace=False)


async def ready(client: httpx.AsyncClient) -> None:
    async def answers_200() -> bool:
        return (await client.get("/readyz")).status_code == 200

    await until(answers_200, "/readyz never turned 200: milestone 2 is not complete")


def body(**changes) -> dict:
    """A correct request, with some entries changed."""
    return {"key": "customer-1", "pixels": IMAGE} | changes


SERIES = re.compile(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\]|\\.)*",?)*)\})? (\S+)')


def read_metrics(text: str) -> dict[tuple, float]:
    """{(name, label="value", ...): number} for every line of Prometheus text that is no comment."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        match = SERIES.fullmatch(line)
        assert match, f'render: this line is not `name{{label="value"}} number`: {line}'
        labels = sorted(re.findall(r'[a-z_]+="(?:[^"\\]|\\.)*"', match[2] or ""))
        found[(match[1], *labels)] = float(match[3])
    return found


def read_log(lines: list[str]) -> list[dict]:
    entries = []
    for line in lines:
        assert "\n" not in line, "install_telemetry: one line per request, written in one call"
        entries.append(json.loads(line))
    return entries
