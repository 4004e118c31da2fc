"""Profiles the columns of a CSV file that need not fit into memory."""
