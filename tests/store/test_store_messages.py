import pytest

from kg import errors
from kg.store.messages import refused


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (
            RuntimeError("Corruption: block checksum mismatch in /srv/000009.sst"),
            errors.StoreBroken,
        ),
        (RuntimeError("IO error: No such file: /srv/000009.sst"), errors.StoreBroken),
        (RuntimeError("The custom function is not supported"), errors.BadRequest),
        (SyntaxError("error at 1:2: Corruption"), errors.BadRequest),
    ],
)
def test_a_broken_file_is_no_fault_of_the_query(
    problem: Exception, kind: type[errors.KgError]
) -> None:
    assert type(refused("query", problem)) is kind
