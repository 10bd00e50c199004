"""`python -m innerpersona_quiz`: the command line."""

import sys

from innerpersona_quiz.cli import main

if __name__ == "__main__":
    sys.exit(main())
