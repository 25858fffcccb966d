"""When Python looks for garbage: not while many objects are made, and by hand where it must not look by itself."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def without_gc(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Decorate a function that makes many objects and no cycles: the search for cycles waits until it is done."""

    @wraps(function)
    def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return wrapper


_MANY = 700  # objects made since the last look
_OFTEN, _SELDOM = 10, 1000  # looks at the young after which those of middle age, and at these after which all


def collect_some() -> None:
    """Look for garbage about as Python would by itself, for those who turned that off.

    All objects are looked through seldom: in a large matrix that takes 100 ms and more, and there is next to none.
    """
    young, middle, old = gc.get_count()
    if young > _MANY:
        gc.collect(2 if old > _SELDOM else 1 if middle > _OFTEN else 0)
