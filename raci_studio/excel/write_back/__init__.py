"""What the analyst changed in the matrix, as changes of the client's own cells.

`collect.changes_of` is the way in: a pure function from the document, what it was when it was imported (`baseline`)
and the sheets to a `changes.ChangeSet`. Beneath it, for one `table` each: `texts`, `headers`, `marks` with `names` and
`entries` (how this sheet writes letters and names), `links` (predecessors), `rows` (new and deleted tasks). Whatever
comes of them is read again as an import would read it (`verify`); what does not come out as the matrix says is not
written, and told.
"""
