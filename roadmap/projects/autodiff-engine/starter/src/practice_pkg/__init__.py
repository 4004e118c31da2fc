"""Derivatives by program: forward mode, reverse mode, tensors, and a network trained with them."""
