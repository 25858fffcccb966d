"""The document: frozen data, pure edits, differences. Imports nothing of ours and no Qt."""
