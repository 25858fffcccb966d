"""Charts of a matrix: what they say as plain values (`content`), and how matplotlib draws it (`figure`)."""
