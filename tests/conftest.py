"""What holds for all tests: a warning in the log is a failure, unless the test looks at the log itself."""

import gc
import inspect
import logging

import pytest
from hypothesis import HealthCheck, settings

from raci_studio.core.garbage import collect_some

# No test depends on a clock: a busy machine takes its time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def garbage_is_looked_for():
    """Where windows turned the search for garbage off, it is done between tests."""
    yield
    if not gc.isenabled():
        collect_some()


@pytest.fixture(autouse=True)
def no_logged_warnings(request, caplog):
    yield
    if "caplog" in inspect.signature(request.function).parameters:
        return
    records = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not records, [record.getMessage() for record in records]
