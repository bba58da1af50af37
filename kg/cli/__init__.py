"""The command line: one thin module a command, imported when it is asked for."""

import importlib
from typing import Any

import click

from kg import errors

# The order is that of `kg --help`.
COMMANDS = {
    "build": "kg.cli.build",
    "extract": "kg.cli.extract",
    "score": "kg.cli.score",
    "train": "kg.cli.train",
    "query": "kg.cli.query",
    "claim": "kg.cli.claim",
    "export": "kg.cli.export",
    "verify": "kg.cli.verify",
    "validate": "kg.cli.validate",
    "ontology": "kg.cli.ontology",
    "stats": "kg.cli.stats",
    "diff": "kg.cli.diff",
    "sources": "kg.cli.sources",
    "remove": "kg.cli.remove",
    "merge": "kg.cli.merge",
    "split": "kg.cli.split",
    "serve": "kg.cli.serve",
}

# What a script can tell apart; 2 is also click's own code for wrong usage.
EXIT_CODES: dict[type[errors.KgError], int] = {
    errors.KgError: 1,
    errors.BadRequest: 2,
    errors.NotFound: 3,
    errors.StoreBusy: 4,
    errors.StoreBroken: 5,
    errors.TimedOut: 6,
    errors.Unavailable: 7,
    errors.RemoteFailed: 9,  # 8 is that of `kg verify`
}


class Commands(click.Group):
    """A group whose commands are modules, so that one command does not pay for another."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called `command` in its module."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error meant for the user becomes one sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except errors.KgError as error:
            raise Failure(error) from error


class Failure(click.ClickException):
    """One sentence on standard error, and an exit code."""

    def __init__(self, error: errors.KgError) -> None:
        super().__init__(str(error))
        codes = (EXIT_CODES.get(kind) for kind in type(error).__mro__)
        # Click declares a class variable, and sets it on instances itself.
        setattr(self, "exit_code", next(filter(None, codes)))  # noqa: B010


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kg", prog_name="kg")
def main() -> None:
    """Knowledge graphs from news: who said what, to whom, through whom, and where it stands.

    \b
    kg build articles/          build a graph from files and folders
    kg query                    list the questions that it can be asked
    kg claim ID                 show where a claim stands, word for word
    kg serve                    look at it in a browser
    """  # noqa: D301  (click keeps the lines below this sign as they are)
