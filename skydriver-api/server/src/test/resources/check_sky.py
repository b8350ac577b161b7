"""Reads a scan's downloads with healpy and astropy and prints what it finds, one `name value` per line.

The coverage is held against the JSON serialisation of the IVOA's MOC 2.0 (section 4.3.2 and the rules of a well-formed MOC), written down
here from the standard. Arguments: flat FITS, multi-order FITS, MOC in JSON.
"""

import json
import sys
import warnings

import healpy
import numpy as np
from astropy.io import fits
from astropy.table import Table

warnings.simplefilter("error", fits.verify.VerifyWarning)


def flat(path):
    fits.open(path).verify("exception")
    values, header = healpy.read_map(path, h=True, dtype=None)
    best = int(np.nanargmin(values))
    ra, dec = healpy.pix2ang(healpy.npix2nside(len(values)), best, lonlat=True)
    print("flat_npix", len(values))
    print("flat_column", dict(header)["TTYPE1"])
    print("flat_ra", float(ra))
    print("flat_dec", float(dec))


def multi_order(path):
    with fits.open(path) as hdus:
        hdus.verify("exception")
    table = Table.read(path)
    assert str(table["PROBDENSITY"].unit) == "1 / sr"
    uniq = np.asarray(table["UNIQ"])
    order = (np.floor(np.log2(uniq / 4)) / 2).astype(int)
    area = np.pi / 3 / 4.0**order
    density = np.asarray(table["PROBDENSITY"])
    best = int(np.argmax(density))
    ra, dec = healpy.pix2ang(2 ** int(order[best]), int(uniq[best]) - 4 ** (int(order[best]) + 1), nest=True, lonlat=True)
    print("multi_integral", float(np.sum(density * area)))
    print("multi_sky", float(np.sum(area)))
    print("multi_ra", float(ra))
    print("multi_dec", float(dec))
    return [(int(o), int(u) - 4 ** (int(o) + 1), float(d)) for o, u, d in zip(order, uniq, density)]


def unique_names(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "an order twice"
    return dict(pairs)


def moc(path):
    with open(path, "rb") as f:
        text = f.read().decode("ascii")
    document = json.loads(text, object_pairs_hook=unique_names)
    assert isinstance(document, dict)
    cells = set()
    for name, pixels in document.items():
        order = int(name)
        assert name == str(order) and 0 <= order <= 29, name
        assert isinstance(pixels, list)
        assert all(type(pixel) is int and 0 <= pixel < 12 * 4**order for pixel in pixels)
        assert pixels == sorted(set(pixels)), "not in order, or a cell twice"
        cells.update((order, pixel) for pixel in pixels)
    for order, pixel in cells:
        for up in range(1, order + 1):
            assert (order - up, pixel >> 2 * up) not in cells, "a cell within another"
        siblings = {(order, pixel & ~3 | i) for i in range(4)}
        assert order == 0 or not siblings <= cells, "four cells that are one of the order above"
    print("moc_deg2", sum(4 * np.pi / (12 * 4**order) for order, _ in cells) * (180 / np.pi) ** 2)
    return cells


def probability_within(cells, densities):
    """Of the multi-order map in the coverage, at the finest order of both."""
    finest = max(max(order for order, _ in cells), max(order for order, _, _ in densities))
    inside = np.zeros(12 * 4**finest, dtype=bool)
    for order, pixel in cells:
        shift = 2 * (finest - order)
        inside[pixel << shift : (pixel + 1) << shift] = True
    total = 0.0
    for order, pixel, density in densities:
        shift = 2 * (finest - order)
        total += density * np.count_nonzero(inside[pixel << shift : (pixel + 1) << shift])
    return total * np.pi / 3 / 4.0**finest


flat(sys.argv[1])
densities = multi_order(sys.argv[2])
print("moc_probability", probability_within(moc(sys.argv[3]), densities))
