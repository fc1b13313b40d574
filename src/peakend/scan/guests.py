"""What is not let in where nobody brought it? pandas, in processes of our own: a second of start-up that nothing here has a use for.

The Arrow library loads pandas, where it is installed, as soon as an array is made from a list. In a notebook pandas is welcome; the
command line and the process that reads a file behind the fence keep it out.
"""

import sys
from importlib.abc import MetaPathFinder


class _KeepOut(MetaPathFinder):
    """Says that pandas is not there."""

    @staticmethod
    def find_spec(fullname: str, path: object = None, target: object = None) -> None:  # noqa: ARG004 - the signature of a finder
        """Nothing for everything else. Raises `ModuleNotFoundError` for pandas."""
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def keep_pandas_out() -> None:
    """From here on this process finds no pandas, unless it is loaded already."""
    sys.meta_path.insert(0, _KeepOut())
