package org.ewms.skydriver.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.ewms.manifest.Manifest;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Kept;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.LeaseLostException;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skydriver.internal.store.Texts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at one store, as far as the store can tell. */
class LeasesIT {
    private static final String ID = "scan";
    private static final long SECONDS = 15;

    private final AtomicLong time = new AtomicLong(1_000_000);
    private final News news = new News(clock());
    private final Kept kept;
    private final Scans scans;
    private final Results results;
    private final Leases a;
    private final Leases b;

    LeasesIT(@TempDir Path directory) {
        kept = Kept.in(null, directory);
        scans = new Scans(kept.database(), "here", news, clock());
        results = new Results(scans, new Texts(kept.database(), new SplittableRandom(1)));
        a = new Leases(scans, "a", Duration.ofSeconds(SECONDS), true);
        b = new Leases(scans, "b", Duration.ofSeconds(SECONDS), true);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("scan_id", ID);
        fields.put("timestamp", 1.0);
        fields.put("ewms_workflow_id", Manifest.NOT_YET_REQUESTED);
        scans.insert(new KeptScan(new Manifest(fields), Course.waiting(1, "")));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(time.get());
            }
        };
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private Tenure taken(Leases leases) {
        return new Tenure(
                scans,
                results,
                ID,
                leases.take(ID, UnaryOperator.identity()).orElseThrow().lease().token());
    }

    @Test
    void a_scan_is_one_process_s_at_a_time() {
        taken(a);
        assertThat(b.take(ID, UnaryOperator.identity())).isEmpty();
        time.addAndGet(SECONDS + 1);
        assertThat(b.take(ID, UnaryOperator.identity())).isPresent();
        assertThat(a.take(ID, UnaryOperator.identity())).isEmpty();
    }

    @Test
    void a_lease_that_is_renewed_does_not_end() {
        Tenure held = taken(a);
        for (int i = 0; i < 5; i++) {
            time.addAndGet(SECONDS - 1);
            assertThat(a.renew(ID, held.token())).isTrue();
            assertThat(b.take(ID, UnaryOperator.identity())).isEmpty();
        }
    }

    @Test
    void a_scan_that_is_released_is_to_be_had_at_once() {
        a.release(ID, taken(a).token());
        assertThat(b.take(ID, UnaryOperator.identity())).isPresent();
    }

    @Test
    void a_scan_that_is_over_is_nobody_s_any_more() {
        taken(a).change(scan -> scan.with(scan.course().at(Course.Stage.OVER)));
        time.addAndGet(SECONDS + 1);
        assertThat(b.take(ID, UnaryOperator.identity())).isEmpty();
    }

    @Test
    void whoever_has_lost_a_scan_writes_nothing_more_of_it() {
        Tenure before = taken(a);
        before.put("{\"of\": \"a\"}", false, mark -> {});
        time.addAndGet(SECONDS + 1);
        Tenure after = taken(b);
        after.put("{\"of\": \"b\"}", false, mark -> {});
        assertThatThrownBy(() -> before.change(scan -> scan.with(scan.course().at(Course.Stage.OVER))))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> before.put("{\"late\": \"a\"}", true, mark -> {}))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> before.put("{\"later\": \"a\"}", true, mark -> {}))
                .isInstanceOf(LeaseLostException.class);
        assertThat(a.renew(ID, before.token())).isFalse();
        assertThat(before.goingOn()).isEmpty();
        KeptScan scan = after.goingOn().orElseThrow();
        assertThat(results.of(scan).orElseThrow().text()).isEqualTo("{\"of\": \"b\"}");
    }

    @Test
    void nobody_is_told_of_a_lease() {
        Tenure held = taken(a);
        long told = news.last();
        a.renew(ID, held.token());
        a.release(ID, held.token());
        assertThat(news.last()).isEqualTo(told);
    }

    @Test
    void a_store_of_one_process_has_leases_of_its_predecessors_only() {
        taken(a);
        Leases alone = new Leases(scans, "successor", Duration.ofSeconds(SECONDS), false);
        assertThat(alone.take(ID, UnaryOperator.identity())).isPresent();
    }
}
