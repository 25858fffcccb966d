"""Edit a client's workbook part by part: what is not named by an edit keeps every byte.

`annotating.annotate` is the way in. Beneath it: `archive` (the zip), `xml` (one part as text with splices), `package`
(parts, relations, content types), `book`, `styles`, `cells`, `sheet`, `notes` with `shapes` (one module for each kind
of part), `graft` (sheets made by a library), `gate` (the result is read again before anybody gets it).
"""
