package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coverages in FITS files, ours and Debian's astropy's. */
class MocFitsTest {
    private static final Moc SAMPLE = Moc.ofAscii("1/1,3-4 2/21,25 11/7 29/4611686018 14/");

    private static byte[] uniq(Moc moc) throws IOException {
        var out = new ByteArrayOutputStream();
        moc.writeFits(out);
        return out.toByteArray();
    }

    private static byte[] ranges(Moc moc) throws IOException {
        var out = new ByteArrayOutputStream();
        moc.writeFitsRanges(out);
        return out.toByteArray();
    }

    private static Moc read(byte[] file) throws IOException {
        return Moc.readFits(new ByteArrayInputStream(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/", "0/0-11", "5/", "3/1,3-5 4/80 7/", "29/0,3458764513820540927", "29/"})
    void a_coverage_comes_back_from_its_file(String ascii) throws IOException {
        Moc moc = Moc.ofAscii(ascii);
        assertThat(read(uniq(moc))).isEqualTo(moc);
        assertThat(read(ranges(moc))).isEqualTo(moc);
        assertThat(uniq(moc).length % 2880).isZero();
    }

    @Test
    void a_ragged_coverage_comes_back_from_its_file() throws IOException {
        Random random = new Random(11);
        long[] cells = random.longs(20_000, 0, Healpix.ofOrder(12).npix())
                .map(p -> Uniq.of(12, p))
                .toArray();
        Moc moc = Moc.ofUniq(cells);
        assertThat(read(uniq(moc))).isEqualTo(moc);
        assertThat(read(ranges(moc))).isEqualTo(moc);
    }

    private static String python(Path dir, String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", script)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("python3-astropy: %s", output).isZero();
        return output.strip();
    }

    @Test
    void astropy_reads_what_we_write(@TempDir Path dir) throws IOException, InterruptedException {
        Files.write(dir.resolve("uniq.fits"), uniq(SAMPLE));
        Files.write(dir.resolve("ranges.fits"), ranges(SAMPLE));
        String script = """
                from astropy.io import fits
                for name in ("uniq.fits", "ranges.fits"):
                    with fits.open(name) as f:
                        f.verify("exception")
                        h = f[1].header
                        print(h["ORDERING"], h["MOCVERS"], h["MOCDIM"], h["COORDSYS"], h["MOCORD_S"], h["TTYPE1"],
                              ",".join(str(v) for v in f[1].data.field(0)))
                """;
        assertThat(python(dir, script).lines())
                .containsExactly(
                        "NUNIQ 2.0 SPACE C 29 UNIQ " + list(SAMPLE.toUniq()),
                        "RANGE 2.0 SPACE C 29 RANGE " + list(SAMPLE.ranges()));
    }

    private static String list(long[] values) {
        return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    @Test
    void files_of_others_are_read(@TempDir Path dir) throws IOException, InterruptedException {
        String script = """
                import numpy as np
                from astropy.io import fits
                def write(name, column, form, values, **cards):
                    kind = ">i8" if form == "K" else ">i4"
                    table = fits.BinTableHDU.from_columns(
                        [fits.Column(name=column, format=form, array=np.array(values, dtype=kind))])
                    table.header.update(cards)
                    fits.HDUList([fits.PrimaryHDU(np.zeros((3, 5))), fits.ImageHDU(np.ones(7)), table]).writeto(name)
                write("v1.fits", "NPIX", "J", [5, 17, 18], ORDERING="NUNIQ", MOCORDER=4, COORDSYS="C")
                write("v2.fits", "RANGE", "K", [3 << 58, 4 << 58, 0, 1 << 56], ORDERING="RANGE", MOCORD_S=2,
                      MOCVERS="2.0", MOCDIM="SPACE")
                """;
        assertThat(python(dir, script)).isEmpty();
        try (InputStream one = Files.newInputStream(dir.resolve("v1.fits"));
                InputStream two = Files.newInputStream(dir.resolve("v2.fits"))) {
            assertThat(Moc.readFits(one).toAscii()).isEqualTo("0/1 1/1-2 4/");
            assertThat(Moc.readFits(two).toAscii()).isEqualTo("0/3 1/0 2/");
        }
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws IOException {
        byte[] file = uniq(SAMPLE);
        int end = 2 * 2880 + 8 * SAMPLE.toUniq().length;
        for (int length = 0; length < end; length += length < 5700 ? 181 : 1) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIMPLE  =                    T | SIMPLE  =                    F | SIMPLE",
                "XTENSION= 'BINTABLE' | XTENSION= 'IMAGE   ' | no binary table",
                "TFORM1  = 'K       ' | TFORM1  = 'D       ' | TFORM1",
                "TFIELDS =                    1 | TFIELDS =                    2 | TFIELDS",
                "NAXIS1  =                    8 | NAXIS1  =                   16 | NAXIS1",
                "NAXIS2  =                    7 | NAXIS2  =                 9999 | ends within the table",
                "NAXIS2  =                    7 | NAXIS2  =                   -9 | NAXIS2",
                "NAXIS2  =                    7 | NAXIS2  =                  9.5 | NAXIS2",
                "ORDERING= 'NUNIQ   ' | ORDERING= 'RING    ' | ORDERING"
            })
    void a_damaged_header_is_refused_with_the_card(String card, String damaged, String problem) throws IOException {
        String file = new String(uniq(SAMPLE), StandardCharsets.ISO_8859_1);
        assertThat(SAMPLE.toUniq()).hasSize(7);
        assertThat(file).contains(card);
        byte[] bytes = file.replace(card, damaged).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class).hasMessageContaining(problem);
    }

    @Test
    void numbers_that_are_no_cells_are_refused() throws IOException {
        byte[] file = uniq(SAMPLE);
        file[2 * 2880] = (byte) 0xff;
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("UNIQ");
        byte[] bounds = ranges(SAMPLE);
        bounds[2 * 2880] = 0x7f;
        assertThatThrownBy(() -> read(bounds)).isInstanceOf(IOException.class).hasMessageContaining("range");
    }

    @Test
    void trouble_of_the_stream_is_handed_on() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> SAMPLE.writeFits(broken)).hasMessage("disk full");
    }
}
