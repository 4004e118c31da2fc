"""Other ways to write the library, for milestones 1 and 5: right ones, and ones that go wrong.

Write your tests before you read on.
"""

RIGHT_BATCHES = {
    "by slices": """
def batches(items, size):
    if size < 1:
        raise ValueError(size)
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch
""",
    "one item ahead": """
def batches(items, size):
    if size < 1:
        raise ValueError(size)
    batch = []
    for item in items:
        if len(batch) == size:
            yield batch
            batch = []
        batch += [item]
    if batch:
        yield batch
""",
}

AT_MOST_20_ITEMS = RIGHT_BATCHES["one item ahead"].replace(
    "for item in items:",
    "for number, item in enumerate(items):\n        assert number < 20, 'more than 20 items'",
)

EMPTY_BATCHES = """
def batches(items, size):
    if size < 1:
        raise ValueError(size)
    items = list(items)
    for start in range(0, len(items) + 1, size):
        yield items[start : start + size]
"""
"""Finds the lost item, and brings back what issue 9 was about."""

RIGHT_VOCAB = """
def build_vocab(texts, min_count=1, reserved=()):
    if min_count < 1:
        raise ValueError(min_count)
    counts = {}
    for text in texts:
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
    numbers = {}
    for word in [UNKNOWN, *reserved, *counts]:
        if word in reserved or word == UNKNOWN or counts[word] >= min_count:
            numbers.setdefault(word, len(numbers))
    return numbers
"""

IGNORES_MIN_COUNT = RIGHT_VOCAB.replace("counts[word] >= min_count", "True")
