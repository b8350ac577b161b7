package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

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

    private static byte[] picture(SkymapPicture.Format format, ScanResult scan, PictureOptions options) {
        LlhMap map = LlhMap.of(scan);
        Contours contours = Contours.of(map, ConfidenceLevel.standard());
        var out = new ByteArrayOutputStream();
        SkymapPicture.write(format, map, contours, SkymapFiles.summarise(scan, SkymapOptions.defaults()), options, out);
        return out.toByteArray();
    }

    private static ScanResult atThePole() {
        return SimulatedScan.of(KnownSky.gauss(new SkyPosition(200, 89.2), 0.8).ts(), 0, 1);
    }

    private static PictureOptions marked() {
        var sources = List.of(
                new Catalogue.Source("Polaris & <friends>", new SkyPosition(37.95, 89.26)),
                new Catalogue.Source("elsewhere", new SkyPosition(10, -40)));
        return PictureOptions.defaults().withCatalogue(new Catalogue(sources)).withTitle("A & B <C>");
    }

    @Test
    void an_svg_is_well_formed_has_the_lines_colours_and_is_the_same_each_time() throws Exception {
        byte[] svg = picture(SkymapPicture.Format.SVG, atThePole(), marked());
        assertThat(picture(SkymapPicture.Format.SVG, atThePole(), marked())).isEqualTo(svg);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("A & B <C>");
        // Whole sky, zoom and two colour bars.
        assertThat(document.getElementsByTagName("image").getLength()).isEqualTo(4);
        String text = new String(svg, StandardCharsets.UTF_8);
        assertThat(text).contains("stroke=\"#101010\"", "stroke=\"#e01010\"", "stroke=\"#0a8f2e\"");
        // The images' base64 may spell anything.
        assertThat(text.replaceAll("base64,[^\"]*", "")).doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_pdf_is_one_page_that_shows_the_lines_and_is_the_same_each_time() throws IOException {
        byte[] pdf = picture(SkymapPicture.Format.PDF, atThePole(), marked());
        assertThat(picture(SkymapPicture.Format.PDF, atThePole(), marked())).isEqualTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("A & B <C>");
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 72);
            int red = 0;
            for (int rgb : page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth())) {
                red += new Color(rgb).getRed() > 200 && new Color(rgb).getGreen() < 60 && new Color(rgb).getBlue() < 60
                        ? 1
                        : 0;
            }
            assertThat(red).isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @EnumSource(PictureOptions.Sky.class)
    void every_projection_shows_the_contours_at_a_pole(PictureOptions.Sky sky) throws IOException {
        byte[] png = picture(
                SkymapPicture.Format.PNG,
                atThePole(),
                marked().withSky(sky).withZoom(PictureOptions.Zoom.GNOMONIC).withMiddleRaDeg(0));
        assertThat(count(png, 0xffe01010)).isGreaterThan(1000);
        assertThat(count(png, 0xff0b3d91)).isGreaterThan(20);
    }

    @Test
    void options_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> PictureOptions.defaults().withRadiusDeg(170))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("radius");
        assertThatThrownBy(() -> PictureOptions.defaults().withMiddleRaDeg(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("right ascension");
    }
}
