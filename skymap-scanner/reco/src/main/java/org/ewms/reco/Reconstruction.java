package org.ewms.reco;

import java.util.Map;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseSeries;

/** A reconstruction algorithm, found by name through {@link java.util.ServiceLoader}. Stateless. */
public interface Reconstruction {
    /** Lower-case name, as given to {@code --reco}. */
    String name();

    /** One line for {@code --help}. */
    String summary();

    /**
     * Does everything that does not depend on the direction: pulse cleaning, seed vertex, packing of hits.
     *
     * @param pulses the event's split, uncleaned in-ice pulses
     * @param options algorithm options by name; unknown names and values out of range are refused
     * @throws RecoException when the event has not enough light for this algorithm, or an option is wrong
     */
    Prepared prepare(PulseSeries pulses, DetectorGeometry geometry, Map<String, String> options);

    /** An event made ready. Immutable; fits may run on any number of threads, each fit a pure function of its arguments. */
    interface Prepared {
        /** Where the first round starts. */
        Vertex seed();

        /** Seeds per pixel, ≥ 1; variation 0 is the unmoved seed. */
        int variations();

        /**
         * Fits the vertex with the direction fixed. Bit-for-bit reproducible on every machine, thread and JVM.
         *
         * @param request what to fit
         * @return a fit with NaN llh when it did not converge; never throws for numerical trouble
         */
        PixelFit fit(FitRequest request);
    }
}
