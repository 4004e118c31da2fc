"""A small GPT, written from its parts, that learns to reverse strings of digits."""
