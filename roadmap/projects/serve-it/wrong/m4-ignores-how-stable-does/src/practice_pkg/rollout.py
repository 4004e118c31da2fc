"""Milestone 4: a new model for a few callers, always the same ones, and a way back.

House rule for this file: no randomness and no `hash()`. Every copy of the service must give the
same caller the same version, today and after a restart; Python salts `hash()` of a string anew in
every process.
"""

import hashlib
from dataclasses import dataclass

STABLE = "stable"
CANARY = "canary"


def bucket(key: str, salt: str) -> float:
    """A number in [0, 1) that depends only on the key and the salt, evenly spread over keys.

    Take the first 8 bytes of a cryptographic hash of salt, a zero byte, and key (in UTF-8) as a
    whole number and divide by 2^64. Only the 53 highest bits fit into a float: shift the other 11
    away first and divide by 2^53, or the largest numbers round up to 1.0.
    Another salt deals the keys anew. Without one, the same unlucky callers would be first in
    every experiment.
    Source: Kohavi et al., Controlled experiments on the web: survey and practical guide, Data
    Mining and Knowledge Discovery 18 (2009), on randomization by "hash and partition".
    """
    digest = hashlib.sha256(f"{salt}\0{key}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53


@dataclass
class Tally:
    """How the calls of one version went. Complete."""

    calls: int = 0
    errors: int = 0

    @property
    def error_rate(self) -> float:
        """errors / calls, and 0 before the first call."""
        return self.errors / self.calls if self.calls else 0.0


class Rollout:
    """Sends a share of the callers to the canary, and nobody once it does badly.

    tallies: {"stable": Tally, "canary": Tally}.
    rolled_back: False, and True for good once the canary has failed.
    """

    tallies: dict[str, Tally]
    rolled_back: bool

    def __init__(
        self, share: float, *, salt: str, min_calls: int = 50, margin: float = 0.05
    ) -> None:
        """share: of the callers, from 0 (nobody) to 1 (everybody).

        min_calls: no verdict before the canary has answered so many calls.
        margin: how much higher than stable's error rate the canary's may be.
        Raises ValueError if share is outside [0, 1], min_calls below 1, or margin outside [0, 1].
        """
        if min_calls < 1 or not 0 <= margin <= 1:
            raise ValueError("min_calls >= 1 and margin in [0, 1]")
        self.set_share(share)
        self._salt, self._min_calls, self._margin = salt, min_calls, margin
        self.tallies = {STABLE: Tally(), CANARY: Tally()}
        self.rolled_back = False

    def version(self, key: str) -> str:
        """ "canary" if the bucket of the key lies below the share, else "stable".

        After a roll-back: "stable" for everybody. Asking changes nothing and counts nothing.
        """
        chosen = not self.rolled_back and bucket(key, self._salt) < self._share
        return CANARY if chosen else STABLE

    def set_share(self, share: float) -> None:
        """Another share from now on; ValueError outside [0, 1].

        Whoever has the canary keeps it when the share grows. It does not undo a roll-back.
        """
        if not 0 <= share <= 1:
            raise ValueError(f"share must lie in [0, 1], not {share}")
        self._share = share

    def record(self, version: str, ok: bool) -> None:
        """Count one answered call, then judge: roll back if the canary has at least min_calls
        calls and its error rate is higher than stable's plus the margin.

        A later run of successes does not bring a canary back; a person decides that.
        Raises ValueError for a version that is neither of the two.
        """
        if version not in self.tallies:
            raise ValueError(f"unknown version {version!r}")
        self.tallies[version].calls += 1
        self.tallies[version].errors += not ok
        stable, canary = self.tallies[STABLE], self.tallies[CANARY]
        if canary.calls >= self._min_calls and canary.error_rate > self._margin:
            self.rolled_back = True
