#!/usr/bin/python3
"""Makes src/test/resources/org/ewms/healpix/golden.bin.gz from Debian's healpy (apt-get install python3-healpy).

usage: /usr/bin/python3 make-golden.py OUTPUT

A gzip stream of sections until its end, big-endian: name (2-byte length, UTF-8), type ('d' or 'q'),
count (4 bytes), count values of 8 bytes. Ranges of ids are stored as pairs (first, end). Rows on which
rounding decides in healpy itself (the answer changes when theta or phi moves by some ulps) are marked in
"edge" sections: there the answer must be one of healpy's answers next to the point.
"""
import gzip
import struct
import sys

import healpy as hp
import numpy as np

SEED = 20251120
rng = np.random.default_rng(SEED)
POWERS = [1, 2, 4, 8, 64, 512, 8192, 2**17, 2**20, 2**25, 2**29]
OTHERS = [3, 5, 12, 100, 1000003, 2**29 - 1]
sections = []


def put(name, values):
    kind = "d" if np.asarray(values).dtype.kind == "f" else "q"
    sections.append((name, kind, np.asarray(values).ravel()))


def ranges(ids):
    ids = np.sort(np.asarray(ids, dtype=np.int64))
    if len(ids) == 0:
        return ids
    cut = np.flatnonzero(np.diff(ids) != 1)
    first = ids[np.concatenate(([0], cut + 1))]
    last = ids[np.concatenate((cut, [len(ids) - 1]))]
    return np.stack((first, last + 1), axis=1).ravel()


def points():
    z = rng.uniform(-1, 1, 500)
    theta = np.concatenate((
        np.arccos(z),
        10.0 ** rng.uniform(-12, -1, 60),
        np.pi - 10.0 ** rng.uniform(-12, -1, 60),
        np.arccos(2 / 3) + rng.uniform(-1e-7, 1e-7, 40),
        np.arccos(-2 / 3) + rng.uniform(-1e-7, 1e-7, 40)))
    phi = rng.uniform(0, 2 * np.pi, len(theta))
    phi[:40] = rng.uniform(-50, 50, 40)
    zs = [1, 2 / 3, np.nextafter(2 / 3, 1), np.nextafter(2 / 3, 0), 1 / 3, 0, -1 / 3, -2 / 3,
          -np.nextafter(2 / 3, 1), -np.nextafter(2 / 3, 0), -1]
    ts = [np.arccos(v) for v in zs] + [0.0, 1e-300, np.nextafter(np.pi, 0), np.pi, np.pi / 2, 0.7, 2.5]
    ps = [0.0, 1e-300, -1e-300, -1e-17, 2 * np.pi, np.nextafter(2 * np.pi, 0), np.nextafter(2 * np.pi, 7),
          -2 * np.pi] + [k * np.pi / 4 for k in range(-3, 9)] + [np.nextafter(np.pi / 2, 0), np.nextafter(np.pi, 4)]
    grid = [(t, p) for t in ts for p in ps]
    return (np.concatenate((theta, [g[0] for g in grid])), np.concatenate((phi, [g[1] for g in grid])))


def around(nside, nest, theta, phi):
    """healpy's answers at the point and a few ulps off, one row per point."""
    answers = []
    for dt in (0, -8, 8):
        for dp in (0, -8, 8):
            t = np.clip(theta + dt * 1.2e-16 * np.maximum(theta, 1e-3), 0, np.pi)
            answers.append(hp.ang2pix(nside, t, phi + dp * np.maximum(np.spacing(np.abs(phi)), 4.5e-16) / 4, nest=nest))
    return np.stack(answers, axis=1)


def locate(nside, nest, theta, phi):
    tag = "nest" if nest else "ring"
    answers = around(nside, nest, theta, phi)
    edge = np.flatnonzero((answers != answers[:, :1]).any(axis=1))
    put(f"{tag}/{nside}/ang2pix", answers[:, 0])
    put(f"{tag}/{nside}/edge", edge)
    put(f"{tag}/{nside}/edge-answers", answers[edge])


