"""The row in full beside the matrix: texts, people as chips, links to rows, findings beside what they are about."""
