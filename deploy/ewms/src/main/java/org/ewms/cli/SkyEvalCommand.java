package org.ewms.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.ewms.healpix.Healpix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky eval}: one operation of the HEALPix library on every line of standard input. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates a HEALPix operation on every line of standard input, comma-separated in and out.",
            "Angles are radians: theta from the north pole, 0 to pi, phi eastwards. Empty lines and lines that start"
                    + " with # are skipped."
        },
        footerHeading = "%nOperations, their columns in and out:%n",
        footer = {
            "  ang2pix        theta,phi          pixel",
            "  pix2ang        pixel              theta,phi",
            "  neighbours     pixel              SW,W,NW,N,NE,E,SE,S, -1 for none",
            "  interp         theta,phi          four pixels, their four weights",
            "  boundaries     pixel              x,y,z per point, north west south east",
            "  ring2nest      RING pixel         NESTED pixel",
            "  nest2ring      NESTED pixel       RING pixel",
            "  query-disc     theta,phi,radius   line of input,first,last pixel: a line",
            "                                    per range",
            "  query-polygon  theta,phi of each  as query-disc",
            "                 corner, in a row"
        })
final class SkyEvalCommand implements Callable<Integer> {
    /** The numbering of pixels. */
    enum Scheme {
        RING,
        NESTED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Console console;
    private final InputStream in;

    @Parameters(index = "0", paramLabel = "OP", description = "${COMPLETION-CANDIDATES}.")
    SkyOperation operation = SkyOperation.ANG2PIX;

    @Option(names = "--nside", required = true, paramLabel = "N", description = "Resolution, 1 to 2^29.")
    long nside = 1;

    @Option(names = "--scheme", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Scheme scheme = Scheme.RING;

    @Option(names = "--inclusive", description = "Queries: all pixels that overlap, not only those by their centre.")
    boolean inclusive;

    @Option(names = "--step", paramLabel = "STEP", description = "boundaries: points per side (default: 1).")
    int step = 1;

    SkyEvalCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        Healpix healpix = Healpix.ofNside(nside);
        boolean nested = scheme == Scheme.NESTED;
        if (healpix.order() < 0 && (nested || operation.convertsNumbers())) {
            throw new IllegalArgumentException(
                    "--nside must be a power of two for the NESTED numbering but is " + nside);
        }
        if (step < 1 || step > 1 << 20) {
            throw new IllegalArgumentException("--step must lie in [1, 1048576] but is " + step);
        }
        SkyEvaluation evaluation = new SkyEvaluation(healpix, nested, inclusive, step);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
        try {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    evaluation.write(operation, new CsvRow(number, line), out);
                }
            }
        } finally {
            out.flush();
        }
        return 0;
    }
}
