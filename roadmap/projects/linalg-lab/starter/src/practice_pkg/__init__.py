"""Linear algebra written by hand and held against NumPy, SciPy and scikit-learn."""
