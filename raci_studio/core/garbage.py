"""Keep Python's search for garbage quiet while many objects are made."""

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
