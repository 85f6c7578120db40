"""A date and a time, with a room where they need one, tell whose hearing two tables speak of."""

import pytest

from leakguard.judging.examples import judged

N = 40
NAMES = [f"Name {i}" for i in range(N)]
LANDS = [f"Land {i % 7}" for i in range(N)]
DAYS = [f"2024-0{1 + i % 9}-1{i % 4}" for i in range(N)]
TIMES = [f"{8 + i % 7}:{'30' if i % 2 else '00'}" for i in range(N)]
ROOMS = [str(1 + i % 3) for i in range(N)]


def met(first, second, rulebook):
    def table(columns, label):
        tags = {h: t for h, (t, _) in columns.items()}
        return {"columns": tags, "cells": {h: c for h, (_, c) in columns.items()}, "label": label}

    example = {"tables": [table(first, "Calendar"), table(second, "Extract")]}
    return {f.code for f in judged(example, rulebook) if len(f.at) > 1}


def heard(days=DAYS, times=TIMES, **more):
    return {"Date": ("", days), "Time": ("", times), **more, "Party": ("person-name", NAMES)}


def told(days=DAYS, times=TIMES, **more):
    return {"HEARING_DATE": ("", days), "HEARING_TIME": ("", times), **more, "NAT": ("nationality", LANDS)}


SWAPPED = [f"{d[5:7]}/{d[8:]}/{d[:4]}" for d in DAYS]
HALVES = [
    f"{(int(t.split(':')[0]) + 11) % 12 + 1}:{t[-2:]} {'PM' if int(t.split(':')[0]) > 11 else 'AM'}" for t in TIMES
]
BOTH = [f"{d} {t.zfill(5)}:00" for d, t in zip(DAYS, TIMES, strict=True)]


@pytest.mark.parametrize(
    "second",
    [
        told(),
        told(SWAPPED, [t.zfill(5) for t in TIMES]),
        told(DAYS, HALVES),
        {"When": ("", BOTH), "NAT": ("nationality", LANDS)},
    ],
)
def test_a_date_and_a_time_are_a_key_however_they_are_written(publication, second):
    assert met(heard(), second, publication) == {"LG102"}


def test_a_room_is_taken_with_them_where_they_stand_on_several_rows(publication):
    days, times = [f"2024-03-{10 + i % 9}" for i in range(N)], [f"{9 + i % 2}:00" for i in range(N)]
    rooms = [str(1 + i // 18) for i in range(N)]
    pair = heard(days, times, Room=("", rooms)), told(days, times, ROOM=("", rooms))
    assert met(*pair, publication) == {"LG102"}


@pytest.mark.parametrize(
    "second",
    [
        told([f"2021{d[4:]}" for d in DAYS]),  # of another year
        told(DAYS, [f"{int(t.split(':')[0]) + 9}:{t[-2:]}" for t in TIMES]),  # at other times
        {"Date": ("", DAYS), "NAT": ("nationality", LANDS)},  # days alone
        {"Date": ("", DAYS), "Time": ("", ["00:00"] * N), "NAT": ("nationality", LANDS)},  # a day's midnight
    ],
)
def test_days_alone_or_other_times_are_none(publication, second):
    assert met(heard(), second, publication) == set()
