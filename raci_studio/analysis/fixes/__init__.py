"""Ways out of findings: one function per rule that has any, each way one undoable edit.

`fixes_of` is all that others call; importing this package registers the functions.
"""

from raci_studio.analysis.fixes import cover, load, people, roles, telling, texts
from raci_studio.analysis.fixes.base import FIXES, Fix, fix_text, fixes_of, safe_fixes

__all__ = ["FIXES", "Fix", "cover", "fix_text", "fixes_of", "load", "people", "roles", "safe_fixes", "telling", "texts"]
