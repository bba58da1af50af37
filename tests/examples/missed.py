"""Facts that the rules miss: they must stay written down, and come off the list once they hold."""

import pytest


def missed(reason: str) -> pytest.MarkDecorator:
    """A fact that does not hold yet; `reason` says what stands in the graph instead."""
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
