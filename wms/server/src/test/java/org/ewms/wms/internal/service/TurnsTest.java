package org.ewms.wms.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> order = new CopyOnWriteArrayList<>();

    private Thread comer(Turns turns, String name, int priority) {
        int before = turns.waiting();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                turns.take(priority);
                order.add(name);
                turns.give();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> turns.waiting() == before + 1);
        return thread;
    }

    @Test
    void the_highest_priority_is_next_and_among_equals_the_first_to_come() throws Exception {
        Turns turns = new Turns(1);
        turns.take(0);
        List<Thread> threads = List.of(
                comer(turns, "low", 0),
                comer(turns, "lower", -1),
                comer(turns, "high", 100),
                comer(turns, "low too", 0));
        turns.give();
        for (Thread each : threads) {
            each.join();
        }
        assertThat(order).containsExactly("high", "low", "low too", "lower");
    }

    @Test
    void who_is_interrupted_while_waiting_takes_no_turn_from_the_others() throws Exception {
        Turns turns = new Turns(1);
        turns.take(0);
        Thread leaving = comer(turns, "leaving", 100);
        leaving.interrupt();
        leaving.join();
        Thread staying = comer(turns, "staying", 0);
        turns.give();
        staying.join();
        turns.take(0);
        assertThat(order).containsExactly("staying");
    }
}
