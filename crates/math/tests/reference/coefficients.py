"""Prints the polynomials of the crate's sources: `python3 coefficients.py`, with mpmath 1.3 installed.

Each is the Chebyshev interpolant of a power series on the range its source file names, within a small factor of the
best polynomial of its degree; coefficients are rounded to doubles, lowest power first.
"""

from mpmath import chebyfit, factorial, fsum, log, mp, mpf, pi, sqrt, zeta

mp.dps = 60


def series(term, terms=120):
    return lambda z: fsum(term(k) * z**k for k in range(terms))


def show(name, function, low, high, count):
    coefficients, error = chebyfit(function, [low, high], count, error=True)
    print(f"{name}: to 2^{float(log(error, 2)):.1f}")
    for coefficient in reversed(coefficients):
        print(f"    {float(coefficient)!r},")


def arc_sine(k):
    return factorial(2 * (k + 1)) / (4 ** (k + 1) * factorial(k + 1) ** 2 * (2 * k + 3))


def zeta_series(first):
    """ln Γ beside 1 (`first` = 0) or 2 (`first` = 1), after the linear term, over d²."""
    return series(lambda k: (-1) ** k * (zeta(k + 2) - first) / (k + 2), 60)


half_ln_2 = log(2) / 2 * mpf("1.0005")
eighth_turn = (pi / 4) ** 2 * mpf("1.0001")
show("exp.rs SERIES", series(lambda k: 1 / factorial(k + 2), 60), -half_ln_2, half_ln_2, 11)
narrow = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2
show("ln.rs SERIES", series(lambda k: mpf(2) / (2 * k + 3)), 0, narrow, 7)
narrow = ((sqrt(mpf("1.5")) - 1) / (sqrt(mpf("1.5")) + 1)) ** 2
show("ln.rs SERIES_TAIL", series(lambda k: mpf(2) / (2 * k + 5)), 0, narrow, 7)
show("trigonometry.rs SINE after -1/6", series(lambda k: (-1) ** (k + 1) / factorial(2 * k + 3)), 0, eighth_turn, 7)
show("trigonometry.rs COSINE", series(lambda k: (-1) ** k / factorial(2 * k + 4)), 0, eighth_turn, 6)
show("inverse_trigonometry.rs ARC_SINE", series(arc_sine), 0, mpf("0.25"), 13)
turn = (sqrt(mpf(2)) - 1) ** 2 * mpf("1.001")
show("inverse_trigonometry.rs ARC_TANGENT", series(lambda k: (-1) ** (k + 1) / mpf(2 * k + 3)), 0, turn, 11)
show("hyperbolic.rs SINE after 1/6", series(lambda k: 1 / factorial(2 * k + 3), 60), 0, 1, 7)
show("gamma.rs CURVE_AT_1", zeta_series(0), -mpf(1) / 64, mpf(1) / 64, 8)
show("gamma.rs CURVE_AT_2", zeta_series(1), -mpf(1) / 64, mpf(1) / 64, 8)
