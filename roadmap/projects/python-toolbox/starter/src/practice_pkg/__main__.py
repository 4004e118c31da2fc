"""What `python -m practice_pkg` runs, complete. The work is done in cli.py."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
