"""RACI Studio: an editor for extended RACI matrices."""

__version__ = "0.1.0"
