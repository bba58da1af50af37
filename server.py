"""The endpoint as a program (`python server.py`), or for a WSGI server (`server:app_factory`)."""

import os
import sys

from flask import Flask

from kg.cli import main
from kg.config import load_settings
from kg.web.app import create_app
from kg.web.settings import checked, load_serving


def app_factory() -> Flask:
    """The app with the settings of the environment."""
    serving = checked(load_serving(os.environ))
    return create_app(load_settings(os.environ), serving=serving)


if __name__ == "__main__":
    main(["serve", *sys.argv[1:]], prog_name="kg")
