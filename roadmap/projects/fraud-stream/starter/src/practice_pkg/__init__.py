"""Fraud detection in a stream of card payments, with Python's standard library alone."""
