"""A lending model: measured, repaired, and described by its own numbers."""
