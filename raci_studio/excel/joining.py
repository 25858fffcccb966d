"""Join texts that belong together."""


def both(one: str, other: str) -> str:
    """Return two texts on lines of their own, or the one that says all."""
    return f"{one}\n{other}" if one and other and other not in one.split("\n") else one or other


def joined_step(section: str, step: str) -> str:
    """Return where in the process a task stands: its section, its step, or both."""
    return f"{section} / {step}" if section and step and section != step else step or section
