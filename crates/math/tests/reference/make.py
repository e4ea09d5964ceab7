"""Writes the reference tables beside this file: `python3 make.py`, with mpmath 1.3 installed.

A row has the arguments, the exact value rounded to a double, and what the rounding dropped in units in the last place
of the rounded value (ten decimals), so that the exact value is known to 26 digits. Doubles are written as their 64
bits in hexadecimal. Arguments are drawn over all exponents and over the everyday range, plus points that are hard:
near zeros, near the limits of the range, near the places where the method changes, and the worst found in searches of
hundreds of thousands of points.
"""

import math
import random
import struct
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.prec = 300
EVERYDAY, ANY_EXPONENT = 160, 120


def bits(x):
    return f"{struct.unpack('>Q', struct.pack('>d', x))[0]:016x}"


def double(text):
    return struct.unpack(">d", bytes.fromhex(text))[0]


def rounded(value):
    """The double nearest to `value` and the rest in its units in the last place."""
    y = float(value)
    if math.isinf(y):
        return None
    unit = mpf(math.ulp(y))
    y = float(mpmath.nint(value / unit) * unit)
    rest = (value - mpf(y)) / mpf(math.ulp(y))
    assert abs(rest) <= 0.5
    return y, rest


def around(x, steps=2):
    """`x` and its nearest neighbours."""
    below = above = x
    found = [x]
    for _ in range(steps):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        found += [below, above]
    return found


