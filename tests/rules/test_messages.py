"""Every finding of the cases becomes a sentence in both languages."""

import pytest
from test_rules import CASES, document_of, findings_of

from raci_studio.analysis.texts import message
from raci_studio.core import i18n


@pytest.fixture(params=i18n.LANGUAGES)
def language(request):
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_finding_is_a_sentence(code, case, language):
    document = document_of(case)
    for finding in findings_of(document, code):
        text = message(finding, document)
        assert text and "{" not in text and "()" not in text
