"""What holds for all tests: a warning in the log is a failure, unless the test looks at the log itself."""

import inspect
import logging

import pytest


@pytest.fixture(autouse=True)
def no_logged_warnings(request, caplog):
    yield
    if "caplog" in inspect.signature(request.function).parameters:
        return
    records = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not records, [record.getMessage() for record in records]
