"""Milestone 5: numbers that add up, and logs that give nothing away."""

import bisect
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from .clock import Clock

DEFAULT_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

UNMATCHED = "unmatched"
"""The route of a request that no route of the app takes."""

Labels = tuple[tuple[str, str], ...]


@dataclass
class Histogram:
    counts: list[int]
    """How many values per bucket, not cumulative, the last one for what is above all bounds."""
    sum: float = 0.0


class Metrics:
    """Counters and histograms with labels, and the text that Prometheus reads."""

    def __init__(self, buckets: Sequence[float] = DEFAULT_BUCKETS) -> None:
        """buckets: the upper bounds of every histogram, in seconds.

        Raises ValueError unless there is one and they rise strictly.
        """
        self._bounds = [float(bound) for bound in buckets]
        if not self._bounds or any(a >= b for a, b in pairwise(self._bounds)):
            raise ValueError("buckets must hold at least one bound, in strictly rising order")
        self._counters: dict[str, dict[Labels, int]] = {}
        self._histograms: dict[str, dict[Labels, Histogram]] = {}

    def count(self, name: str, **labels: str) -> None:
        """Add 1 to the counter `name` with these labels."""
        series = self._counters.setdefault(name, {})
        key = tuple(sorted(labels.items()))
        series[key] = series.get(key, 0) + 1

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Put one value, in seconds, into the histogram `name` with these labels."""
        series = self._histograms.setdefault(name, {})
        key = tuple(sorted(labels.items()))
        histogram = series.setdefault(key, Histogram([0] * (len(self._bounds) + 1)))
        histogram.counts[bisect.bisect_left(self._bounds, value)] += 1
        histogram.sum += value

    def render(self) -> str:
        """Everything so far, in the text format of Prometheus, each line ended by a newline.

        A counter `calls` of 3 with the labels route="/x" and status="200":
            # TYPE calls counter
            calls{route="/x",status="200"} 3
        A histogram `wait` with the bounds 0.5 and 1, after 0.5, 0.75 and 4.0, without labels:
            # TYPE wait histogram
            wait_bucket{le="0.5"} 1
            wait_bucket{le="1.0"} 2
            wait_bucket{le="+Inf"} 3
            wait_sum 5.25
            wait_count 3
        Buckets are cumulative: each counts the values up to AND including its bound. The bound is
        written as Python's repr of the float. The TYPE line stands once per name, before all of
        its series. Order of names, series and labels: as you like, but le comes in rising order.
        In a label value, put a backslash before every backslash and every double quote, and write
        a line feed as a backslash and the letter n.
        Source: https://prometheus.io/docs/instrumenting/exposition_formats/
        """
        lines = []
        for name, series in self._counters.items():
            lines.append(f"# TYPE {name} counter")
            lines += [f"{name}{_braces(labels)} {value}" for labels, value in series.items()]
        for name, series in self._histograms.items():
            lines.append(f"# TYPE {name} histogram")
            for labels, histogram in series.items():
                cumulative = list(accumulate(histogram.counts))
                for bound, value in zip([*self._bounds, "+Inf"], cumulative, strict=True):
                    braces = _braces((*labels, ("le", str(bound))))
                    lines.append(f"{name}_bucket{braces} {value}")
                lines.append(f"{name}_sum{_braces(labels)} {histogram.sum}")
                lines.append(f"{name}_count{_braces(labels)} {cumulative[-1]}")
        return "".join(line + "\n" for line in lines)


def _braces(labels: Labels) -> str:
    if not labels:
        return ""
    parts = []
    for name, value in labels:
        escaped = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        parts.append(f'{name}="{escaped}"')
    return "{" + ",".join(parts) + "}"


def install_telemetry(
    app: FastAPI, metrics: Metrics, *, write: Callable[[str], None], clock: Clock
) -> None:
    """Count, time and log every request of `app`, and serve GET /metrics as plain text.

    For each request, answered or failed:
    metrics.count("requests_total", route=..., status=...), the status as text such as "200";
    metrics.observe("request_seconds", seconds, route=...), the difference of two clock.now();
    write(line), one JSON object on one line with exactly these entries:
        request_id  a new uuid4().hex, also sent to the caller in the header X-Request-Id
        route       as in the metrics
        status      a number
        ms          milliseconds, a number
        error       null, or the class name of the error that ended the request
    The route is its template ("/items/{number}"), which FastAPI leaves in
    request.scope["route"].path while it handles the request: a real path would make a new series
    for each caller, and would carry what callers write into it. No route: UNMATCHED.
    An error of the app counts as status 500, and is raised again when all is written.
    No value of a request goes into metrics or logs: no body, no query, no header, and no text of
    an error, which often quotes them.
    Source: https://fastapi.tiangolo.com/tutorial/middleware/; for labels,
    https://prometheus.io/docs/practices/naming/
    """

    @app.middleware("http")
    async def observe(request: Request, call_next):
        request_id, status, error = uuid.uuid4().hex, 500, None
        start = clock.now()
        try:
            response = await call_next(request)
            status = response.status_code
            response.headers["X-Request-Id"] = request_id
            return response
        except Exception as raised:
            error = type(raised).__name__
            raise
        finally:
            seconds = clock.now() - start
            route = request.url.path
            metrics.count("requests_total", route=route, status=str(status))
            metrics.observe("request_seconds", seconds, route=route)
            entry = {
                "request_id": request_id,
                "route": route,
                "status": status,
                "ms": seconds * 1000,
                "error": error,
            }
            write(json.dumps(entry))

    @app.get("/metrics", response_class=PlainTextResponse)
    async def show_metrics() -> str:
        return metrics.render()
