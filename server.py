"""The endpoint as a program (`python server.py`), or for a WSGI server (`server:app_factory`)."""

import os
import sys

import click
from flask import Flask

from kg.config import load_settings
from kg.errors import KgError
from kg.web.app import create_app
from kg.web.serve import serve


def app_factory() -> Flask:
    """The app with the settings of the environment."""
    return create_app(load_settings(os.environ))


def main() -> None:
    """Serve at `KG_HOST` and `KG_PORT`, by default 127.0.0.1:8000."""
    host, port = os.environ.get("KG_HOST", "127.0.0.1"), os.environ.get("KG_PORT", "8000")
    try:
        serve(app_factory(), host, int(port), ready=click.echo)
    except (KgError, ValueError) as error:
        sys.exit(f"kg: {error}")


if __name__ == "__main__":
    main()
