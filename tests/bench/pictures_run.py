"""The pictures' figures: `python -m tests.bench.pictures_run [rounds]`."""

import asyncio
import sys

from tests.bench.drawing import costs
from tests.bench.while_painting import while_painting

ROUNDS = 5
DRAWINGS = 5  # of each chart in a round: they are short


def main() -> None:
    """Measure everything and print it."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for cost in costs(rounds * DRAWINGS):
        sys.stdout.write(f"{cost}\n")
    sys.stdout.write(f"{asyncio.run(while_painting(rounds))}\n")


if __name__ == "__main__":
    main()
