package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SkymapPictureTest {
    private static final int NAN_RED = 0xffff0000;

    private static byte[] png(ScanResult scan) {
        LlhMap map = LlhMap.of(scan);
        var out = new ByteArrayOutputStream();
        Contours contours = Contours.of(map, ConfidenceLevel.standard());
        SkymapPicture.writePng(map, contours, SkymapFiles.summarise(scan, SkymapOptions.defaults()), out);
        return out.toByteArray();
    }

    private static long count(byte[] png, int colour) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        long count = 0;
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            count += rgb == colour ? 1 : 0;
        }
        return count;
    }

    private static ScanResult withFailedPixel(ScanResult scan) {
        var tables = new TreeMap<>(scan.tables());
        NsideTable coarse = scan.table(8);
        double[] llh = coarse.llh().clone();
        llh[5] = Double.NaN;
        tables.put(
                8,
                new NsideTable(
                        8,
                        coarse.pixel(),
                        llh,
                        coarse.eIn(),
                        coarse.eTot(),
                        coarse.x(),
                        coarse.y(),
                        coarse.z(),
                        coarse.t()));
        return new ScanResult(scan.event(), tables, false);
    }

    @Test
    void equal_scans_give_equal_pictures() {
        assertThat(png(SkymapFilesTest.scan())).isEqualTo(png(SkymapFilesTest.scan()));
    }

    @Test
    void shows_a_failed_pixel_in_bright_red_and_only_then() throws IOException {
        assertThat(count(png(SkymapFilesTest.scan()), NAN_RED)).isZero();
        assertThat(count(png(withFailedPixel(SkymapFilesTest.scan())), NAN_RED)).isGreaterThan(300);
    }

    @Test
    void draws_the_lines_of_the_three_levels() throws IOException {
        byte[] png = png(SkymapFilesTest.scan());
        assertThat(count(png, 0xff101010)).isGreaterThan(500);
        assertThat(count(png, 0xffe01010)).isGreaterThan(1000);
        assertThat(count(png, 0xff0a8f2e)).isGreaterThan(1500);
    }

    @Test
    void draws_text_without_any_font_of_the_system() throws IOException {
        assertThat(count(png(SkymapFilesTest.scan()), 0xff22262b)).isGreaterThan(3000);
        // The JDK's font machinery would need fontconfig, which a bare server lacks: it must not even be loaded.
        Path maps = Path.of("/proc/self/maps");
        if (Files.isReadable(maps)) {
            assertThat(Files.readString(maps)).doesNotContain("libfontmanager");
        }
    }
}
