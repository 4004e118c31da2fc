"""Who used which device, complete: rings of cards, and everything that only looks like one."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    pairs: list[tuple[int, int]]
    """(card, device), one per use, in no order, many of them several times. Cards and devices are
    numbered separately: card 7 and device 7 have nothing to do with each other."""
    rings: list[frozenset[int]]
    """The cards of each planted ring."""


def make_links(seed: int, *, people: int = 1500, rings: int = 8) -> Links:
    """Most people use one or two devices alone. Families of up to four share one. A few devices
    are public, such as a computer in a library: over a hundred strangers use each.

    A ring is 6 to 15 cards on 3 to 5 devices. No device has all of its cards, yet they hang
    together. Half of its cards have also been used on a public device.
    """
    rng = random.Random(seed)
    cards, devices = list(range(people + rings * 15)), list(range(4 * people))
    rng.shuffle(cards)
    rng.shuffle(devices)
    pairs: list[tuple[int, int]] = []
    public = [devices.pop() for _ in range(4)]
    left = people
    while left > 0:
        family = [cards.pop() for _ in range(min(left, rng.choice((1, 1, 1, 2, 3, 4))))]
        left -= len(family)
        shared = devices.pop()
        for card in family:
            pairs.append((card, shared))
            if rng.random() < 0.5:
                pairs.append((card, devices.pop()))
            if rng.random() < 0.3:
                pairs.append((card, rng.choice(public)))
    planted = []
    for _ in range(rings):
        members = [cards.pop() for _ in range(rng.randint(6, 15))]
        own = [devices.pop() for _ in range(rng.randint(3, 5))]
        for i, card in enumerate(members):
            # neighbors share a device, and the devices form a chain
            place = i * (len(own) - 1) // len(members)
            pairs += [(card, own[place]), (card, own[place + 1])]
            if i % 2:
                pairs.append((card, rng.choice(public)))
        planted.append(frozenset(members))
    pairs += rng.choices(pairs, k=len(pairs))
    rng.shuffle(pairs)
    return Links(pairs, planted)
