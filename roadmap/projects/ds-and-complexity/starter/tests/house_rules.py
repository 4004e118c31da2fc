"""Finds what a milestone asks you to write yourself, by reading the file, not by running it."""

import ast
from types import ModuleType


def broken(module: ModuleType, closed: set[str]) -> list[str]:
    """One sentence per use of a closed name, such as "line 12: nlargest".

    A closed name with a dot in front (".sample") is closed as a method only.
    """
    with open(module.__file__, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    uses = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            uses.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute):
            uses += [(node.lineno, node.attr), (node.lineno, f".{node.attr}")]
        elif isinstance(node, ast.ImportFrom):
            uses += [(node.lineno, alias.name) for alias in node.names]
    return [f"line {line}: {name}" for line, name in sorted(set(uses)) if name in closed]
