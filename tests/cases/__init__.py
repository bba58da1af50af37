"""Cases as data: each YAML file of a folder is a list of cases."""

from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent


def cases(topic):
    """All cases of `tests/cases/<topic>/*.yaml`, named by file and number."""
    files = sorted((FOLDER / topic).glob("*.yaml"))
    assert files, f"there are no cases in {FOLDER / topic}"
    return [
        pytest.param(case, id=f"{file.stem}-{number}")
        for file in files
        for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1)
    ]
