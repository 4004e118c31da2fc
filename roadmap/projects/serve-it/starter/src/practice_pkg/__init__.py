"""A digit reader behind HTTP, from checked input to metrics."""
