package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ParallelBatchTest {
    private static final int COUNT = 3 * ParallelBatch.PART + 12345;

    private final Healpix healpix = Healpix.ofNside(1 << 20);
    private final double[] theta = new Random(3).doubles(COUNT, 0, Math.PI).toArray();
    private final double[] phi = new Random(4).doubles(COUNT, 0, 7).toArray();

    @Test
    void answers_are_those_of_one_batch() {
        long[] one = new long[COUNT];
        long[] many = new long[COUNT];
        HealpixBatch.of(healpix).ang2pixNest(theta, phi, one, 5, COUNT - 5);
        ParallelBatch.of(healpix).run(5, COUNT - 5, (batch, from, to) -> batch.ang2pixNest(theta, phi, many, from, to));
        assertThat(many).isEqualTo(one);
    }

    @Test
    void an_element_out_of_range_is_refused_wherever_it_is() {
        theta[COUNT - 7] = 4;
        long[] out = new long[COUNT];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParallelBatch.of(healpix)
                        .run(0, COUNT, (batch, from, to) -> batch.ang2pixRing(theta, phi, out, from, to)))
                .withMessageContaining("4.0");
    }

    @Test
    void nothing_to_do_is_nothing_done() {
        ParallelBatch.of(healpix).run(9, 9, (batch, from, to) -> {
            throw new AssertionError("called");
        });
        assertThatThrownBy(() -> ParallelBatch.of(healpix).run(3, 2, (batch, from, to) -> {}))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
