"""Why nothing can be sent, for who administers the workspace."""

import pytest

from flows.language import Language
from flows.views.outage import REASONS, blocked_reason
from tests.support.builders import WORDINGS


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", [*REASONS, "odd_fault"])
def test_every_reason_is_said_with_its_code(code: str, language: Language) -> None:
    """Whoever mends it can look the code up."""
    assert code in WORDINGS[language].text(blocked_reason(code))
