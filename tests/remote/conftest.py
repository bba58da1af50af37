from collections.abc import Iterator

import pytest

from tests.remote.neighbours import Neighbour, neighbour


@pytest.fixture
def there() -> Iterator[Neighbour]:
    with neighbour() as running:
        yield running
