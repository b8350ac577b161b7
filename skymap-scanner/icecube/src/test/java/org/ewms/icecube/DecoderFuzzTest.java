package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come in: an event or an {@link EventFormatException}, in bounded memory and time. */
class DecoderFuzzTest {
    /** Give {@code -Dewms.fuzz.seed} to repeat a run. */
    private static final long SEED = Long.getLong("ewms.fuzz.seed", System.nanoTime());

    private static final int CASES_PER_LAYER = Integer.getInteger("ewms.fuzz.cases", 4000);
    private static final int CASES_PER_FILE = CASES_PER_LAYER / 4;
    private static final long MOST_BYTES_ALLOCATED = 256L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Which layer of the file is damaged; those around it are made whole again. */
    enum Layer {
        JSON {
            @Override
            byte[] damage(byte[] event, SplittableRandom random) {
                return Damage.any(event, random);
            }
        },
        COMPRESSED {
            @Override
            byte[] damage(byte[] event, SplittableRandom random) {
                return inFrame(event, random, (s, frame, change) -> s.compressed(frame, change));
            }
        },
        PICKLE {
            @Override
            byte[] damage(byte[] event, SplittableRandom random) {
                return inFrame(event, random, (s, frame, change) -> s.pickle(frame, change));
            }
        },
        FRAME {
            @Override
            byte[] damage(byte[] event, SplittableRandom random) {
                return inFrame(event, random, (s, frame, change) -> s.frame(frame, change));
            }
        },
        SIGNED_FRAME {
            @Override
            byte[] damage(byte[] event, SplittableRandom random) {
                return inFrame(event, random, (s, frame, change) -> s.signedFrame(frame, change));
            }
        };

        abstract byte[] damage(byte[] event, SplittableRandom random);

        @FunctionalInterface
        interface Cut {
            EventSurgery at(EventSurgery surgery, int frame, UnaryOperator<byte[]> change);
        }

        private static byte[] inFrame(byte[] event, SplittableRandom random, Cut cut) {
            var surgery = new EventSurgery(event);
            int frame = random.nextInt(surgery.frames().size());
            return cut.at(surgery, frame, bytes -> Damage.any(bytes, random)).event();
        }
    }

    @BeforeAll
    static void tellTheSeed() {
        System.out.println("DecoderFuzzTest: -Dewms.fuzz.seed=" + SEED);
    }

    @ParameterizedTest
    @EnumSource(Layer.class)
    void a_damaged_simulated_event_is_read_or_refused(Layer layer) {
        byte[] event = RealtimeEventWriter.toJson(RealtimeEventWriterTest.event());
        survive(event, List.of(layer), CASES_PER_LAYER);
    }

    @ParameterizedTest
    @ValueSource(strings = {RealEvents.ALERT, RealEvents.HESE_2017, RealEvents.HESE_00, RealEvents.HESE_01})
    void a_damaged_real_event_is_read_or_refused(String file) {
        byte[] event = new EventSurgery(RealEvents.bytes(file)).keepLast(2).event();
        survive(
                event,
                List.of(Layer.PICKLE, Layer.SIGNED_FRAME, Layer.SIGNED_FRAME, Layer.SIGNED_FRAME),
                CASES_PER_FILE);
    }

    @Test
    void noise_is_refused() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            assertThat(survives(noise)).as("seed %d, case %d", SEED, i).isFalse();
        }
    }

    private static void survive(byte[] event, List<Layer> layers, int cases) {
        var random = new SplittableRandom(SEED);
        long started = System.nanoTime();
        int readable = 0;
        for (int i = 0; i < cases; i++) {
            byte[] damaged = layers.get(i % layers.size()).damage(event, random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                readable += survives(damaged) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", case " + i + " of " + layers, e);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated, seed %d, case %d of %s", SEED, i, layers)
                    .isLessThan(MOST_BYTES_ALLOCATED);
        }
        assertThat(readable).as("damage that nobody notices").isLessThan(cases);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMinutes(10));
    }

    /** Reads the event and everything in it; false if any of that was refused. */
    private static boolean survives(byte[] content) {
        try {
            RealtimeEvent event = RealtimeEvent.read(content, "fuzz");
            for (Frame frame : event.frames()) {
                for (Frame.ObjectInfo object : frame.objects()) {
                    assertThat(frame.get(object.name())).isPresent();
                }
            }
            return Stream.of(event.mjd(), event.pulses().charge()).allMatch(Double::isFinite);
        } catch (EventFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            return false;
        }
    }

    /** The ways bytes go bad. */
    private static final class Damage {
        static byte[] any(byte[] bytes, SplittableRandom random) {
            byte[] out = bytes;
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times && out.length > 0; i++) {
                out = once(out, random);
            }
            return out;
        }

        private static byte[] once(byte[] bytes, SplittableRandom random) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(64), bytes.length - at);
            return switch (random.nextInt(7)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> overwritten(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                case 2 -> overwritten(bytes, at, (byte) random.nextInt(256));
                case 3 -> filled(bytes, at, Math.min(4, length), (byte) 0xFF);
                case 4 -> filled(bytes, at, Math.min(8, length), (byte) (random.nextBoolean() ? 0 : 0x7F));
                case 5 -> spliced(bytes, at, at + length, at);
                default -> spliced(bytes, random.nextInt(bytes.length), at, at + length);
            };
        }

        private static byte[] overwritten(byte[] bytes, int at, byte value) {
            return filled(bytes, at, 1, value);
        }

        private static byte[] filled(byte[] bytes, int at, int length, byte value) {
            byte[] out = bytes.clone();
            Arrays.fill(out, at, at + length, value);
            return out;
        }

        /** The bytes up to one place, then those from another one on: a piece is lost or doubled. */
        private static byte[] spliced(byte[] bytes, int until, int from, int alsoFrom) {
            int start = Math.min(Math.max(from, alsoFrom), bytes.length);
            byte[] out = Arrays.copyOf(bytes, until + bytes.length - start);
            System.arraycopy(bytes, start, out, until, bytes.length - start);
            return out;
        }
    }
}
