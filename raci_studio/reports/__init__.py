"""What is shown to others, without Qt: today the audit as text and JSON."""
