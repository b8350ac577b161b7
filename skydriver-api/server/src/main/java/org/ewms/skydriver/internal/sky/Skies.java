package org.ewms.skydriver.internal.sky;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.ResultMark;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;

/** The sky maps of present results; the last few stay at hand. */
public final class Skies {
    private static final int AT_HAND = 6;

    private final Results results;
    private final Map<String, Found> found = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > AT_HAND;
        }
    };

    private record Found(ResultMark mark, Sky sky) {}

    public Skies(Results results) {
        this.results = results;
    }

    /**
     * The map of a scan's present result; empty when there is none yet.
     *
     * @throws org.ewms.skymap.SkymapException when the result is not one of a scan
     */
    public Optional<Sky> of(KeptScan scan) {
        ResultMark mark = scan.course().result();
        if (mark == null) {
            return Optional.empty();
        }
        synchronized (found) {
            Found known = found.get(scan.id());
            if (known != null && known.mark().equals(mark)) {
                return Optional.of(known.sky());
            }
        }
        return results.of(scan).map(kept -> {
            Sky sky = new Sky(read(kept.text()));
            synchronized (found) {
                found.put(scan.id(), new Found(kept.mark(), sky));
            }
            return sky;
        });
    }

    /** A result in the format of skyreader. @throws org.ewms.skymap.SkymapException when it is not */
    public static ScanResult read(String text) {
        return ResultJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
