package org.ewms.reco.internal.track;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.RecoException;

/**
 * The first light of every hit DOM, packed for the kernels: arrays padded to a multiple of 8 with elements whose likelihood is 1.
 */
public final class TrackHits {
    /** Elements the kernels take at once, and lanes of every sum. */
    public static final int LANES = 8;

    private static final double NOWHERE = -1e9;

    final int doms;
    final double[] x;
    final double[] y;
    final double[] z;
    final double[] time;

    /** ln (N / noise): what is added to ln p. */
    final double[] offset;

    /** N − 1: what multiplies ln S. */
    final double[] later;

    final boolean multi;
    final double logNoise;

    private TrackHits(int doms, boolean multi, double noise) {
        int padded = (doms + LANES - 1) / LANES * LANES;
        this.doms = doms;
        this.multi = multi;
        this.logNoise = StrictMath.log(noise);
        x = new double[padded];
        y = new double[padded];
        z = new double[padded];
        time = new double[padded];
        offset = new double[padded];
        later = new double[padded];
        Arrays.fill(offset, NOWHERE);
    }

    /**
     * Packs the first pulse of each DOM; its likelihood is p(t) + noise.
     *
     * @param noise density of noise, 1/ns
     */
    public static TrackHits first(PulseSeries pulses, DetectorGeometry geometry, double noise) {
        return pack(pulses, geometry, noise, false);
    }

    /**
     * Packs the first pulse and the summed charge N of each DOM; its likelihood is N p(t) S(t)^(N−1) + noise: that of the first of N.
     *
     * @param noise density of noise, 1/ns
     */
    public static TrackHits firstOfAll(PulseSeries pulses, DetectorGeometry geometry, double noise) {
        return pack(pulses, geometry, noise, true);
    }

    private static TrackHits pack(PulseSeries pulses, DetectorGeometry geometry, double noise, boolean multi) {
        SortedMap<OmKey, List<Pulse>> map = pulses.pulses();
        var hits = new TrackHits(map.size(), multi, noise);
        int i = 0;
        for (Map.Entry<OmKey, List<Pulse>> entry : map.entrySet()) {
            OmKey dom = entry.getKey();
            Position at = geometry.position(dom)
                    .orElseThrow(
                            () -> new RecoException(
                                    "pulses of DOM " + dom
                                            + ", which the detector geometry does not have; use the geometry the event was taken with"));
            hits.set(i++, dom, at, entry.getValue());
        }
        return hits;
    }

    private void set(int i, OmKey dom, Position at, List<Pulse> pulses) {
        double charge = 0;
        for (Pulse pulse : pulses) {
            charge += pulse.charge();
        }
        x[i] = at.x();
        y[i] = at.y();
        z[i] = at.z();
        time[i] = pulses.getFirst().time();
        double photons = multi ? Math.max(1, charge) : 1;
        offset[i] = StrictMath.log(photons) - logNoise;
        later[i] = photons - 1;
        if (!Double.isFinite(x[i] + y[i] + z[i] + time[i] + charge)) {
            throw new RecoException("DOM " + dom + " has a position, time or charge that is not a finite number");
        }
    }

    /** Number of hit DOMs. */
    public int doms() {
        return doms;
    }
}
