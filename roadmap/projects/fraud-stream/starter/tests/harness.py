"""What the tests share: counting work, counting memory, and the stream as examples."""

import gc
import sys
import types
from functools import cache
from pathlib import Path

import practice_pkg
from practice_pkg.stream import DAY, Example, Stream, features, make_stream
from practice_pkg.windows import VelocityWindow

PATIENCE = 10 * DAY
HOME = str(Path(practice_pkg.__file__).parent)


class Cents(int):
    """An amount that counts how often it is added or subtracted."""

    operations = 0

    def _counted(name):
        def operation(self, other):
            Cents.operations += 1
            return getattr(int, name)(int(self), int(other))

        return operation

    __add__, __radd__ = _counted("__add__"), _counted("__radd__")
    __sub__, __rsub__ = _counted("__sub__"), _counted("__rsub__")


class Seconds(float):
    """A time that counts how often it is compared."""

    operations = 0

    def _counted(name):
        def operation(self, other):
            Seconds.operations += 1
            return getattr(float, name)(float(self), float(other))

        return operation

    __lt__, __le__ = _counted("__lt__"), _counted("__le__")
    __gt__, __ge__ = _counted("__gt__"), _counted("__ge__")


def work(call) -> int:
    """How much your code does in call(): the lines it executes (each round of a loop again) and
    the operations on Cents and Seconds. Steps, not seconds: the same on every machine."""
    steps = 0

    def local(frame, event, argument):
        nonlocal steps
        steps += event == "line"
        return local

    def trace(frame, event, argument):
        if not frame.f_code.co_filename.startswith(HOME):
            return None
        nonlocal steps
        steps += 1
        return local

    before, counted = sys.gettrace(), Cents.operations + Seconds.operations
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return steps + Cents.operations + Seconds.operations - counted


def memory(thing) -> int:
    """How many objects hang on this one, itself included."""
    passed_over = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)
    seen, left = {id(thing)}, [thing]
    while left:
        for each in gc.get_referents(left.pop()):
            if id(each) not in seen and not isinstance(each, passed_over):
                seen.add(id(each))
                left.append(each)
    return len(seen)


@cache
def the_stream(seed: int) -> Stream:
    return make_stream(seed)


@cache
def examples_of(seed: int) -> list[Example]:
    """The stream with your velocity features; an honest payment is known after PATIENCE."""
    stream = the_stream(seed)
    known = {label.payment_id: label.time for label in stream.labels}
    window, examples = VelocityWindow(3600), []
    for payment in stream.payments:
        past = window.update(payment)
        x = features(payment, past.count, past.cents, past.merchants)
        moment = known.get(payment.id, payment.time + PATIENCE)
        examples.append(Example(payment.time, x, moment, payment.id in known))
    return examples
