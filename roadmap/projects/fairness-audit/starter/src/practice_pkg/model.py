"""The model under audit: logistic regression on scaled features. Complete."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from .checks import Array, Flags


def fit_model(X: Array, labels: Flags, weights: Array | None = None) -> Pipeline:
    """A fitted model. `weights`, one per row, say how much a row counts; all 1 by default."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(X, labels, logisticregression__sample_weight=weights)


def score(model: Pipeline, X: Array) -> Array:
    """The model's probability of a loan that goes well; shape (n,), between 0 and 1."""
    return model.predict_proba(X)[:, 1]
