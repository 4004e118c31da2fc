"""Optimizers written from their papers and held against SciPy and scikit-learn."""
