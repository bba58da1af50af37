"""Word lists of the readers, one YAML file a topic."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(topic: str) -> Any:
    """What `<topic>.yaml` holds."""
    return yaml.safe_load((files(__package__) / f"{topic}.yaml").read_text(encoding="utf-8"))
