"""The matrix on paper and in PDF: which part goes on which page, how it is painted, the dialogs around it."""
