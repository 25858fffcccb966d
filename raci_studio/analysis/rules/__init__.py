"""The rules, one function each, grouped by the steps of the reading checklist.

To add one: write a function with `@rule(...)` in the module of its step and a file of cases
`tests/rules/<CODE>.toml`. Codes are permanent.
"""

from raci_studio.analysis.rules import (
    approvals,
    communications,
    duplicates,
    handovers,
    heads,
    in_the_loop,
    links,
    load,
    overlaps,
    plan,
    results,
    timings,
    weak_points,
)  # fmt: skip
from raci_studio.analysis.rules.base import RULES, Rule

__all__ = ["RULES", "Rule"]

# Importing a module registers its rules; the order here is the order of a run.
_MODULES = (
    heads,
    load,
    duplicates,
    overlaps,
    timings,
    links,
    plan,
    weak_points,
    approvals,
    in_the_loop,
    results,
    handovers,
    communications,
)
