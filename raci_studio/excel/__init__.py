"""Sheets: read them, recognise the matrices in them, annotate and write them."""
