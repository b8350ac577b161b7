package org.ewms.mqclient.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of the broker's side: it sends while its credit is above zero and then subtracts the size. */
class ByteWindowTest {
    private static final int FLOOR = 60;

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {1, 2, 3, 10, 100, 5_000})
    void the_broker_never_has_more_outstanding_than_the_prefetch_and_never_stalls(int prefetch) {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var window = new ByteWindow(prefetch, FLOOR);
            var onTheWay = new ArrayDeque<Integer>();
            long credit = 1 + window.grant(random.nextBoolean());
            int held = 0;
            for (int step = 0; step < 2_000; step++) {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        while (credit > 0) {
                            int size = random.nextInt(20) == 0 ? 100_000 : FLOOR + random.nextInt(100);
                            credit -= size;
                            onTheWay.add(size);
                        }
                    }
                    case 1 -> {
                        if (!onTheWay.isEmpty()) {
                            window.received(onTheWay.remove());
                            held++;
                            credit += window.grant(random.nextBoolean());
                        }
                    }
                    default -> {
                        if (held > 0) {
                            window.settled();
                            held--;
                            credit += window.grant(random.nextBoolean());
                        }
                    }
                }
                assertThat(held + onTheWay.size()).as("seed " + seed).isLessThanOrEqualTo(prefetch);
                if (held == 0 && onTheWay.isEmpty()) {
                    assertThat(credit)
                            .as("credit with nothing outstanding, seed " + seed)
                            .isPositive();
                }
            }
        }
    }
}
