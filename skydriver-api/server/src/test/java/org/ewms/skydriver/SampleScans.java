package org.ewms.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.MemoryScan;
import org.ewms.scanner.PixelReconstructor;
import org.ewms.scanner.ScanSetup;
import org.ewms.skymap.ResultJson;

/** Scans of the bundled simulated event. */
final class SampleScans {
    static final Path EVENT = Path.of("../../events/simulated-track.json");

    private SampleScans() {}

    static byte[] event() {
        try {
            return Files.readAllBytes(EVENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of a scan as a scanner sends it. */
    static JsonNode result(String nsides) {
        try {
            PixelReconstructor reconstructor =
                    PixelReconstructor.of(new ScanSetup("sample", EVENT.toString(), event(), "spe", Map.of()));
            ScanPlan plan = ScanPlan.defaults(ScanMode.CLASSIC).withProgression(NsideProgression.parse(nsides));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ResultJson.write(MemoryScan.run(reconstructor, plan).result(), out);
            return Client.read(out.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (org.ewms.icecube.EventFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
