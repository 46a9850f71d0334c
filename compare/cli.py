"""The command line: each command is a module of compare.commands, imported when it is called."""

from __future__ import annotations

import signal
from importlib import import_module

import click

# The module of a command, and the command in it, have its name; a hyphen becomes an underscore.
COMMANDS = (
    "run",
    "pairs",
    "inspect",
    "why-not",
    "export",
    "review",
    "verdicts",
    "calibrate",
    "models",
    "cache",
)


class Commands(click.Group):
    """A group whose commands cost nothing until they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"compare.commands.{name}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-compare")
def main() -> None:
    """Shows where several reports of the same events agree, diverge, and cannot both be right."""
    if hasattr(signal, "SIGPIPE"):
        # End quietly, as other filters do, when the reader of the output has seen enough.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
