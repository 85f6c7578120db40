"""National identity numbers with right check digits, of nobody: a generator in, one number out."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module


def _with_check(
    module: str, body: Callable[[random.Random], str], signs: str = "0123456789"
) -> Callable[[random.Random], str]:
    """A maker of numbers whose last sign is the first that the module accepts."""

    def make(rng: random.Random) -> str:
        accepts = import_module(module).is_valid
        while True:
            start = body(rng)
            for sign in signs:
                try:
                    if accepts(start + sign):
                        return start + sign
                except KeyError:
                    break

    return make


def _digits(rng: random.Random, many: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(many))


def _day(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(1955, 2006), rng.randint(1, 12), rng.randint(1, 28)


def _curp(rng: random.Random) -> str:
    y, m, d = _day(rng)
    letters = rng.choice("BCGLMPR") + rng.choice("AEIOU") + rng.choice("BCGLMPR") + rng.choice("BCGLMPR")
    tail = "".join(rng.choice("BCDFGLMNPRST") for _ in range(3))
    state, sign = rng.choice(["DF", "JC", "OC", "CS"]), "A" if y >= 2000 else "0"
    return f"{letters}{y % 100:02}{m:02}{d:02}{rng.choice('HM')}{state}{tail}{sign}"


def _born18(rng: random.Random) -> str:
    y, m, d = _day(rng)
    return f"{rng.choice(['350102', '440305', '110105', '320106'])}{y}{m:02}{d:02}{_digits(rng, 3)}"


def _cpf(rng: random.Random) -> str:
    bare = _two_checks("stdnum.br.cpf", rng, 9)
    return f"{bare[:3]}.{bare[3:6]}.{bare[6:9]}-{bare[9:]}"


def _two_checks(module: str, rng: random.Random, many: int) -> str:
    accepts = import_module(module).is_valid
    while True:
        start = str(rng.randint(1, 9)) + _digits(rng, many - 1)
        for n in range(100):
            if accepts(f"{start}{n:02}"):
                return f"{start}{n:02}"


def _dui(rng: random.Random) -> str:
    eight = _digits(rng, 8)
    total = sum(int(c) * (9 - i) for i, c in enumerate(eight))
    return f"{eight}-{(10 - total % 10) % 10}"


def _gt(rng: random.Random) -> str:
    while True:
        eight = str(rng.randint(1, 3)) + _digits(rng, 7)
        check = sum(int(c) * (i + 2) for i, c in enumerate(eight)) % 11
        if check < 10:
            return f"{eight[:4]} {eight[4:]}{check} {rng.randint(1, 22):02}{rng.randint(1, 17):02}"


def _ni(rng: random.Random) -> str:
    y, m, d = _day(rng)
    digits = f"{rng.choice(['001', '161', '281', '441'])}{d:02}{m:02}{y % 100:02}{_digits(rng, 4)}"
    return f"{digits[:3]}-{digits[3:9]}-{digits[9:]}{'ABCDEFGHJKLMNPQRSTUVWXY'[int(digits) % 23]}"


def _hn(rng: random.Random) -> str:
    return f"{rng.randint(1, 18):02}{rng.randint(1, 20):02}-{rng.randint(1955, 2006)}-{_digits(rng, 5)}"


NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "curp": _with_check("stdnum.mx.curp", _curp),
    "cn-ric": _with_check("stdnum.cn.ric", _born18, "0123456789X"),
    "cpf": _cpf,
    "tckn": lambda rng: _two_checks("stdnum.tr.tckimlik", rng, 9),
    "dui": _dui,
    "cui": _gt,
    "ni-cedula": _ni,
    "hn-dni": _hn,
    "do-cedula": _with_check("stdnum.do.cedula", lambda rng: f"{rng.choice(['001', '031', '047'])}{_digits(rng, 7)}"),
    "ec-ci": _with_check("stdnum.ec.ci", lambda rng: f"{rng.randint(1, 24):02}{rng.randint(0, 5)}{_digits(rng, 6)}"),
    "aadhaar": _with_check("stdnum.in_.aadhaar", lambda rng: str(rng.randint(2, 9)) + _digits(rng, 10)),
    "pesel": _with_check(
        "stdnum.pl.pesel",
        lambda rng: f"{rng.randint(55, 99)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{_digits(rng, 4)}",
    ),
    "ssn": lambda rng: f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
}
