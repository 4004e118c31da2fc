"""Finds what a milestone asks you to write yourself, by reading the file, not by running it."""

import ast
from types import ModuleType

ALLOWED_IN_LINALG = {"norm"}
PRODUCTS = {
    "broadcast",
    "broadcast_arrays",
    "broadcast_shapes",
    "broadcast_to",
    "dot",
    "einsum",
    "inner",
    "kron",
    "matmul",
    "matvec",
    "outer",
    "tensordot",
    "vdot",
    "vecdot",
    "vecmat",
}


def broken(module: ModuleType, *, products_by_hand: bool = False) -> list[str]:
    """One sentence per breach, such as "line 12: np.linalg.solve"."""
    with open(module.__file__, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    breaches = []
    for node in ast.walk(tree):
        names = _library_names(node)
        for name in names:
            head, _, last = name.rpartition(".")
            if name.startswith(("scipy", "sklearn")):
                breaches.append((node.lineno, name))
            elif "linalg" in head.split(".") and last not in ALLOWED_IN_LINALG:
                breaches.append((node.lineno, name))
            elif products_by_hand and (last in PRODUCTS or "linalg" in name.split(".")):
                breaches.append((node.lineno, name))
        if products_by_hand and isinstance(getattr(node, "op", None), ast.MatMult):
            breaches.append((node.lineno, "@"))
    return [f"line {line}: {name}" for line, name in sorted(set(breaches))]


def _library_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.startswith(("scipy", "sklearn"))]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Attribute):
        return [ast.unparse(node)]
    return []
