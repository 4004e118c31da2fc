"""Federated learning in one process: ten clients, one server, and what crosses between them."""
