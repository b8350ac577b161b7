package org.ewms.reco.internal.fit;

/** A function to minimise, with its gradient. Need not be thread-safe. */
public interface Objective {
    /** Number of variables. */
    int dimension();

    /**
     * @param at where, not kept
     * @param gradient filled
     * @return the value; NaN or infinite where the function has none
     */
    double evaluate(double[] at, double[] gradient);

    /**
     * A positive semi-definite estimate of the second derivatives at the point evaluated last, row by row: the metric of the first step.
     */
    void curvature(double[] matrix);
}
