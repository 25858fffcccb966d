"""The settings of a document: one edit, kept by the file."""

from helpers import matrix

from raci_studio.core import edits
from raci_studio.project import raci_file

START = matrix("task | Anna\nWrite | R")


def test_what_is_the_same_is_the_same_document():
    assert edits.change_settings(START, {}, "", {}) is START
    changed = edits.change_settings(START, {"L201.share": 0.6}, "KZ", {})
    assert edits.change_settings(changed, {"L201.share": 0.6}, "KZ", {}) is changed


def test_the_file_keeps_thresholds_and_country(tmp_path):
    changed = edits.change_settings(START, {"L201.share": 0.6}, "KZ", {}, "hour")
    raci_file.save(changed, tmp_path / "a.raci")
    held = raci_file.load(tmp_path / "a.raci").settings
    assert held.thresholds == {"L201.share": 0.6} and held.country == "KZ" and held.duration_unit == "hour"
    raci_file.save(START, tmp_path / "b.raci")
    assert raci_file.load(tmp_path / "b.raci").settings.country == ""
