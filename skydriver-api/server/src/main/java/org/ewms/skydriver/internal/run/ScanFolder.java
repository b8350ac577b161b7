package org.ewms.skydriver.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ewms.icecube.EventFormatException;
import org.ewms.manifest.ScanRequest;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanDirectory;
import org.ewms.scanner.ScanSpec;

/** The directories of the scans under way. */
record ScanFolder(Path root) {
    private static final long SEED = 1;
    private static final int ATTEMPTS = 3;

    /**
     * The scan, taken up where it was or begun.
     *
     * @param event JSON
     * @throws EventFormatException when the event cannot be decoded
     */
    Scan open(String scanId, ScanRequest request, String event) throws EventFormatException {
        Path directory = root.resolve(scanId);
        if (Files.exists(new ScanDirectory(directory).spec())) {
            return Scan.resume(directory);
        }
        delete(scanId);
        return Scan.create(directory, spec(request, event), scanId);
    }

    static ScanSpec spec(ScanRequest request, String event) {
        return new ScanSpec(
                "event " + request.eventId(),
                event.getBytes(StandardCharsets.UTF_8),
                request.reco(),
                Map.of(),
                request.nsides(),
                request.mode().equals("classic") ? ScanMode.CLASSIC : ScanMode.ADAPTIVE,
                request.threshold(),
                SEED,
                ATTEMPTS,
                Optional.empty());
    }

    /** Removes what is there of a scan. */
    void delete(String scanId) {
        Path directory = root.resolve(scanId);
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inner) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
