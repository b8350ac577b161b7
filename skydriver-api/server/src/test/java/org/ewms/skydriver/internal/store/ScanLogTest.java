package org.ewms.skydriver.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanLogTest {
    private static final Happening AWAY = new Happening(Happening.Kind.TROUBLE, "the broker is away");
    private static final Happening GOES_ON = Happening.course("It goes on");

    @Test
    void what_happens_again_and_again_is_one_entry() {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int k = 0; k < 1000; k++) {
            ScanLog.add(entries, k, k % 2 == 0 ? AWAY : GOES_ON);
        }
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst()).containsEntry("text", AWAY.text()).containsEntry("times", 500L);
        assertThat(entries.getLast())
                .containsEntry("text", GOES_ON.text())
                .containsEntry("timestamp", 999.0)
                .containsEntry("kind", "course");
    }

    @Test
    void different_things_are_entries_of_their_own_in_their_order() {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            ScanLog.add(entries, k, Happening.course("round " + k));
        }
        assertThat(entries)
                .extracting(each -> each.get("text"))
                .containsExactly("round 0", "round 1", "round 2", "round 3", "round 4");
    }
}
