"""When Python looks for garbage: not while many objects are made, and by hand where it must not look by itself."""

import gc
import sys
import threading
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def without_gc(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Decorate a function that makes many objects and no cycles: the search for cycles waits until it is done."""

    @wraps(function)
    def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        global _running
        was_on = gc.isenabled()
        gc.disable()
        with _counting:
            _running += 1
        try:
            return function(*args, **kwargs)
        finally:
            with _counting:
                _running -= 1
            if was_on:
                gc.enable()

    return wrapper


_counting = threading.Lock()
_running = 0  # calls of such functions, in all threads
_put_off = 0  # looks that were left out in a row for them

_MOST_PUT_OFF = 20
_MANY = 700  # objects made since the last look
_OFTEN, _SELDOM = 10, 1000  # looks at the young after which those of middle age, and at these after which all


def collect_some() -> None:
    """Look for garbage about as Python would by itself, for those who turned that off.

    All objects are looked through seldom: in a large matrix that takes 100 ms and more, and there is next to none. What
    another thread makes just now is not looked through before it is done.
    """
    global _put_off
    if _running and _put_off < _MOST_PUT_OFF:
        _put_off += 1
        return
    _put_off = 0
    young, middle, old = gc.get_count()
    if young > _MANY:
        gc.collect(2 if old > _SELDOM else 1 if middle > _OFTEN else 0)


def import_for_good(name: str) -> None:
    """Import a module. What it makes stays to the end, so that no look for garbage goes through it."""
    if name not in sys.modules:
        import_module(name)
        gc.freeze()
