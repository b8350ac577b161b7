package org.ewms.skydriver.internal.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ewms.manifest.RequestException;
import org.ewms.service.ApiException;

/** Images of scanners in a folder, one {@code skymap_scanner:TAG} each, looked up at each request. */
public record ScannerImages(Path folder) implements UnaryOperator<String> {
    private static final String PREFIX = "skymap_scanner:";
    private static final String LATEST = "latest";
    private static final Pattern PART = Pattern.compile("v?(\\d+(?:\\.\\d+){0,2})");
    private static final Pattern RELEASE = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)");

    /** @throws IllegalArgumentException when the folder is not there or empty */
    public ScannerImages {
        if (!Files.isDirectory(folder) || tags(folder).isEmpty()) {
            throw new IllegalArgumentException(
                    "CVMFS_SKYSCAN_SINGULARITY_IMAGES_DIR must hold an image " + PREFIX + "TAG: " + folder);
        }
    }

    /**
     * The image's own tag: that of the same name, or the newest release that {@code latest}, {@code v4} or {@code 3.1} stands for.
     *
     * @throws RequestException when there is none
     */
    @Override
    public String apply(String tag) {
        List<String> there = tags(folder);
        if (there.contains(tag)) {
            return tag;
        }
        Matcher part = PART.matcher(tag);
        if (!tag.equals(LATEST) && !part.matches()) {
            throw missing();
        }
        String start = tag.equals(LATEST) ? "" : part.group(1) + ".";
        return there.stream()
                .filter(each -> RELEASE.matcher(each).matches())
                .filter(each -> (each.replaceFirst("^v", "") + ".").startsWith(start))
                .max(Comparator.comparingLong(ScannerImages::rank))
                .orElseThrow(ScannerImages::missing);
    }

    private static RequestException missing() {
        return new RequestException("argument docker_tag: image not found");
    }

    private static long rank(String tag) {
        Matcher parts = RELEASE.matcher(tag);
        if (!parts.matches()) {
            return -1;
        }
        long rank = 0;
        for (int i = 1; i <= 3; i++) {
            rank = rank * 1_000_000 + Long.parseLong(parts.group(i));
        }
        return rank;
    }

    private static List<String> tags(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith(PREFIX))
                    .map(each -> each.substring(PREFIX.length()))
                    .toList();
        } catch (IOException e) {
            throw new ApiException(503, "the scanner images cannot be listed: " + e);
        }
    }
}
