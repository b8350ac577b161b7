package org.ewms.tms.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.batch.BatchException;
import org.ewms.batch.ClusterId;
import org.ewms.tms.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a taskforce leaves on this machine. */
record TaskforceDirectory(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(TaskforceDirectory.class);

    static TaskforceDirectory of(Site site, String uuid) {
        return new TaskforceDirectory(site.directory().resolve(Chores.DIRECTORY + uuid));
    }

    /** What pilots printed is gone when the batch system forgets them. */
    void bringOutput(Site site, ClusterId cluster) {
        try {
            site.batch().bringOutput(cluster, path);
        } catch (BatchException e) {
            LOG.warn("{}: what pilots of cluster {} printed is not brought: {}", site.name(), cluster, e.getMessage());
        }
    }

    /** Credentials are of no use any more when all pilots have ended. */
    void forgetSecrets() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "{queue,.queue}-*-token-*")) {
            for (Path each : files) {
                Files.delete(each);
            }
        } catch (IOException e) {
            LOG.warn("cannot delete the credentials in {}: {}", path, e.toString());
        }
    }
}
