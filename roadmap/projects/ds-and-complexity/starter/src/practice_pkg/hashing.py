"""One hash function for each row of a sketch. Complete.

Python's own `hash` of a string is another one in every process, so a sketch built with it could
not be saved, merged or tested.
"""

import hashlib


def hash64(item: str, row: int = 0) -> int:
    """A whole number from 0 to 2^64 - 1 that looks random; different rows look independent.

    Source: BLAKE2 with a salt, https://docs.python.org/3/library/hashlib.html#blake2
    """
    salt = row.to_bytes(8, "big")
    digest = hashlib.blake2b(item.encode("utf-8"), digest_size=8, salt=salt).digest()
    return int.from_bytes(digest, "big")
