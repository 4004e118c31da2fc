"""The command line, complete: `python -m practice_pkg replay` plays sixty days of payments."""

import argparse
import sys
from collections.abc import Sequence

from .costs import Costs, total_cost
from .online import average_precision
from .pipeline import Decision, Pipeline, Settings
from .stream import DAY, Payment, arrivals, make_stream, merged


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    replay = commands.add_parser("replay", help="play a stream and print a table of its weeks")
    replay.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    stream = make_stream(options.seed)
    pipeline = Pipeline(Settings())
    decisions: list[Decision] = []
    for event in merged(arrivals(stream.payments, options.seed), stream.labels):
        if isinstance(event, Payment):
            decisions += pipeline.on_payment(event)
        else:
            pipeline.on_label(event)
    decisions += pipeline.finish()

    print("week  payments  frauds  caught  alerts  average precision   cost  (without alerts)")
    weeks: dict[int, list[tuple[Payment, bool, Decision]]] = {}
    frauds, by_id = stream.frauds, {payment.id: payment for payment in stream.payments}
    for decision in decisions:
        payment = by_id[decision.payment_id]
        row = (payment, payment.id in frauds, decision)
        weeks.setdefault(int(payment.time // (7 * DAY)), []).append(row)
    for week, rows in sorted(weeks.items()):
        truth = [fraud for _, fraud, _ in rows]
        alerts = [decision.alert for *_, decision in rows]
        cents = [payment.cents for payment, *_ in rows]
        caught = sum(a and f for a, f in zip(alerts, truth, strict=True))
        scores = [decision.score for *_, decision in rows]
        precision = f"{average_precision(truth, scores):.3f}" if any(truth) else "-"
        cost = total_cost(alerts, truth, cents, Costs()) / 100
        nothing = total_cost([False] * len(rows), truth, cents, Costs()) / 100
        mark = "  <- the method changes" if week == int(stream.drift // (7 * DAY)) else ""
        print(
            f"{week + 1:4}  {len(rows):8}  {sum(truth):6}  {caught:6}  {sum(alerts):6}  "
            f"{precision:>17}  {cost:5.0f}  {nothing:16.0f}{mark}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
