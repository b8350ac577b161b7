package org.ewms.mqclient.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
    private final AtomicLong usable = new AtomicLong(10_000);
    private final AtomicInteger looks = new AtomicInteger();
    private final FreeSpace space = new FreeSpace(
            () -> {
                looks.incrementAndGet();
                return usable.get();
            },
            1_600);

    @Test
    void looks_at_the_first_message() {
        usable.set(1_599);
        assertThat(space.isTooLittleFor(1)).isTrue();
    }

    @Test
    void looks_again_when_a_sixteenth_of_what_is_kept_free_may_have_been_written() {
        assertThat(space.isTooLittleFor(1)).isFalse();
        usable.set(0);
        assertThat(space.isTooLittleFor(99)).isFalse();
        assertThat(space.isTooLittleFor(1)).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void sees_at_once_that_there_is_room_again() {
        usable.set(0);
        assertThat(space.isTooLittleFor(1)).isTrue();
        assertThat(space.isTooLittleFor(1)).isTrue();
        usable.set(1_600);
        assertThat(space.isTooLittleFor(1)).isFalse();
    }
}
