package org.ewms.scanner.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;
import org.ewms.scan.PixelTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final double[] SPECIAL = {0, -0.0, 1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, -1e-300};

    private static FitBatch batch(Random random) {
        List<PixelTask> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Optional<PixelTask.Seed> seed = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new PixelTask.Seed(
                            number(random), number(random), number(random), number(random), number(random)));
            tasks.add(new PixelTask(512, random.nextInt(12 * 512 * 512), 1 + random.nextInt(127), seed));
        }
        return new FitBatch(tasks);
    }

    private static FitReport report(Random random) {
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            fits.add(new Fit(
                    new FitId(64, random.nextInt(49152), random.nextInt(7)),
                    number(random),
                    number(random),
                    number(random),
                    number(random),
                    number(random),
                    number(random),
                    number(random),
                    number(random)));
        }
        return new FitReport(fits, List.of(new FitReport.Failure(new FitId(8, 5, 0), "näin kävi")), number(random));
    }

    private static double number(Random random) {
        return random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian() * 1000;
    }

    @Test
    void a_batch_comes_back_bit_by_bit() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            FitBatch batch = batch(new Random(seed));
            assertThat(FitBatch.decode(batch.encode())).as("seed %d", seed).isEqualTo(batch);
        }
    }

    @Test
    void a_report_comes_back_bit_by_bit() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            FitReport report = report(new Random(seed));
            assertThat(FitReport.decode(report.encode())).as("seed %d", seed).isEqualTo(report);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"pixels\":5}",
                "{\"pixels\":[[8]]}",
                "{\"pixels\":[[7,0,1]]}",
                "{\"pixels\":[[8,768,1]]}",
                "{\"pixels\":[[8,-1,1]]}",
                "{\"pixels\":[[8,0,1,2]]}",
                "{\"pixels\":[[8,0,1,1,2,3,4,\"5\"]]}",
                "{\"pixels\":[[8,0,1,1,2,3,4,5,6]]}",
                "{\"pixels\":[[8,0,99999999999]]}",
                "{\"pixels\":[[8,0,1"
            })
    void what_is_no_batch_is_refused(String text) {
        assertThatThrownBy(() -> FitBatch.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void damaged_messages_are_refused_or_read_but_never_anything_else() {
        Random random = new Random(11);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] bytes =
                    trial % 2 == 0 ? batch(random).encode() : report(random).encode();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                int read = trial % 2 == 0
                        ? FitBatch.decode(bytes).pixels().size()
                        : FitReport.decode(bytes).fits().size();
                assertThat(read).isLessThanOrEqualTo(20);
            } catch (MalformedMessageException e) {
                assertThat(e).as("seed 11, trial %d", trial).hasMessageNotContaining("\n");
            }
        }
    }
}
