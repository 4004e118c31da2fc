"""Data structures of machine learning in plain Python, judged by the operations they need."""
