"""The tree as the rules read it: the real one, or a planted one that must be caught."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "dist"}
NOT_OURS |= {"test-results", "node_modules"}


def files(root: Path, *under: str, suffix: str = ".py") -> Iterator[Path]:
    """Every file of ours under these folders of ``root``, in order."""
    for folder in under or (".",):
        for path in sorted((root / folder).rglob(f"*{suffix}")):
            if path.is_file() and not NOT_OURS & set(path.relative_to(root).parts):
                yield path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def plant(root: Path, path: str, text: str) -> Path:
    """Write a file into a made-up tree, with the folders it needs."""
    made = root / path
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(text, "utf-8")
    return root


def called(node: ast.AST) -> str:
    """The last name of what a call calls: ``db.commit()`` is ``commit``."""
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
