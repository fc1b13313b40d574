"""`peakend design …`: what will we do? Drawings of a service from its design file, and what customers' answers say about them."""

import typer

from peakend.cli.drawings import add_drawings
from peakend.cli.houses import add_houses
from peakend.cli.menu import Stage

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)
add_drawings(app)
add_houses(app)
