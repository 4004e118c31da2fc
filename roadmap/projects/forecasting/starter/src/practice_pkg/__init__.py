"""Forecasts with NumPy and Polars, held against seasonal naive on months they have not seen."""
