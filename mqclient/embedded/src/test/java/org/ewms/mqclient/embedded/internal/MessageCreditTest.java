package org.ewms.mqclient.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of the broker's side: it sends while its credit is above zero, subtracts the size, and corrects that. */
class MessageCreditTest {
    private static final int UNIT = MessageCredit.UNIT;

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 100, UNIT - 1, UNIT, UNIT + 1, 16 * UNIT, 64 * UNIT + 77})
    void the_size_is_found_from_what_is_left_and_a_rough_guess(int size) {
        for (int units : new int[] {0, 1, 2, MessageCredit.MOST_UNITS - 70}) {
            for (int error : new int[] {-400_000, 0, 400_000}) {
                assertThat(MessageCredit.size(units * UNIT - size, size + error))
                        .as(units + " units, guess wrong by " + error)
                        .isEqualTo(size);
            }
        }
    }

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {1, 2, 3, 10, 100, 5_000})
    void the_broker_never_has_more_outstanding_than_the_prefetch_and_fills_it_with_messages_of_any_size(int prefetch) {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var window = new MessageWindow(prefetch);
            var onTheWay = new ArrayDeque<Integer>();
            int credit = window.initial() + window.grant(random.nextBoolean());
            int held = 0;
            for (int step = 0; step < 2_000; step++) {
                while (credit > 0) {
                    int size = random.nextInt(20) == 0 ? 3 * UNIT + random.nextInt(UNIT) : 1 + random.nextInt(2_000);
                    credit -= size;
                    credit += MessageCredit.size(credit, size - 25) - UNIT;
                    onTheWay.add(size);
                }
                assertThat(held + onTheWay.size()).as("seed " + seed).isLessThanOrEqualTo(prefetch);
                if (!onTheWay.isEmpty() && random.nextBoolean()) {
                    window.received(onTheWay.remove());
                    held++;
                } else if (held > 0) {
                    window.settled();
                    held--;
                }
                credit += window.grant(random.nextBoolean());
                assertThat(credit + onTheWay.size() + held)
                        .as("stalled, seed " + seed)
                        .isPositive();
            }
            int most = Math.min(prefetch, MessageCredit.MOST_UNITS);
            assertThat(credit / UNIT + onTheWay.size() + held)
                    .as("used of the prefetch, seed " + seed)
                    .isGreaterThanOrEqualTo(most * 3 / 4);
        }
    }
}
