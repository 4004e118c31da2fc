"""A digit classifier made small enough for the edge, and a budget that keeps it so."""
