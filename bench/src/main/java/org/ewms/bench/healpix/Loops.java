package org.ewms.bench.healpix;

/** The operations of one library at one resolution, each as a loop over the same inputs. */
public interface Loops {
    /**
     * Runs all calls of an operation once; what it answers depends on all of them, so that none can be left out.
     *
     * @throws IllegalArgumentException when the library has no such operation
     */
    double round(Operation operation) throws Exception;
}
