"""The review of an import: the sheet as it looks, what was taken for what, and the matrix that comes of it.

Nothing here is imported before it is needed: `door` is what the window calls, `corrections` and `layouts` are the pure
functions from plan to plan behind every click, `memory` keeps them for sheets of the same shape.
"""
