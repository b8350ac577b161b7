package org.ewms.reco.internal.pandel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExactDensityTest {
    /** t, ξ, ln p, d/dt, d/dξ for tracks: mpmath's parabolic cylinder function with 30 digits, derivatives by its high-precision differences. */
    private static final double[][] REFERENCE = {
        {-150, 0.07, -53.985014466849647, 0.667125756385951, -5.114990461177},
        {-150, 1, -58.746082499950458, 0.67316817338783, -5.12382741870778},
        {-150, 9.7, -103.65334367815394, 0.725325721935035, -5.19711833676738},
        {-60, 0.07, -11.923230550203608, 0.267752333587441, -4.23387627341461},
        {-60, 1, -15.882578606371508, 0.281520257210318, -4.27990072187914},
        {-60, 9.7, -54.461087586772774, 0.377196674024001, -4.55616419675947},
        {-10, 0.07, -4.0516638453215319, 0.0479178129794194, -2.90913406135756},
        {-10, 1, -6.9211515466515788, 0.0833795117925731, -3.22885046256492},
        {-10, 9.7, -39.609347497902476, 0.224641181628916, -4.05674228062012},
        {0, 0.07, -3.7864647910154954, 0.00533608274521269, -2.31512310374806},
        {0, 1, -6.2498193431498156, 0.0517468868701164, -2.89215595718655},
        {0, 9.7, -37.486142055984363, 0.200397692100892, -3.9477379375309},
        {3.7, 0.07, -3.7951729872459807, -0.00998882228512783, -2.01976738757119},
        {3.7, 1, -6.0775742221615605, 0.0415108016516516, -2.75397003349881},
        {3.7, 9.7, -36.76023875264483, 0.192037948495827, -3.90714728422974},
        {25, 0.07, -4.8480271858999682, -0.0814143232241202, 1.68238553303193},
        {25, 1, -5.6639455947920201, 0.00369364561044289, -1.88295986035045},
        {25, 9.7, -33.133064521876004, 0.150354630240229, -3.67476830705585},
        {120, 0.07, -7.9230593925287593, -0.0121201142117943, 14.0004393167684},
        {120, 1, -5.9930979010554938, -0.00405074502280484, -0.159903429926732},
        {120, 9.7, -23.986644478760324, 0.0616900494583185, -2.83733305027742},
        {178, 0.07, -8.5352895449554593, -0.00937775038963875, 14.4106278409763},
        {178, 1, -6.228041112378205, -0.00405074502280538, 0.241384381708478},
        {178, 9.7, -21.020480102583097, 0.0426132003211536, -2.49735359756531},
        {185, 0.07, -8.6001954232202535, -0.00916959203906124, 14.4501946259385},
        {185, 1, -6.2563963275378427, -0.00405074502280538, 0.280424754511732},
        {185, 9.7, -20.727894504159897, 0.0410006893855012, -2.46238729120252},
        {250, 0.07, -9.147492152830228, -0.00781096090478104, 14.757036382473},
        {250, 1, -6.5196947540201927, -0.00405074502280538, 0.584346610921698},
        {250, 9.7, -18.45445941679819, 0.0299492798996582, -2.18215597449347},
        {900, 0.07, -12.977233020963988, -0.00508568228050922, 16.0454554437603},
        {900, 1, -9.1526790188436922, -0.00405074502280538, 1.86960354154577},
        {900, 9.7, -10.029473497733452, 0.00560506473103825, -0.924892387821519},
        {5000, 0.07, -31.18106477522611, -0.0042367821664515, 17.7614702632754},
        {5000, 1, -25.760733612345766, -0.00405074502280538, 3.58536759594096},
        {5000, 9.7, -11.720555812902181, -0.00231054842396919, 0.788535498635028},
        {20000, 0.07, -93.231628605704522, -0.00409724719243655, 19.1479134232151},
        {20000, 1, -86.521908954426524, -0.00405074502280538, 4.97180290570858},
        {20000, 9.7, -60.42006338051585, -0.00361572708290461, 2.17489738145519}
    };

    @Test
    void agrees_with_the_parabolic_cylinder_function_at_thirty_digits() {
        for (double[] row : REFERENCE) {
            var jet = new ExactDensity(Medium.TRACK, row[0]).at(row[1]);
            assertThat(jet.value()).as("ln p(%s; %s)", row[0], row[1]).isCloseTo(row[2], within(1e-10));
            assertThat(jet.byTime()).as("d/dt at %s; %s", row[0], row[1]).isCloseTo(row[3], within(1e-10));
            assertThat(jet.byShape()).as("d/dξ at %s; %s", row[0], row[1]).isCloseTo(row[4], within(1e-10));
        }
    }

    @Test
    void mixed_derivative_agrees_with_differences() {
        for (double time : new double[] {-90, -5, 12, 170, 190, 3000}) {
            var density = new ExactDensity(Medium.CASCADE, time);
            for (double shape : new double[] {0.08, 0.9, 4, 25}) {
                double h = 1e-4 * shape;
                double difference =
                        (density.at(shape + h).byTime() - density.at(shape - h).byTime()) / (2 * h);
                assertThat(density.at(shape).byBoth()).isCloseTo(difference, within(1e-7));
            }
        }
    }

    @Test
    void integrates_to_one() {
        for (double shape : new double[] {0.1, 0.7, 3, 12, 40}) {
            double sum = 0;
            double step = 2;
            for (double t = -150; t < 30_000; t += step) {
                sum += step
                        * StrictMath.exp(
                                new ExactDensity(Medium.TRACK, t).at(shape).value());
            }
            assertThat(sum).as("shape %s", shape).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void becomes_the_gamma_density_when_late() {
        double t = 4000;
        double shape = 5;
        double r = Medium.TRACK.rate();
        double s = Medium.TRACK.jitter();
        // Convolution with a narrow Gaussian: a shift of Rσ² and a factor, to first order.
        double late = t - r * s * s;
        double gamma = shape * StrictMath.log(r)
                + (shape - 1) * StrictMath.log(late)
                - r * t
                + r * r * s * s / 2
                - GammaFunction.ln(shape);
        assertThat(new ExactDensity(Medium.TRACK, t).at(shape).value()).isCloseTo(gamma, within(1e-4));
    }

    @Test
    void becomes_the_gaussian_when_hardly_scattered() {
        double t = -20;
        double s = Medium.TRACK.jitter();
        double gaussian = -t * t / (2 * s * s) - StrictMath.log(s * Math.sqrt(2 * StrictMath.PI));
        assertThat(new ExactDensity(Medium.TRACK, t).at(1e-6).value()).isCloseTo(gaussian, within(1e-4));
    }
}
