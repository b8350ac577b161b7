package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ewms.healpix.FlatMaps;
import org.ewms.healpix.Moc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** healpy and astropy find in our files the very numbers that were written. */
class ReadBackIT {
    private static final LlhMap MAP = LlhMap.of(SkymapFilesTest.scan());
    private static final ProbabilityMap PROBABILITY = ProbabilityMap.of(MAP);
    private static final SkymapSummary SUMMARY = SkymapFiles.summarise(MAP.result(), SkymapOptions.defaults());

    @TempDir
    private Path dir;

    private final List<Path> arguments = new ArrayList<>();

    private Path add(String kind, String name, Consumer<OutputStream> content) {
        Path file = dir.resolve(name);
        SkymapFiles.write(file, content);
        arguments.addAll(List.of(Path.of(kind), file, dir.resolve(name + ".raw")));
        return file;
    }

    private Path flat(String kind, String name, FlatLayout layout) {
        return add(kind, name, out -> FlatFits.write(MAP, PROBABILITY, SUMMARY, layout, out));
    }

    private double[] doubles(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".raw")));
        double[] out = new double[bytes.remaining() / 8];
        bytes.asDoubleBuffer().get(out);
        return out;
    }

    private long[] longs(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".raw")));
        long[] out = new long[bytes.remaining() / 8];
        bytes.asLongBuffer().get(out);
        return out;
    }

    @Test
    void every_layout_is_read_back_identical() throws Exception {
        var llh = MapQuantity.TWICE_DELTA_LLH;
        var prob = MapQuantity.PROBABILITY;
        Path ring = flat("flat", "ring.fits.gz", FlatLayout.full(llh, 256));
        Path nested = flat("flat", "nested.fits", FlatLayout.full(prob, 64).withScheme(FlatLayout.Scheme.NESTED));
        Path small = flat("flat", "small.fits", FlatLayout.full(llh, 4));
        Path part = flat("partial", "part.fits", FlatLayout.full(llh, 512).withPartial(true));
        Path nestedPart = flat(
                "partial",
                "nestedpart.fits",
                FlatLayout.full(prob, 128).withScheme(FlatLayout.Scheme.NESTED).withPartial(true));
        Path density =
                add("multiorder", "density.fits", out -> MultiOrderFits.write(MAP, PROBABILITY, SUMMARY, prob, out));
        Path twice = add("multiorder", "twice.fits", out -> MultiOrderFits.write(MAP, PROBABILITY, SUMMARY, llh, out));
        Moc moc = SUMMARY.contour90().coverage(SUMMARY.contour90().fineOrder(), false);
        Path v1 = add("moc", "v1.fits", out -> MocFits.write(moc, MocFits.Version.V1, out));
        Path v2 = add("moc", "v2.fits.gz", out -> MocFits.write(moc, MocFits.Version.V2, out));

        Python.run(dir, "dump_maps.py", arguments.toArray(Path[]::new));

        assertThat(doubles(ring)).isEqualTo(FlatFits.read(ring).wholeSky());
        assertThat(doubles(small)).isEqualTo(FlatFits.read(small).wholeSky());
        assertThat(FlatMaps.nest2ring(doubles(nested)))
                .isEqualTo(FlatFits.read(nested).wholeSky());
        assertThat(doubles(part)).isEqualTo(FlatFits.read(part).wholeSky());
        assertThat(doubles(nestedPart)).isEqualTo(FlatFits.read(nestedPart).wholeSky());
        double[] densities = doubles(density);
        double[] twices = doubles(twice);
        for (int i = 0; i < PROBABILITY.cells(); i++) {
            double uniq = (4L << (2 * MAP.order(i))) + MAP.nested(i);
            assertThat(densities[i]).isEqualTo(uniq);
            assertThat(densities[PROBABILITY.cells() + i]).isEqualTo(PROBABILITY.density(i));
            assertThat(twices[i]).isEqualTo(uniq);
            assertThat(twices[PROBABILITY.cells() + i]).isEqualTo(MAP.ts(i));
        }
        assertThat(longs(v1)).isEqualTo(moc.ranges());
        assertThat(longs(v2)).isEqualTo(moc.ranges());
        assertThat(MocFits.read(v1)).isEqualTo(moc);
        assertThat(MocFits.read(v2)).isEqualTo(moc);
    }

    @Test
    void a_partial_map_has_the_pixels_of_the_finest_scan_and_no_copies_of_coarser_ones() {
        Path part = flat(
                "partial",
                "p.fits",
                FlatLayout.full(MapQuantity.TWICE_DELTA_LLH, 512).withPartial(true));
        assertThat(FlatFits.read(part).pixel())
                .isEqualTo(MAP.result().table(512).pixel());
        double min = MAP.bestFit().pixelLlh();
        double[] values = FlatFits.read(part).values();
        double[] llh = MAP.result().table(512).llh();
        for (int i = 0; i < llh.length; i++) {
            assertThat(values[i]).isEqualTo(2 * (llh[i] - min));
        }
    }
}
