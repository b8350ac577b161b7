"""Writes sky maps as other programs do, from the descriptions of their formats. Argument: directory. Prints `name value` lines."""

import os
import sys

import healpy
import numpy as np
from astropy.io import fits
from astropy.table import Table

directory = sys.argv[1]
RA, DEC, SIGMA = 83.6, 22.0, 3.0


def put(name):
    return os.path.join(directory, name)


def ts(nside, nest):
    theta, phi = healpy.pix2ang(nside, np.arange(healpy.nside2npix(nside)), nest=nest)
    distance = healpy.rotator.angdist([np.radians(90 - DEC), np.radians(RA)], np.array([theta, phi]))
    return (np.degrees(distance) / SIGMA) ** 2


def probability(nside, nest):
    p = np.exp(-ts(nside, nest) / 2)
    return p / p.sum()


# As ligo.skymap writes: multi-order, densities, with the cards of BAYESTAR.
coarse = probability(16, True) / healpy.nside2pixarea(16)
fine = probability(128, True) / healpy.nside2pixarea(128)
refined = fine.reshape(-1, 64).max(axis=1) > 1e-3 * fine.max()
children = np.flatnonzero(np.repeat(refined, 64))
uniq = np.concatenate([np.flatnonzero(~refined) + 4 * 16**2, children + 4 * 128**2])
density = np.concatenate([coarse[~refined], fine[children]])
table = Table({"UNIQ": uniq.astype(np.int64), "PROBDENSITY": density})
table["PROBDENSITY"].unit = "sr-1"
table.meta.update(
    {
        "PIXTYPE": "HEALPIX", "ORDERING": "NUNIQ", "COORDSYS": "C", "MOCORDER": 7, "INDXSCHM": "EXPLICIT",
        "OBJECT": "S190425z", "REFERENC": "https://example.org/S190425z", "INSTRUME": "L1,V1",
        "DATE-OBS": "2019-04-25T08:18:05.017147", "MJD-OBS": 58598.3458913, "DATE": "2019-04-25T08:19:27",
        "CREATOR": "BAYESTAR", "ORIGIN": "LIGO/Virgo", "RUNTIME": 4.2, "DISTMEAN": 156.1,
    }
)
table.write(put("ligo.multiorder.fits"), overwrite=True)

# As ligo.skymap writes flat maps: PROB per pixel, NESTED, one value a row.
flat = Table({"PROB": probability(64, True)})
flat["PROB"].unit = "pix-1"
flat.meta.update(
    {"PIXTYPE": "HEALPIX", "ORDERING": "NESTED", "COORDSYS": "C", "NSIDE": 64, "INDXSCHM": "IMPLICIT", "OBJECT": "G298048"}
)
flat.write(put("ligo.fits.gz"), overwrite=True)

# As skyreader writes through healpy: 2DLLH, RING, with long keys, NaN where a fit failed.
values = ts(64, False)
values[11] = np.nan
header = [
    ("RUNID", 123), ("EVENTID", 456), ("SENDER", "IceCube Collaboration"), ("I3TYPE", "gfu-gold"), ("RA", RA), ("DEC", DEC),
    ("HIERARCH RA_ERR_PLUS_90", 6.9), ("HIERARCH CONTOUR_AREA_90", 130.2), ("MJD-OBS", 59000.5),
]
healpy.write_map(
    put("skyreader.fits"), values, coord="C", column_names=["2DLLH"], dtype=np.float64, extra_header=header, overwrite=True
)

# The same multi-order.
column = [
    fits.Column(name="UNIQ", format="K", array=np.arange(4 * 64**2, 16 * 64**2)),
    fits.Column(name="2DLLH", format="D", array=ts(64, True)),
]
hdu = fits.BinTableHDU.from_columns(column)
for key, value in [("PIXTYPE", "HEALPIX"), ("ORDERING", "NUNIQ"), ("COORDSYS", "C"), ("MOCORDER", 6), ("INDXSCHM", "EXPLICIT")] + header:
    hdu.header[key] = value
hdu.writeto(put("skyreader.multiorder.fits"), overwrite=True)

# healpy's partial maps, single precision, and one whose column has healpy's own name.
part = np.full(healpy.nside2npix(64), healpy.UNSEEN)
near = ts(64, False) < 40
part[near] = ts(64, False)[near]
healpy.write_map(put("partial.fits"), part, coord="C", column_names=["2DLLH"], dtype=np.float32, partial=True, overwrite=True)
healpy.write_map(put("unnamed.fits"), ts(32, False), coord="C", dtype=np.float64, overwrite=True)
healpy.write_map(put("galactic.fits"), ts(32, False), coord="G", column_names=["2DLLH"], dtype=np.float64, overwrite=True)

# A MOC of version 1 in 32-bit numbers, as older tools write.
cells = np.array([4 + 3, 16 + 9, 64 + 100], dtype=np.int32)
hdu = fits.BinTableHDU.from_columns([fits.Column(name="NPIX", format="J", array=cells)])
for key, value in [("PIXTYPE", "HEALPIX"), ("ORDERING", "NUNIQ"), ("COORDSYS", "C"), ("MOCORDER", 3), ("MOCTOOL", "other")]:
    hdu.header[key] = value
hdu.writeto(put("v1.moc.fits"), overwrite=True)
print("partial_pixels", int(near.sum()))
print("partial_sum", repr(float(part[near].astype(np.float32).astype(float).sum())))
