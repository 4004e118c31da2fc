"""Loan applications with a bias that was put in on purpose. Complete. Nothing is downloaded.

Two things are wrong with the recorded labels and the features, and you know how much:

* Of the women who repaid, 35 % were recorded as if they had not (BIAS). Men: none.
* The neighborhood index says little about money and much about sex, and women earn less at equal
  skill. A model that never sees `sex` sees these.

Whether somebody repays depends on skill, luck and age, never on sex. `repaid` is that truth. A real
audit does not have it: it sees `recorded` only.
"""

from dataclasses import dataclass

import numpy as np

from .checks import Array, Flags, Groups

FEATURES = ("income", "debt ratio", "years employed", "neighborhood index")
AGES = ("18-29", "30-64", "65+")
BIAS = 0.35


@dataclass(frozen=True)
class Loans:
    """n applications, one row each."""

    X: Array
    """Shape (n, 4): what the model sees, in the order of FEATURES. Income in thousands a year."""
    sex: Groups
    """Shape (n,): "f" or "m". Not a feature."""
    age: Groups
    """Shape (n,): one of AGES. Not a feature. "65+" is rare: 3 in 1,000."""
    recorded: Flags
    """Shape (n,): the label in the files, True for a loan that went well."""
    repaid: Flags
    """Shape (n,): what really happened. Only a generator knows."""

    def rows(self, start: int, stop: int) -> "Loans":
        part = slice(start, stop)
        return Loans(
            self.X[part], self.sex[part], self.age[part], self.recorded[part], self.repaid[part]
        )


@dataclass(frozen=True)
class Splits:
    train: Loans
    """10,000 rows: the model learns from them."""
    validate: Loans
    """30,000 rows: thresholds are chosen on them."""
    test: Loans
    """30,000 rows: every number that is reported comes from them."""


def make_loans(n: int, seed: int) -> Loans:
    """n applications; the same n and seed give the same ones."""
    rng = np.random.default_rng(seed)
    woman = rng.random(n) < 0.45
    band = rng.choice(3, size=n, p=[0.25, 0.747, 0.003])
    skill, luck = rng.normal(size=n), 0.3 * rng.normal(size=n)
    settled = 1.0 * (band == 1)
    log_income = 0.45 * skill + luck + 0.15 * ~woman + 0.15 * settled
    debt = np.clip(0.35 - 0.1 * skill + 0.08 * rng.normal(size=n), 0.0, 1.0)
    years = np.clip(np.array([3.0, 12.0, 30.0])[band] + 3.0 * rng.normal(size=n), 0.0, None)
    neighborhood = rng.normal(size=n) + 1.6 * ~woman
    chance = 1.0 / (1.0 + np.exp(0.1 - 1.8 * skill - luck - 0.4 * settled))
    repaid = rng.random(n) < chance
    recorded = repaid & ~(woman & (rng.random(n) < BIAS))
    return Loans(
        X=np.column_stack([25.0 * np.exp(log_income), debt, years, neighborhood]),
        sex=np.where(woman, "f", "m"),
        age=np.array(AGES)[band],
        recorded=recorded,
        repaid=repaid,
    )


def load_splits(seed: int = 0) -> Splits:
    loans = make_loans(70_000, seed)
    return Splits(loans.rows(0, 10_000), loans.rows(10_000, 40_000), loans.rows(40_000, 70_000))