class Draw:
    """Arguments drawn with a fixed seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def uniform(self, low, high, count=EVERYDAY):
        return [self.random.uniform(low, high) for _ in range(count)]

    def exponents(self, low, high, count=ANY_EXPONENT, signs=(1,)):
        draw = self.random
        return [
            draw.choice(signs) * math.ldexp(1 + draw.random(), draw.randint(low, high)) for _ in range(count)
        ]


def near_quarter_turns(draw, count=60):
    """Angles as near to multiples of π/2 as doubles come."""
    found = [math.ldexp(6381956970095103, 797), 22.0, 355.0, 5419351.0, 103993.0]
    for _ in range(count):
        largest = draw.random.choice([50, 2**21, 2**49])
        turns = draw.random.randint(1, largest)
        found += around(float(mp.pi / 2 * turns), 1)
    return found


def exp_arguments(draw):
    edges = around(709.782712893384) + around(-708.3964185322641) + around(-745.1332191019411)
    halves = [(k + 0.5) * math.log(2) for k in range(-20, 20)]
    small = draw.exponents(-60, -1, 40, (1, -1))
    wide = draw.uniform(-745, 709.7) + draw.exponents(-30, 9, ANY_EXPONENT, (1, -1))
    return wide + draw.uniform(-3, 3) + edges + halves + small


def ln_arguments(draw):
    powers = [x for k in range(-5, 6) for x in around(2.0**k)] + around(math.sqrt(0.5)) + around(math.sqrt(2))
    near_one = [1 + x for x in draw.exponents(-52, -2, 80, (1, -1))]
    extremes = [5e-324, 2.225e-308, 1e-310, 1.7976931348623157e308]
    return draw.uniform(0, 3) + draw.exponents(-1074, 1023) + powers + near_one + extremes


def log10_arguments(draw):
    powers = [float(10**k) for k in range(1, 23)] + [float(f"1e{k}") for k in range(-20, 0)]
    return ln_arguments(draw) + powers


def angle_arguments(draw):
    plain = draw.uniform(-10, 10) + draw.uniform(-1e4, 1e4, 80) + draw.exponents(-40, 49, ANY_EXPONENT, (1, -1))
    border = around(1647000.0) + around(-1647000.0)
    huge = draw.exponents(50, 1023, 60, (1, -1))
    return plain + border + huge + near_quarter_turns(draw) + [1e15, -1e15, 1e22, 1.7976931348623157e308]


def unit_arguments(draw):
    edges = around(0.5) + around(-0.5) + [1.0, -1.0, math.nextafter(1, 0), math.nextafter(-1, 0)]
    near_one = [s * (1 - x) for s in (1, -1) for x in draw.exponents(-53, -3, 40)]
    return draw.uniform(-1, 1) + draw.exponents(-60, -1, ANY_EXPONENT, (1, -1)) + edges + near_one


def arctan_arguments(draw):
    turns = around(math.tan(math.pi / 8)) + around(math.tan(3 * math.pi / 8)) + [1.0, -1.0]
    return draw.uniform(-5, 5) + draw.exponents(-300, 300, ANY_EXPONENT, (1, -1)) + turns


def hyperbolic_arguments(draw):
    edges = around(1.0) + around(-1.0) + around(710.4758600739439) + [22.0, -22.0, 40.0]
    return draw.uniform(-4, 4) + draw.uniform(-709, 710.4, 80) + draw.exponents(-40, 9, ANY_EXPONENT, (1, -1)) + edges


def gamma_arguments(draw):
    near_zeros = [c + x for c in (1, 2) for x in draw.exponents(-40, -5, 40, (1, -1))]
    edges = around(12.0) + around(1 - 1 / 64) + around(1 + 1 / 64) + around(2 - 1 / 64) + around(2 + 1 / 64)
    return draw.uniform(0, 20) + draw.exponents(-1022, 1000) + near_zeros + edges + [0.5, 10.0, 2.5e305]


def pow_arguments(draw):
    any_pair = []
    while len(any_pair) < 300:
        x = draw.exponents(-1074, 1023, 1)[0]
        y = draw.uniform(-745, 709, 1)[0] / abs(math.log(x))
        any_pair.append((x, y))
    everyday = list(zip(draw.uniform(0, 10), draw.uniform(-5, 5)))
    near_one = [
        (1 + x, draw.uniform(-700, 700, 1)[0] / abs(x)) for x in draw.exponents(-50, -3, 100, (1, -1))
    ]
    negative = [(-x, float(draw.random.randint(-20, 20))) for x in draw.uniform(0, 100, 30)]
    roots = [(x, y) for x in draw.uniform(0, 1000, 20) for y in (0.5, 1 / 3, -0.5, 2.0, 3.0, 1.0, -1.0)]
    return any_pair + everyday + near_one + negative + roots


def log_arguments(draw):
    everyday = list(zip(draw.uniform(0, 100), draw.uniform(0, 10)))
    wide = list(zip(draw.exponents(-1074, 1023), draw.exponents(-1074, 1023)))
    powers = [(float(b**k), float(b)) for b in range(2, 12) for k in range(1, 8)]
    return everyday + wide + powers


def modulo_arguments(draw):
    wide = list(zip(draw.exponents(-300, 300, signs=(1, -1)), draw.exponents(-300, 300, signs=(1, -1))))
    everyday = list(zip(draw.uniform(-1000, 1000), draw.uniform(-10, 10)))
    decimal = [(k / 10, 0.1) for k in range(-30, 30)] + [(-10 + k / 10, 3.0) for k in range(60)]
    return wide + everyday + decimal


def power(x, y):
    return mpmath.power(x, y) if x > 0 else mpmath.power(-x, y) * (-1) ** int(y)


def remainder(x, base):
    """Exact, by whole numbers: the dividend's sign."""
    scale = 2**1200
    a, b = abs(int(mpf(x) * scale)), abs(int(mpf(base) * scale))
    mp.prec, before = 3000, mp.prec
    value = mpf(a % b) / scale * (1 if x > 0 else -1)
    mp.prec = before
    return value


