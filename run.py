"""The door: hands the command line over to :mod:`sim.cli`."""

import sys

if __name__ == "__main__":  # workers that import this file again must not load the command line
    try:
        from sim.entry import main

        main()
    except ImportError as error:
        if (error.name or "sim").partition(".")[0] == "sim":
            raise
        sys.exit(
            f"thaw: {error} (Python {sys.version.split()[0]}, 3.11 or later is needed): run "
            "`make setup` and then .venv/bin/python run.py, or `pip install -e .`"
        )
