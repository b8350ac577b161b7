package org.ewms.reco.internal.pandel;

/** One lookup at a time: for tests, tools and set-up code. The kernels do the same arithmetic over arrays. */
public record TableLookup(double value, double byTime, double byShape) {
    /**
     * @param coefficients {@link DensityTable#density()} or {@link DensityTable#survival()}
     * @param time residual, ns
     * @param shape ξ
     */
    public static TableLookup at(double[] coefficients, double time, double shape) {
        double[] t = {time};
        double[] x = {shape};
        double[] value = new double[1];
        double[] byTime = new double[1];
        double[] byShape = new double[1];
        ScalarLookup.run(coefficients, t, x, value, byTime, byShape, 0, 1);
        return new TableLookup(value[0], byTime[0], byShape[0]);
    }
}
