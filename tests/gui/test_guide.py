"""The guide: a picture and some sentences for each page, in the language of the program."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPixmap

from raci_studio.core import i18n
from raci_studio.core.places import resource
from raci_studio.gui import language
from raci_studio.gui.guide_dialog import TOPICS, GuideDialog, Picture
from raci_studio.gui.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 1_000_000  # of all pictures: they are in every wheel


@pytest.fixture
def guide(window):
    window._actions["show_guide"].trigger()
    return next(dialog for dialog in window.findChildren(GuideDialog) if dialog.isVisible())


def test_every_page_has_its_topic():
    assert set(PAGES) <= set(TOPICS) and [PAGES[name] for name in PAGES] == [TOPICS[name].title for name in PAGES]


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_every_topic_has_a_picture_in_every_language(code):
    pictures = {path.stem: QImage(str(path)) for path in resource("pictures", code).glob("*.png")}
    assert set(pictures) == set(TOPICS)
    assert all(picture.width() >= 1000 and picture.height() >= 600 for picture in pictures.values())


def test_the_pictures_are_not_the_same_in_both_languages_and_weigh_little():
    files = sorted(resource("pictures").glob("*/*.png"))
    held = {path: path.read_bytes() for path in files}
    assert len(set(held.values())) == len(files) == len(TOPICS) * len(i18n.LANGUAGES)
    assert sum(map(len, held.values())) < MOST_BYTES


def test_the_command_makes_the_pictures_of_all_topics(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    monkeypatch.delitem(sys.modules, "screenshots", raising=False)
    spec = importlib.util.spec_from_file_location("help_pictures", ROOT / "packaging" / "help_pictures.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert list(made.PICTURES) == list(TOPICS)
    assert {picture.state for picture in made.PICTURES.values()} <= set(made.screenshots.STATES)


def test_the_readme_shows_pictures_that_are_there():
    shown = re.findall(r"!\[.+?\]\((.+?)\)", (ROOT / "README.md").read_text("utf-8"))
    assert len(shown) == 2 and all((ROOT / path).is_file() for path in shown)


def test_a_topic_is_chosen(guide):
    assert guide.topics.count() == len(TOPICS) and guide.topics.currentRow() == 0
    guide.topics.setCurrentRow(1)
    name, topic = list(TOPICS.items())[1]
    assert guide.title.text() == topic.title and guide.text.text() == topic.text
    assert guide.picture.pixmap.toImage() == QPixmap(str(resource("pictures", "en", f"{name}.png"))).toImage()


def test_the_guide_follows_the_language(guide):
    guide.topics.setCurrentRow(2)
    before = guide.picture.pixmap.toImage()
    language.switch("ru")
    assert guide.topics.currentRow() == 2 and guide.title.text() == "Граф" == guide.topics.item(2).text()
    assert guide.picture.pixmap.toImage() != before


def test_a_picture_keeps_its_proportions_and_is_never_enlarged(qtbot):
    shown = Picture()
    qtbot.addWidget(shown)
    whole = QPixmap(400, 200)
    whole.fill(QColor("red"))
    shown.show_picture(whole)
    for size, area in (
        ((200, 200), (0, 0, 200, 100)),
        ((600, 150), (150, 0, 300, 150)),
        ((900, 900), (250, 0, 400, 200)),
    ):
        shown.setMinimumSize(1, 1)
        shown.resize(*size)
        assert shown.area() == QRect(*area)
    assert shown.grab().toImage().pixelColor(300, 100) == QColor("red")
