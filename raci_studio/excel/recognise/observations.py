"""The observations recognition is made of: each is one small question about cells, with a name of its own.

What it looks at is the first line of its docstring. Every one can be silenced, so that
``tests/benchmarks/observations.py`` can tell how many sheets it decides: one that decides a single sheet is likely
to fit that sheet only.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

OBSERVATIONS: dict[str, str] = {}
"""What is observed, by name."""

_silent: set[str] = set()


def observation(name: str, *, otherwise: Any) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Register a function that decides something; ``otherwise`` is its answer where it is silenced.

    Where ``otherwise`` is callable it is asked with the same arguments.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        OBSERVATIONS[name] = (function.__doc__ or "").strip().split("\n")[0]

        @wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
            if name in _silent:
                return otherwise(*args, **kwargs) if callable(otherwise) else otherwise
            return function(*args, **kwargs)

        return wrapper

    return decorate


@contextmanager
def without(name: str) -> Iterator[None]:
    """Silence one observation inside the block."""
    _silent.add(name)
    try:
        yield
    finally:
        _silent.discard(name)
