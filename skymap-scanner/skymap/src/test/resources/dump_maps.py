"""Reads maps as others do and writes what it found as raw big-endian numbers, for a comparison bit by bit.

Arguments: triples of kind (flat, partial, multiorder, moc), file, output. Prints one `name value` per line.
"""

import sys
import warnings

import healpy
import numpy as np
from astropy.io import fits
from astropy.table import Table

warnings.simplefilter("error", fits.verify.VerifyWarning)


def flat(path):
    values, header = healpy.read_map(path, h=True, dtype=None, nest=None)
    return np.asarray(values, dtype=">f8")


def partial(path):
    values = healpy.read_map(path, dtype=None, partial=True)
    values = np.where(values == healpy.UNSEEN, np.nan, values)
    return np.asarray(values, dtype=">f8")


def intervals(uniq):
    """Start and end of each cell at order 29."""
    order = (np.floor(np.log2(uniq / 4.0)) / 2).astype(np.int64)
    nest = uniq - 4 * 4**order
    shift = 4 ** (29 - order)
    return nest * shift, (nest + 1) * shift


def multiorder(path):
    """What ligo.skymap's read_sky_map(moc=True) and mocpy demand, written down independently."""
    with fits.open(path) as hdus:
        hdus.verify("exception")
        header = hdus[1].header
        keys = list(header)
        at = keys.index("TFIELDS")
        assert keys[at + 1 : at + 5] == ["TTYPE1", "TFORM1", "TTYPE2", "TFORM2"], keys
        assert header["PIXTYPE"] == "HEALPIX" and header["ORDERING"] == "NUNIQ" and header["INDXSCHM"] == "EXPLICIT"
        assert header["COORDSYS"] == "C" and header["TFORM1"] == "K" and header["PCOUNT"] == 0
    table = Table.read(path)
    uniq = np.asarray(table["UNIQ"])
    start, end = intervals(uniq)
    by_start = np.argsort(start)
    assert start[by_start][0] == 0 and end[by_start][-1] == 12 * 4**29
    assert np.all(start[by_start][1:] == end[by_start][:-1]), "cells overlap or leave a gap"
    if "PROBDENSITY" in table.colnames:
        assert str(table["PROBDENSITY"].unit) == "1 / sr"
        total = float(np.sum(table["PROBDENSITY"] * (end - start)) / 4.0**29 * np.pi / 3)
        assert abs(total - 1) < 1e-9, total
    return np.concatenate([uniq, np.asarray(table.columns[1], dtype=float)]).astype(">f8")


def moc(path):
    """Sorted bounds of the ranges at order 29, from either version."""
    with fits.open(path) as hdus:
        hdus.verify("exception")
        header = hdus[1].header
        assert header["PIXTYPE"] == "HEALPIX" and header["COORDSYS"] == "C" and header["TFORM1"] == "K"
        numbers = np.asarray(hdus[1].data.field(0)).astype(np.int64)
        if header["ORDERING"] == "NUNIQ":
            assert "MOCORDER" in header and np.all(np.diff(numbers) > 0)
            start, end = intervals(numbers)
        else:
            assert header["ORDERING"] == "RANGE" and header["MOCVERS"] == "2.0" and header["MOCDIM"] == "SPACE"
            assert "MOCORD_S" in header
            start, end = numbers[0::2], numbers[1::2]
    by_start = np.argsort(start)
    start, end = start[by_start], end[by_start]
    first = np.concatenate([[True], start[1:] > end[:-1]])
    last = np.concatenate([first[1:], [True]])
    return np.stack([start[first], end[last]], axis=1).ravel().astype(">i8")


for kind, path, out in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
    numbers = {"flat": flat, "partial": partial, "multiorder": multiorder, "moc": moc}[kind](path)
    numbers.tofile(out)
    print(out, len(numbers))
