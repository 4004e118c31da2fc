"""Probability and statistics written by hand, tried out by simulation and held against SciPy."""
