"""Reads a result npz with numpy and writes it again with numpy, as skyreader does. Arguments: from, to."""

import sys

import numpy as np

npz = np.load(sys.argv[1])
header = npz["header"]
for row in header:
    rows = npz["nside-%d" % row["nside"]]
    print("nside-%d" % row["nside"], len(rows))
    assert rows.dtype == np.dtype([(n, int if n == "index" else float) for n in ("index", "llh", "E_in", "E_tot", "X", "Y", "Z", "T")])
print("event_type", header[0]["event_type"])
print("complete", bool(header[0]["complete"]))
np.savez(sys.argv[2], **{k: npz[k] for k in npz.keys()})
