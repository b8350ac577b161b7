package org.ewms.tms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.ewms.tms.UpkeepTimes;
import org.ewms.tms.internal.Chores.Action;
import org.ewms.tms.internal.Chores.Item;
import org.ewms.tms.internal.Chores.Kind;
import org.ewms.tms.internal.Chores.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of old logs and directories, and when. */
class ChoresTest {
    private static final UpkeepTimes TIMES = UpkeepTimes.defaults();
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);
    private static final Path LOG = Path.of("/logs/2026-03-01.tms.jel");
    private static final Path DIRECTORY = Path.of("/logs/ewms-taskforce-TF-1");
    private static final Known BOTH = new Known(Set.of(LOG), Set.of("TF-1"));

    private static Item item(Path path, Kind kind, Duration age) {
        return new Item(path, kind, NOW.minus(age));
    }

    private static List<Action> due(Item item, Known known) {
        return Chores.due(List.of(item), known, TODAY, NOW, TIMES).stream()
                .map(Chores.Chore::action)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01.tms.jel, false, LOG",
        "2026-03-01.tms.jel.gz, false, LOG_ARCHIVE",
        "2026-03-01.tms.jel.1.gz, false, LOG_ARCHIVE",
        "ewms-taskforce-TF-1, true, DIRECTORY",
        "ewms-taskforce-TF-1.tar.gz, false, DIRECTORY_ARCHIVE",
        "ewms-taskforce-TF-1.1.tar.gz, false, DIRECTORY_ARCHIVE",
        ".ewms-taskforce-TF-1-123.tms-upkeep, false, UNFINISHED",
        ".ewms-taskforce-TF-1.tms-upkeep, true, UNFINISHED",
        "ewms-taskforce-TF-1, false, ",
        "2026-03-01.tms.jel, true, ",
        "notes.txt, false, ",
        "other.tar.gz, false, "
    })
    void things_are_known_by_their_names(String name, boolean directory, Kind kind) {
        assertThat(Chores.kind(name, directory)).isEqualTo(kind);
    }

    @Test
    void a_log_is_compressed_a_day_after_its_last_event_if_no_taskforce_in_it_goes_on() {
        Item log = item(LOG, Kind.LOG, Duration.ofDays(1));
        assertThat(due(log, BOTH)).containsExactly(Action.COMPRESS);
        assertThat(due(log, Known.nothing())).isEmpty();
        assertThat(due(item(LOG, Kind.LOG, Duration.ofHours(23)), BOTH)).isEmpty();
    }

    @Test
    void a_log_is_compressed_after_a_week_whatever_goes_on() {
        Item log = item(LOG, Kind.LOG, Duration.ofDays(7));
        assertThat(due(log, Known.nothing())).containsExactly(Action.COMPRESS);
        assertThat(Chores.doubtful(List.of(log), TODAY, NOW, TIMES)).isEmpty();
    }

    @Test
    void the_log_of_today_stays() {
        Path today = Path.of("/logs/2026-03-20.tms.jel");
        assertThat(due(item(today, Kind.LOG, Duration.ofDays(9)), new Known(Set.of(today), Set.of())))
                .isEmpty();
    }

    @Test
    void a_directory_becomes_an_archive_five_days_after_its_last_change_if_its_taskforce_is_over() {
        Item directory = item(DIRECTORY, Kind.DIRECTORY, Duration.ofDays(5));
        assertThat(due(directory, BOTH)).containsExactly(Action.ARCHIVE);
        assertThat(due(item(DIRECTORY, Kind.DIRECTORY, Duration.ofDays(4)), BOTH))
                .isEmpty();
    }

    @Test
    void the_directory_of_a_taskforce_that_is_not_over_stays_however_old_it_is() {
        Item directory = item(DIRECTORY, Kind.DIRECTORY, Duration.ofDays(500));
        assertThat(due(directory, new Known(Set.of(LOG), Set.of("TF-2")))).isEmpty();
        assertThat(due(directory, Known.nothing())).isEmpty();
    }

    @Test
    void archives_are_deleted_in_the_end() {
        Item log = item(Path.of("/logs/a.tms.jel.gz"), Kind.LOG_ARCHIVE, Duration.ofDays(7));
        Item directory = item(Path.of("/logs/d.tar.gz"), Kind.DIRECTORY_ARCHIVE, Duration.ofDays(5));
        assertThat(due(log, Known.nothing())).containsExactly(Action.DELETE);
        assertThat(due(directory, Known.nothing())).containsExactly(Action.DELETE);
        assertThat(due(item(log.path(), Kind.LOG_ARCHIVE, Duration.ofDays(6)), BOTH))
                .isEmpty();
        assertThat(due(item(directory.path(), Kind.DIRECTORY_ARCHIVE, Duration.ofDays(4)), BOTH))
                .isEmpty();
    }

    @Test
    void what_a_killed_round_left_is_deleted_when_no_other_can_be_at_it() {
        Path path = Path.of("/logs/.a.tms.jel-1.tms-upkeep");
        assertThat(due(item(path, Kind.UNFINISHED, Duration.ofDays(1)), Known.nothing()))
                .containsExactly(Action.DELETE);
        assertThat(due(item(path, Kind.UNFINISHED, Duration.ofHours(2)), BOTH)).isEmpty();
    }

    @Test
    void the_service_is_asked_only_of_what_is_old_enough() {
        List<Item> items = List.of(
                item(LOG, Kind.LOG, Duration.ofHours(1)),
                item(DIRECTORY, Kind.DIRECTORY, Duration.ofDays(1)),
                item(DIRECTORY.resolveSibling("ewms-taskforce-TF-2"), Kind.DIRECTORY, Duration.ofDays(6)));
        assertThat(Chores.doubtful(items, TODAY, NOW, TIMES))
                .singleElement()
                .satisfies(each -> assertThat(each.taskforce()).isEqualTo("TF-2"));
    }
}
