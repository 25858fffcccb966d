"""Findings in the window: the panel, what mends or accepts them, the menu that offers it."""
