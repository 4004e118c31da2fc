"""Finds the libraries that a module imports, by reading the file, not by running it."""

import ast
from types import ModuleType

JUDGES = {"scipy", "sklearn", "torch", "cvxpy", "optax"}


def broken(module: ModuleType) -> list[str]:
    """One sentence per breach, such as "line 12: scipy"."""
    with open(module.__file__, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    breaches = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [str(node.module)]
        else:
            continue
        breaches += [f"line {node.lineno}: {n}" for n in names if n.split(".")[0] in JUDGES]
    return breaches
