"""NegMAS's side of bench/negmas.py; runs in an environment of its own, where thaw is not.

Usage: ``python _negmas_part.py ISSUES NEGOTIATIONS``. Prints a line of JSON: ``version``,
``rounds`` of a negotiation, and ``seconds`` of processor time per round.
"""

import gc
import json
import logging
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import negmas  # noqa: E402
from negmas import LinearAdditiveUtilityFunction, SAOMechanism, make_issue  # noqa: E402
from negmas.outcomes import make_os  # noqa: E402
from negmas.sao import AspirationNegotiator  # noqa: E402

STEPS = 547  # each with an offer of either side: as many as talks.yaml has
WEIGHTS = (10, 11, 12, 13, 12, 13, 14, 15, -20, -30, 9, 8, 7, 16, -25, -15)


def utility(domain, issues, sign):
    """A utility in [0, 1]: what one side likes the other dislikes."""
    values = {
        issue.name: {0: 0.0, 1: float(sign * weight)}
        for issue, weight in zip(issues, WEIGHTS, strict=False)
    }
    return LinearAdditiveUtilityFunction(
        values=values, outcome_space=domain, reserved_value=0.0
    ).normalize()


def inverse(ufun):
    """The inverse of a utility function, which is kept with it.

    By itself each negotiator would invert its own anew, and on a large domain most of the time
    would go into that.
    """
    return ufun.invert(rational_only=True)


def negotiate(domain, ufuns):
    """One negotiation; return its offers."""
    mechanism = SAOMechanism(outcome_space=domain, n_steps=STEPS)
    for name, ufun in zip("ab", ufuns, strict=True):
        mechanism.add(AspirationNegotiator(name=name, ufun_inverter=inverse), ufun=ufun)
    mechanism.run()
    return len(mechanism.extended_trace)


def main():
    """Print the measurement."""
    count, negotiations = map(int, sys.argv[1:])
    issues = [make_issue([0, 1], f"part {k}") for k in range(count)]
    domain = make_os(issues)
    ufuns = utility(domain, issues, 1), utility(domain, issues, -1)
    negotiate(domain, ufuns)  # prepares what is kept for later
    gc.collect()
    gc.disable()
    begun = time.process_time()
    rounds = sum(negotiate(domain, ufuns) for _ in range(negotiations))
    spent = time.process_time() - begun
    said = {"version": negmas.__version__, "rounds": rounds, "seconds": spent / rounds}
    print(json.dumps({**said, "rounds": rounds // negotiations}))


if __name__ == "__main__":
    main()
