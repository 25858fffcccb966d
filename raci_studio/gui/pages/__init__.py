"""The pages beside the matrix: people, process, checklist; views of the one document, each made when first shown."""

from raci_studio.core.i18n import N_

MATRIX = "matrix"
PAGES = {
    MATRIX: N_("Matrix"),
    "people": N_("People"),
    "process": N_("Process"),
    "checklist": N_("Checklist"),
    "what_if": N_("What if"),
    "schedule": N_("Schedule"),
}
"""The pages by id, in the order of their tabs."""
