"""What the model learns, complete: strings such as "31415926=62951413.", made on the spot."""

import random
from collections.abc import Callable

DIGITS = 8
ALPHABET = "0123456789=."
PROMPT = DIGITS + 1
"""How many characters the model is given: the digits and the "="."""
ANSWER = DIGITS + 1
"""How many it has to write: as many digits and the "."."""

Rule = Callable[[str], str]


def reverse(digits: str) -> str:
    """The task of milestone 4."""
    return digits[::-1]


def complement(digits: str) -> str:
    """The new task of milestone 6: backwards too, but each digit becomes 9 minus itself."""
    return "".join(str(9 - int(digit)) for digit in reversed(digits))


def examples(n: int, seed: int, rule: Rule = reverse, *, held_out: bool = False) -> list[str]:
    """n strings "digits=rule(digits).", all of length PROMPT + ANSWER.

    Every tenth number is held out: the digits of a held-out example add up to a multiple of 10,
    those of the others do not. So no example is ever in both groups, whatever the seeds.
    """
    rng = random.Random(f"{seed} {held_out}")
    lines: list[str] = []
    while len(lines) < n:
        digits = "".join(rng.choices("0123456789", k=DIGITS))
        if (sum(map(int, digits)) % 10 == 0) == held_out:
            lines.append(f"{digits}={rule(digits)}.")
    return lines