def pixels(nside):
    npix, ncap = 12 * nside**2, 2 * nside * (nside - 1)
    special = [0, 1, 2, 3, 4, ncap - 1, ncap, ncap + 1, ncap + 4 * nside - 1, npix // 2, npix // 2 - 1,
               npix - ncap - 1, npix - ncap, npix - ncap + 1, npix - 5, npix - 4, npix - 1]
    for face in range(12):
        n = nside**2
        special += [face * n, face * n + n - 1, face * n + n // 3, face * n + 2 * n // 3]
    pix = np.array([int(p) for p in special if 0 <= p < npix] + [int(p) for p in rng.integers(0, npix, 150)], dtype=np.int64)
    return pix


def centres(nside, nest):
    tag = "nest" if nest else "ring"
    pix = pixels(nside)
    put(f"{tag}/{nside}/pix", pix)
    theta, phi = hp.pix2ang(nside, pix, nest=nest)
    put(f"{tag}/{nside}/pix2ang", np.stack((theta, phi), axis=1))
    put(f"{tag}/{nside}/pix2vec", np.stack(hp.pix2vec(nside, pix, nest=nest), axis=1))
    put(f"{tag}/{nside}/neighbours", hp.get_all_neighbours(nside, pix, nest=nest).T)
    put(f"{tag}/{nside}/boundaries", np.concatenate(
        [hp.boundaries(nside, int(p), step=2, nest=nest).T.ravel() for p in pix[:60]]))
    if hp.isnsideok(nside, nest=True):
        put(f"{tag}/{nside}/other", hp.nest2ring(nside, pix) if nest else hp.ring2nest(nside, pix))


def interpolation(nside, nest, theta, phi):
    tag = "nest" if nest else "ring"
    pix, weight = hp.get_interp_weights(nside, theta, phi, nest=nest)
    put(f"{tag}/{nside}/interpol-pix", pix.T)
    put(f"{tag}/{nside}/interpol-weight", weight.T)


def far_from_rim(nside, centre, radius):
    """False when a pixel centre lies so close to the rim that rounding decides (small nsides only)."""
    if nside > 512:
        return True
    v = np.stack(hp.pix2vec(nside, np.arange(12 * nside**2)), axis=1)
    d = 2 * np.arcsin(np.minimum(1, np.linalg.norm(v - centre, axis=1) / 2))
    return np.abs(d - radius).min() > 1e-12


def disc_pixels(nside, t, p, v, r, nest):
    """healpy's set where it is right: its NESTED query (1.16.1) loses cells of discs so large that radius +
    base cell exceeds pi, and its cosines cannot resolve discs below 1e-6 rad."""
    if nside > 2**20:
        return disc_by_distance(nside, t, p, r, nest)
    found = hp.query_disc(nside, v, r)
    return hp.ring2nest(nside, found) if nest else found


def disc_by_distance(nside, t, p, r, nest):
    """All pixels near the centre, kept by the haversine of their centre's distance."""
    step = 0.25 / nside
    reach = np.arange(-r - 2 / nside, r + 2 / nside, step)
    if t < 1e-3 or t > np.pi - 1e-3:
        a, b = np.meshgrid(reach, reach)
        pole = 0.0 if t < 1 else np.pi
        x = (t - pole) * np.cos(p) + a.ravel()
        y = (t - pole) * np.sin(p) + b.ravel()
        theta, phi = np.abs(pole - np.hypot(x, y)), np.arctan2(y, x) if pole == 0 else np.arctan2(-y, -x)
    else:
        a, b = np.meshgrid(reach, reach / np.sin(t))
        theta, phi = (t + a).ravel(), (p + b).ravel()
    pix = np.unique(hp.ang2pix(nside, theta, phi, nest=nest))
    ct, cp = hp.pix2ang(nside, pix, nest=nest)
    hav = np.sin((ct - t) / 2) ** 2 + np.sin(ct) * np.sin(t) * np.sin((cp - p) / 2) ** 2
    return pix[2 * np.arcsin(np.sqrt(hav)) <= r]


def discs(nside, nest, count, radii):
    tag = "nest" if nest else "ring"
    shapes, sizes, found = [], [], []
    special = [(0, 0), (np.pi, 1), (np.arccos(2 / 3), np.pi / 4), (np.pi / 2, 0), (np.pi / 2, 2 * np.pi - 1e-9),
               (np.arccos(-2 / 3), 0), (0.3, 0), (1e-5, 3)]
    for i in range(count):
        t, p = special[i] if i < len(special) else (np.arccos(rng.uniform(-1, 1)), rng.uniform(0, 2 * np.pi))
        r = radii(i)
        v = hp.ang2vec(t, p)
        if not far_from_rim(nside, v, r):
            continue
        pairs = ranges(disc_pixels(nside, t, p, v, r, nest))
        shapes += [t, p, r]
        sizes.append(len(pairs))
        found.append(pairs)
    put(f"{tag}/{nside}/disc", np.array(shapes, dtype=float))
    put(f"{tag}/{nside}/disc-sizes", np.array(sizes, dtype=np.int64))
    put(f"{tag}/{nside}/disc-ranges", np.concatenate(found))


def polygons(nside, nest, count):
    tag = "nest" if nest else "ring"
    shapes, corners, sizes, found = [], [], [], []
    for i in range(count):
        c = hp.ang2vec(np.arccos(rng.uniform(-1, 1)), rng.uniform(0, 2 * np.pi))
        if i % 5 == 0:
            c = np.array([1e-3, 2e-3, 1.0 if i % 2 else -1.0])
        size = 10 ** rng.uniform(-1.5, 0) + 1.0 / nside
        e1 = np.cross(c, [0.3, 0.5, 0.8])
        e1 /= np.linalg.norm(e1)
        e2 = np.cross(c, e1)
        n = int(rng.integers(3, 8))
        angles = np.sort((np.arange(n) + rng.uniform(-0.3, 0.3, n)) * 2 * np.pi / n)
        v = np.array([c + np.tan(size) * (np.cos(a) * e1 + np.sin(a) * e2) for a in angles])
        v /= np.linalg.norm(v, axis=1)[:, None]
        pairs = ranges(hp.query_polygon(nside, v, nest=nest))
        shapes.append(n)
        corners.append(v.ravel())
        sizes.append(len(pairs))
        found.append(pairs)
    put(f"{tag}/{nside}/polygon", np.array(shapes, dtype=np.int64))
    put(f"{tag}/{nside}/polygon-corners", np.concatenate(corners))
    put(f"{tag}/{nside}/polygon-sizes", np.array(sizes, dtype=np.int64))
    put(f"{tag}/{nside}/polygon-ranges", np.concatenate(found))


def strips(nside, count):
    shapes, sizes, found = [], [], []
    for i in range(count):
        a, b = rng.uniform(0, np.pi, 2)
        pairs = ranges(hp.query_strip(nside, a, b))
        shapes += [a, b]
        sizes.append(len(pairs))
        found.append(pairs)
    put(f"ring/{nside}/strip", np.array(shapes))
    put(f"ring/{nside}/strip-sizes", np.array(sizes, dtype=np.int64))
    put(f"ring/{nside}/strip-ranges", np.concatenate(found))


def main(path):
    theta, phi = points()
    put("points/theta", theta)
    put("points/phi", phi)
    # Without the last ulps before 2 pi, where healpy leaves the ring (pixel 60 at nside 3, theta = pi / 2).
    few = np.array([i for i in rng.permutation(len(theta)) if not 0 < 2 * np.pi - phi[i] % (2 * np.pi) < 1e-12][:200])
    put("points/few", few)
    for nest in (False, True):
        for nside in POWERS if nest else POWERS + OTHERS:
            locate(nside, nest, theta, phi)
            centres(nside, nest)
            interpolation(nside, nest, theta[few], phi[few])
    for nest in (False, True):
        for nside in (1, 2, 4, 8, 64) + (() if nest else (3, 12)):
            discs(nside, nest, 30, lambda i: 10 ** rng.uniform(-2.5, 0.49))
            polygons(nside, nest, 12)
        discs(512, nest, 16, lambda i: 10 ** rng.uniform(-3, -1.3))
        polygons(512, nest, 3)
        for nside in (2**17, 2**25, 2**29):
            discs(nside, nest, 20, lambda i: rng.uniform(1, 12) / nside)
    for nside in (1, 2, 5, 64):
        strips(nside, 20)
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0) as out:
        for name, kind, values in sections:
            raw = name.encode()
            out.write(struct.pack(">H", len(raw)) + raw + kind.encode() + struct.pack(">I", len(values)))
            out.write(values.astype(">f8" if kind == "d" else ">i8").tobytes())


if __name__ == "__main__":
    main(sys.argv[1])
