"""The pages beside the matrix: views of the one document, each made when first shown."""

from raci_studio.core.i18n import N_

MATRIX = "matrix"
PAGES = {
    MATRIX: N_("Matrix"),
    "graph": N_("Graph"),
    "people": N_("People"),
    "process": N_("Process"),
    "checklist": N_("Checklist"),
    "what_if": N_("What if"),
    "schedule": N_("Schedule"),
    "charts": N_("Charts"),
}
"""The pages by id, in the order of their tabs."""
