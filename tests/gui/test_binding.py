"""The Qt binding itself: what a long day at the window must not wear out."""

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, QTimer


class Empty(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 1

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 1

    def data(self, index, role=0):
        return None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal")
def test_the_binding_gives_nothing_back_that_is_not_its_own(qapp):
    """PySide6 6.12.0 released None and True once per call, until the interpreter ended in a fatal error."""
    model, proxy, timer = Empty(), QSortFilterProxyModel(), QTimer()
    proxy.setSourceModel(model)
    before = [sys.getrefcount(None), sys.getrefcount(True)]
    for _ in range(100):
        proxy.data(proxy.index(0, 0))
        timer.timeout.connect(timer.stop)
        timer.timeout.emit()
    after = [sys.getrefcount(None), sys.getrefcount(True)]
    assert all(now > then - 50 for then, now in zip(before, after))
