package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ewms.healpix.Moc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkyFileTest {
    private static final ScanResult SCAN = SkymapFilesTest.scan();
    private static final LlhMap MAP = LlhMap.of(SCAN);
    private static final ProbabilityMap PROBABILITY = ProbabilityMap.of(MAP);
    private static final SkymapSummary SUMMARY = SkymapFiles.summarise(SCAN, SkymapOptions.defaults());
    private static final Moc MOC = SUMMARY.contour90().coverage(10, false);
    private static final int DAMAGES = Integer.getInteger("ewms.fuzz", 150);

    @TempDir
    private Path dir;

    private static byte[] bytes(Consumer<OutputStream> content) {
        var out = new ByteArrayOutputStream();
        content.accept(out);
        return out.toByteArray();
    }

    private static byte[] flat(FlatLayout layout) {
        return bytes(out -> FlatFits.write(MAP, PROBABILITY, SUMMARY, layout, out));
    }

    static Stream<Arguments> files() {
        var llh = MapQuantity.TWICE_DELTA_LLH;
        var prob = MapQuantity.PROBABILITY;
        return Stream.of(
                Arguments.of(SkyFormat.RESULT_JSON, bytes(out -> ResultJson.write(SCAN, out))),
                Arguments.of(SkyFormat.RESULT_NPZ, bytes(out -> ResultNpz.write(SCAN, out))),
                Arguments.of(SkyFormat.FLAT_FITS, flat(FlatLayout.full(llh, 64))),
                Arguments.of(SkyFormat.PARTIAL_FITS, flat(new FlatLayout(prob, 64, FlatLayout.Scheme.NESTED, true))),
                Arguments.of(
                        SkyFormat.MULTI_ORDER_FITS,
                        bytes(out -> MultiOrderFits.write(MAP, PROBABILITY, SUMMARY, llh, out))),
                Arguments.of(SkyFormat.MOC_FITS, bytes(out -> MocFits.write(MOC, MocFits.Version.V1, out))),
                Arguments.of(SkyFormat.MOC_FITS, bytes(out -> MocFits.write(MOC, MocFits.Version.V2, out))),
                Arguments.of(SkyFormat.MOC_ASCII, MOC.toAscii().getBytes(StandardCharsets.UTF_8)),
                Arguments.of(SkyFormat.MOC_JSON, MOC.toJson().getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void tells_every_format_by_its_content(SkyFormat format, byte[] content) throws IOException {
        SkyFile read = SkyFile.read(Files.write(dir.resolve("unnamed"), content));
        assertThat(read.format()).isEqualTo(format);
        if (read instanceof SkyFile.MocFile moc) {
            assertThat(moc.moc()).isEqualTo(MOC);
        }
    }

    /** Whatever is damaged, the answer is a map or this module's own exception that names the file. */
    @ParameterizedTest
    @MethodSource("files")
    void damaged_files_give_a_clear_error_and_no_other(SkyFormat format, byte[] content) throws IOException {
        long seed = Long.getLong("ewms.seed", 20260102);
        var random = new Random(seed);
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged =
                    random.nextInt(3) == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content.clone();
            int flips = 1 + random.nextInt(4);
            int reach = Math.min(damaged.length, random.nextBoolean() ? 6000 : content.length);
            for (int k = 0; k < flips && reach > 0; k++) {
                damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(dir.resolve("damaged"), damaged);
            try {
                assertThat(SkyFile.read(file)).isNotNull();
            } catch (SkymapException e) {
                assertThat(e).as("%s, seed %d, step %d", format, seed, i).hasMessageContaining("damaged");
            } catch (RuntimeException e) {
                throw new AssertionError(format + ", seed " + seed + ", step " + i + ": " + e, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "<html>", "{}", "{\"nside-8\": 3}", "0/99999", "SIMPLE  =", "PK\u0003\u0004"})
    void what_is_no_sky_map_is_refused(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("other.txt"), content);
        assertThatThrownBy(() -> SkyFile.read(file))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("other.txt");
    }

    @Test
    void regions_from_a_multi_order_map_are_those_of_the_scan() throws IOException {
        Path file = Files.write(
                dir.resolve("m.fits"),
                bytes(out -> MultiOrderFits.write(MAP, PROBABILITY, SUMMARY, MapQuantity.TWICE_DELTA_LLH, out)));
        var read = (SkyFile.MapFile) SkyFile.read(file);
        Contours contours = Contours.of(read.map(), ConfidenceLevel.standard());
        Contours original = Contours.of(MAP, ConfidenceLevel.standard());
        for (int i = 0; i < 3; i++) {
            double area = original.contours().get(i).areaDeg2();
            assertThat(contours.contours().get(i).areaDeg2()).isEqualTo(area, within(0.01 * area));
            assertThat(contours.contours().get(i).lines()).hasSize(1);
        }
        assertThat(read.map().result().event()).isEqualTo(SCAN.event());
    }

    @Test
    void a_map_of_probabilities_keeps_them_when_written_again() throws IOException {
        byte[] first = bytes(out -> MultiOrderFits.write(MAP, PROBABILITY, SUMMARY, out));
        var read = (SkyFile.MapFile) SkyFile.read(Files.write(dir.resolve("p.fits"), first));
        double sum = 0;
        for (int i = 0; i < read.probability().cells(); i++) {
            var centre = read.map();
            sum += read.probability().probability(i);
            if (centre.order(i) == 9) {
                long start = centre.nested(i);
                int at = MAP.cellOf(centreOf(9, start));
                assertThat(read.probability().density(i))
                        .isEqualTo(PROBABILITY.density(at), within(1e-9 * PROBABILITY.density(at)));
            }
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
    }

    private static double[] centreOf(int order, long nest) {
        double[] out = new double[3];
        org.ewms.healpix.Healpix.ofOrder(order).pix2vecNest(nest, out, 0);
        return out;
    }

    @Test
    void a_simulated_event_stays_simulated() throws IOException {
        var event = new EventMetadata(1, 2, "x", 59000, false);
        LlhMap map = LlhMap.of(new ScanResult(event, SCAN.tables(), true));
        byte[] file = bytes(
                out -> FlatFits.write(map, PROBABILITY, SUMMARY, FlatLayout.full(MapQuantity.TWICE_DELTA_LLH, 8), out));
        var read = (SkyFile.MapFile) SkyFile.read(Files.write(dir.resolve("s.fits"), file));
        assertThat(read.map().result().event()).isEqualTo(event);
    }
}