FUNCTIONS = {
    "exp": (mpmath.exp, exp_arguments),
    "ln": (mpmath.log, ln_arguments),
    "log10": (lambda x: mpmath.log(x) / mpmath.log(10), log10_arguments),
    "log": (lambda x, base: mpmath.log(x) / mpmath.log(base), log_arguments),
    "pow": (power, pow_arguments),
    "sin": (mpmath.sin, angle_arguments),
    "cos": (mpmath.cos, angle_arguments),
    "tan": (mpmath.tan, angle_arguments),
    "arcsin": (mpmath.asin, unit_arguments),
    "arccos": (mpmath.acos, unit_arguments),
    "arctan": (mpmath.atan, arctan_arguments),
    "sinh": (mpmath.sinh, hyperbolic_arguments),
    "cosh": (mpmath.cosh, hyperbolic_arguments),
    "tanh": (mpmath.tanh, hyperbolic_arguments),
    "gamma_ln": (mpmath.loggamma, gamma_arguments),
    "modulo": (remainder, modulo_arguments),
}

# The points with the largest errors that searches found.
WORST = {
    "exp": [
        "c086239d65b14517",
        "c08624d31b8de88a",
        "c08625bedb0b67f2",
        "c08626c0f4265f63",
        "c086280b7d456e73",
    ],
    "ln": [
        "3fe65dd9d5927559",
        "3fe68251b18b6aad",
        "3ff64fd24fb5ee25",
        "3ff67414d09af8d5",
        "3ff684f67974b7f5",
    ],
    "pow": [
        "09380a3723f84fd8,3ff2afa253518e0e",
        "3af45f79ee98b868,4029ab490c4a72ec",
        "71e45f538a0720ce,bff475fc5b838791",
        "79280b8b2fb1cf76,bff1dd3be3c99f95",
    ],
    "sin": [
        "400315c7c91cc844",
        "c003489d5e624af6",
        "da6054c8e6b662af",
    ],
    "cos": [
        "c0b00c68f7ec3454",
        "c0ba25e408cb8596",
        "f8353460e01e883e",
    ],
    "tan": [
        "4002ffbe80653258",
        "c0030cf8f9df20c0",
        "c0c31d68094c00cc",
    ],
    "arcsin": [
        "3fe03b31f30b2638",
        "bfe017919e3ea2bc",
        "bfe18c65c5742954",
    ],
    "arccos": [
        "3fe1af79f3a6c320",
        "3fe1d5ce25d51cb8",
        "3fe25321fa3368b0",
    ],
    "arctan": [
        "3fdc4b45deaa1de0",
        "3fdc8a6a38a057e0",
        "bfdb44186a5a94c0",
    ],
    "sinh": [
        "3feb3c5c19c8edb0",
        "bfebe91207e1b348",
        "bfebf58c0a7a9e98",
    ],
    "cosh": [
        "40614a86f9fd3850",
        "c00e9364c9353d9c",
        "c0761df09274908a",
        "c084ea75cf1fc251",
    ],
    "tanh": [
        "3fefa221fef18360",
        "bfefdb3effc75588",
        "bfefde35aa985800",
    ],
    "gamma_ln": [
        "3fef9b68fa0add93",
        "3ff0327015361e1b",
        "3ff035a0375187d0",
    ],
    "log10": [
        "4000dbb5d803ebd6",
        "4004660ee1dd00d5",
        "699d5168092bc6bf",
    ],
    "log": [
        "19f7117a32707b7c,1a3d951a4f64b0b2",
        "4028252ad5818984,3f914ce3dc495200",
        "40567916be12fdd0,3fd64c4b3f1d5fb4",
    ],
}


def row(function, arguments):
    value = function(*map(mpf, arguments))
    result = rounded(value)
    if result is None or value == 0:
        return None
    y, rest = result
    return ",".join([*map(bits, arguments), bits(y), mpmath.nstr(rest, 10, min_fixed=-20, max_fixed=20)])


def table(name):
    function, arguments = FUNCTIONS[name]
    drawn = [x if isinstance(x, tuple) else (x,) for x in arguments(Draw(name))]
    drawn += [tuple(map(double, point.split(","))) for point in WORST.get(name, [])]
    rows = [row(function, x) for x in drawn]
    return [r for r in rows if r]


if __name__ == "__main__":
    for name in FUNCTIONS:
        rows = table(name)
        Path(__file__).with_name(f"{name}.csv").write_text("\n".join(rows) + "\n")
        print(f"{name}: {len(rows)} rows")
