"""Where keys and searches lead on a drawing: along its links, to the nearest box on a side, to boxes with a text."""

from raci_studio.core.document import Document, fold_name
from raci_studio.reports.graph.drawing import LINK, SUGGESTED, Arrow, Box, Drawing

LEFT, RIGHT, UP, DOWN = "left", "right", "up", "down"
Texts = tuple[tuple[str, str], ...]
"""Keys of boxes, each with a folded text."""


def next_box(drawing: Drawing, key: str, way: str) -> Box | None:
    """Return the box to go to from one, or from none; None where there is nothing that way."""
    here = drawing.by_key.get(key)
    if here is None:
        return drawing.boxes[0] if drawing.boxes else None
    if way in (LEFT, RIGHT) and (linked := _linked(drawing, here, way)):
        return min(linked, key=lambda box: (abs(box.y - here.y), box.y))
    sides = {
        LEFT: lambda box: here.x - box.x, RIGHT: lambda box: box.x - here.x,
        UP: lambda box: here.y - box.y, DOWN: lambda box: box.y - here.y,
    }  # fmt: skip
    ahead, aside = (
        sides[way],
        (lambda box: abs(box.y - here.y)) if way in (LEFT, RIGHT) else (lambda box: abs(box.x - here.x)),
    )
    found = [box for box in drawing.boxes if ahead(box) > 0]
    return min(found, key=lambda box: (ahead(box) + 2 * aside(box), box.y, box.x), default=None)


def _linked(drawing: Drawing, here: Box, way: str) -> list[Box]:
    arrows = [arrow for arrow in drawing.arrows if arrow.kind == LINK]
    if way == RIGHT:
        return [drawing.by_key[arrow.after] for arrow in arrows if arrow.before == here.key]
    return [drawing.by_key[arrow.before] for arrow in arrows if arrow.after == here.key]


def texts_of(drawing: Drawing, document: Document) -> Texts:
    """Return each box's key with its words and the names of its tasks, folded: a search looks through them."""
    tasks = document.tasks

    def said(box: Box) -> str:
        return "\n".join((box.words, *(tasks[task].name for task in box.tasks if task in tasks)))

    return tuple((box.key, fold_name(said(box))) for box in drawing.boxes)


def boxes_with(texts: Texts, wanted: str) -> list[str]:
    """Return the boxes whose texts hold a folded text; none for no text."""
    return [key for key, text in texts if wanted in text] if wanted else []


def arrows_of(drawing: Drawing, key: str) -> list[Arrow]:
    """Return the arrows of a box: those that end at it, then those that begin there, suggestions last."""
    own = [arrow for arrow in drawing.arrows if key in (arrow.before, arrow.after)]
    return sorted(own, key=lambda arrow: (arrow.kind == SUGGESTED, arrow.before == key))


def next_arrow(drawing: Drawing, key: str, arrow: Arrow | None, step: int) -> Arrow | None:
    """Return the arrow of a box that follows another one (1) or comes before it (-1); round the end."""
    own = arrows_of(drawing, key)
    if not own:
        return None
    if arrow not in own:
        return own[0 if step > 0 else -1]
    return own[(own.index(arrow) + step) % len(own)]
