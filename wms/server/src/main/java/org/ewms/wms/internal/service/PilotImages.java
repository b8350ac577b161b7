package org.ewms.wms.internal.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ewms.service.ApiException;
import org.ewms.workflow.PilotTags;

/** Knows the pilot images that there are. */
public interface PilotImages {
    /** No images are kept here: a tag stands for itself. */
    PilotImages UNCHECKED = tag -> tag;

    /** The image's own tag. */
    String resolve(String tag);

    /**
     * Images in a directory, one {@code ewms-pilot:TAG} each, looked up at each request.
     *
     * @throws IllegalArgumentException when the directory does not exist or is empty
     */
    static PilotImages in(Path directory) {
        if (entries(directory).isEmpty()) {
            throw new IllegalArgumentException(
                    "CVMFS_PILOT_SINGULARITY_IMAGES_DIR must hold an image ewms-pilot:TAG: " + directory);
        }
        return tag -> PilotTags.resolve(tag, entries(directory));
    }

    private static List<String> entries(Path directory) {
        String prefix = "ewms-pilot:";
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        } catch (IOException e) {
            throw new ApiException(503, "the pilot images cannot be listed: " + e);
        }
    }
}
