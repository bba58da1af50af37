"""The store that settings name: a folder of this machine, or behind the address of a server."""

import re
from pathlib import Path

from kg import errors
from kg.config import Settings
from kg.store.federation import ALONE, Federation
from kg.store.protocol import Store

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def is_address(store: str) -> bool:
    """Whether a store is named by an address of the web, and not by a folder."""
    return bool(_ADDRESS.match(store))


def open_to_read(settings: Settings) -> Store:
    """The store, to be read.

    Raises `errors.NotFound` where there is none, `errors.StoreBroken` where it cannot be read.
    """
    if settings.endpoint:
        return open_server(settings, settings.endpoint)
    from kg.store.embedded import open_store  # noqa: PLC0415

    return open_store(settings.store, read_only=True)


def open_server(settings: Settings, endpoint: str, others: Federation = ALONE) -> Store:
    """The store behind an address; updates go where the settings say."""
    from kg.store.remote import Services, open_remote  # noqa: PLC0415

    services = Services(endpoint, settings.endpoint_update, settings.endpoint_token)
    return open_remote(services, others)


def folder(settings: Settings) -> Path:
    """The store's folder. Raises `errors.BadRequest` where it is on another server."""
    if settings.endpoint:
        raise errors.BadRequest(
            f"This needs the articles' texts and records, which {settings.endpoint} has not: "
            "name the folder that `kg build` wrote as --store."
        )
    return settings.store
