package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitsReadersTest {
    private static final LlhMap MAP = LlhMap.of(SkymapFilesTest.scan());

    @TempDir
    private Path dir;

    private static SkymapSummary summary() {
        return SkymapFiles.summarise(MAP.result(), SkymapOptions.defaults());
    }

    private static byte[] flat() {
        var out = new ByteArrayOutputStream();
        FlatFits.write(MAP, ProbabilityMap.of(MAP), summary(), FlatLayout.full(MapQuantity.TWICE_DELTA_LLH, 16), out);
        return out.toByteArray();
    }

    private static byte[] multiOrder() {
        var out = new ByteArrayOutputStream();
        MultiOrderFits.write(MAP, ProbabilityMap.of(MAP), summary(), out);
        return out.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("map.fits"), bytes);
    }

    private static byte[] edited(byte[] bytes, String part, String instead) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(part);
        assertThat(instead).hasSameSizeAs(part);
        return text.replace(part, instead).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void files_are_whole_blocks_with_cards_in_the_order_moc_readers_demand() {
        byte[] bytes = multiOrder();
        assertThat(bytes.length % 2880).isZero();
        String header = new String(bytes, 2880, 2880, StandardCharsets.US_ASCII);
        var keys = header.replaceAll("(.{8}).{72}", "$1").replaceAll(" +", " ");
        assertThat(keys)
                .startsWith(
                        "XTENSIONBITPIX NAXIS NAXIS1 NAXIS2 PCOUNT GCOUNT TFIELDS TTYPE1 TFORM1 TTYPE2 TFORM2 TUNIT2");
    }

    @Test
    void a_coarser_flat_map_keeps_the_smallest_value_of_the_cells_in_a_pixel() throws IOException {
        FlatFits.Content content = FlatFits.read(file(flat()));
        assertThat(content.nside()).isEqualTo(16);
        assertThat(Arrays.stream(content.values()).min()).hasValue(0);
        assertThat(content.values()).hasSize(12 * 16 * 16).doesNotContain(Double.NaN);
    }

    @Test
    void a_nested_map_is_put_into_ring_order() throws IOException {
        double[] ring = FlatFits.read(file(flat())).values();
        byte[] nested = edited(flat(), "ORDERING= 'RING    '", "ORDERING= 'NESTED  '");
        double[] reordered = FlatFits.read(file(nested)).values();
        assertThat(reordered).isNotEqualTo(ring);
        Arrays.sort(ring);
        Arrays.sort(reordered);
        assertThat(reordered).isEqualTo(ring);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NSIDE   =                   16 | NSIDE   =                   17 | NSIDE is 17
            NSIDE   =                   16 | NSIDE   =                   32 | nside 32 has 12288
            ORDERING= 'RING    '           | ORDERING= 'NUNIQ   '           | not RING or NESTED
            TFORM1  = '1024D   '           | TFORM1  = '9999D   '           | does not fit
            TFORM1  = '1024D   '           | TFORM1  = '1024P   '           | does not have
            TFORM1  = '1024D   '           | TFORM1  = '1024A   '           | not a number as wanted
            NAXIS2  =                    3 | NAXIS2  =            999999999 | at most 512 MiB
            NAXIS2  =                    3 | NAXIS2  =                 9999 | cut off
            NAXIS2  =                    3 | NAXIS2  =                   -3 | NAXIS2
            TFIELDS =                    1 | TFIELDS =                    0 | TFIELDS
            XTENSION= 'BINTABLE'           | XTENSION= 'IMAGE   '           | not a BINTABLE
            """)
    void a_wrong_header_is_refused_by_name(String part, String instead, String complaint) throws IOException {
        Path file = file(edited(flat(), part, instead));
        assertThatThrownBy(() -> FlatFits.read(file))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void a_flat_map_is_no_multi_order_map() throws IOException {
        Path file = file(flat());
        assertThatThrownBy(() -> MultiOrderFits.read(file))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("NUNIQ");
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws IOException {
        byte[] whole = multiOrder();
        int end = 5760 + 16 * MultiOrderFits.read(file(whole)).map().size();
        for (int length = 0; length < end; length += 401) {
            Path file = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> MultiOrderFits.read(file))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(SkymapException.class);
        }
    }

    @Test
    void flipped_bytes_in_the_header_never_give_another_kind_of_error() throws IOException {
        byte[] whole = flat();
        var random = new Random(11);
        for (int i = 0; i < 600; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(5760)] ^= (byte) (1 << random.nextInt(8));
            Path file = file(damaged);
            try {
                assertThat(FlatFits.read(file).values()).isNotEmpty();
            } catch (SkymapException e) {
                assertThat(e).hasMessageContaining("map.fits");
            }
        }
    }
}
