"""Reads our files as others do and prints what it finds, one `name value` per line. Arguments: result JSON, flat FITS, multi-order FITS."""

import json
import sys
import warnings

import healpy
import numpy as np
from astropy.io import fits
from astropy.table import Table

warnings.simplefilter("error", fits.verify.VerifyWarning)


def say(name, value):
    print(name, repr(value) if isinstance(value, float) else value)


def result_json(path):
    """What skyreader's SkyScanResult.deserialize demands, written down independently."""
    pixels = 0
    smallest = (np.inf, 0, 0)
    with open(path) as f:
        document = json.load(f)
    for key, part in document.items():
        nside = int(key.split("nside-")[1])
        assert set(part) == {"columns", "metadata", "data"}, part.keys()
        assert part["columns"] == ["index", "llh", "E_in", "E_tot", "X", "Y", "Z", "T"]
        meta = part["metadata"]
        assert meta["nside"] == nside and meta["version"] == 1
        assert isinstance(meta["mjd"], float) and isinstance(meta["is_real_event"], bool)
        rows = [[np.nan if v == "<skyreader.nan>" else v for v in row] for row in part["data"]]
        assert [r[0] for r in rows] == sorted(r[0] for r in rows)
        assert all(len(r) == 8 and all(isinstance(v, float) for v in r[1:]) for r in rows)
        pixels += len(rows)
        for row in rows:
            if row[1] < smallest[0]:
                smallest = (row[1], nside, row[0])
    say("json_pixels", pixels)
    say("json_min_llh", smallest[0])
    say("json_min_nside", smallest[1])
    say("json_min_pixel", smallest[2])


def flat(path):
    values, header = healpy.read_map(path, h=True, dtype=None)
    header = dict(header)
    say("flat_npix", len(values))
    say("flat_min_pixel", int(np.nanargmin(values)))
    say("flat_sum", float(np.nansum(values)))
    say("flat_column", header["TTYPE1"])
    say("flat_area_90", header["CONTOUR_AREA_90"])
    fits.open(path).verify("exception")


def multi_order(path):
    with fits.open(path) as hdus:
        hdus.verify("exception")
        keys = list(hdus[1].header)
        at = keys.index("TFIELDS")
        assert keys[at + 1 : at + 5] == ["TTYPE1", "TFORM1", "TTYPE2", "TFORM2"], keys
        assert hdus[1].header["TFORM1"] == "K" and hdus[1].header["TFORM2"] == "D"
    table = Table.read(path)
    assert str(table["PROBDENSITY"].unit) == "1 / sr"
    uniq = np.asarray(table["UNIQ"])
    order = (np.floor(np.log2(uniq / 4)) / 2).astype(int)
    area = np.pi / 3 / 4.0**order
    say("multi_cells", len(uniq))
    say("multi_integral", float(np.sum(table["PROBDENSITY"] * area)))
    say("multi_area", float(np.sum(area)))
    best = int(np.argmax(table["PROBDENSITY"]))
    nside = 2 ** int(order[best])
    ra, dec = healpy.pix2ang(nside, int(uniq[best]) - 4 * nside**2, nest=True, lonlat=True)
    say("multi_ra", float(ra))
    say("multi_dec", float(dec))
    say("multi_order", table.meta["MOCORDER"])


result_json(sys.argv[1])
flat(sys.argv[2])
multi_order(sys.argv[3])
