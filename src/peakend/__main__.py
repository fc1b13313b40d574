"""`python -m peakend`: the command line."""

from peakend.cli import main

if __name__ == "__main__":
    main()
