"""Writes input and healpy's answers for every operation of `ewms sky eval`: sky_eval.py DIRECTORY"""
import os
import sys

import healpy as hp
import numpy as np

rng = np.random.default_rng(7)
N = 200
theta = np.arccos(rng.uniform(-1, 1, N))
phi = rng.uniform(0, 2 * np.pi, N)


def text(value):
    return str(int(value)) if isinstance(value, (int, np.integer)) else repr(float(value))


def put(name, nside, nest, rows, answers):
    base = os.path.join(sys.argv[1], f"{name}-{nside}-{'nested' if nest else 'ring'}")
    for suffix, lines in ((".in", rows), (".out", answers)):
        with open(base + suffix, "w") as file:
            file.writelines(",".join(text(v) for v in line) + "\n" for line in lines)


def ranges(line, ids):
    ids = np.sort(ids)
    cut = np.flatnonzero(np.diff(ids) != 1)
    first = ids[np.concatenate(([0], cut + 1))]
    last = ids[np.concatenate((cut, [len(ids) - 1]))]
    return [(line, a, b) for a, b in zip(first, last)]


for nest in (False, True):
    angles = list(zip(theta, phi))
    for nside in (512, 2**29):
        put("ang2pix", nside, nest, angles, [(p,) for p in hp.ang2pix(nside, theta, phi, nest=nest)])
    for nside in (512, 2**20):
        pix = rng.integers(0, 12 * nside**2, N)
        put("pix2ang", nside, nest, [(p,) for p in pix], list(zip(*hp.pix2ang(nside, pix, nest=nest))))
    pix = np.arange(12 * 64**2)[:: 97]
    put("neighbours", 64, nest, [(p,) for p in pix], list(hp.get_all_neighbours(64, pix, nest=nest).T))
    ids, weights = hp.get_interp_weights(32, theta, phi, nest=nest)
    put("interp", 32, nest, angles, [tuple(i) + tuple(w) for i, w in zip(ids.T, weights.T)])
    pix = rng.integers(0, 12 * 16**2, 50)
    put("boundaries", 16, nest, [(p,) for p in pix], [hp.boundaries(16, int(p), step=1, nest=nest).T.ravel() for p in pix])
    discs, found = [], []
    polygons, inside = [], []
    for i in range(20):
        radius = 0.02 + 0.3 * rng.uniform()
        centre = hp.ang2vec(theta[i], phi[i])
        discs.append((theta[i], phi[i], radius))
        found += ranges(i + 1, hp.query_disc(128, centre, radius, nest=nest))
        side = np.cross(centre, [0.3, 0.5, 0.8])
        side /= np.linalg.norm(side)
        up = np.cross(centre, side)
        corners = [hp.vec2ang(centre + radius * (np.cos(a) * side + np.sin(a) * up)) for a in (0.1, 2.2, 4.0)]
        flat = [float(v[0]) for corner in corners for v in corner]
        polygons.append(flat)
        vectors = np.array([hp.ang2vec(flat[k], flat[k + 1]) for k in (0, 2, 4)])
        inside += ranges(i + 1, hp.query_polygon(128, vectors, nest=nest))
    put("query-disc", 128, nest, discs, found)
    put("query-polygon", 128, nest, polygons, inside)
    pix = rng.integers(0, 12 * 1024**2, N)
    put("ring2nest", 1024, nest, [(p,) for p in pix], [(p,) for p in hp.ring2nest(1024, pix)])
    put("nest2ring", 1024, nest, [(p,) for p in pix], [(p,) for p in hp.nest2ring(1024, pix)])
