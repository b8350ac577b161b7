package org.ewms.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All results of a run in one ZIP file. */
public final class ResultArchive {
    private ResultArchive() {}

    /**
     * Writes the archive, whole or not at all. Inputs without a result are left out.
     *
     * @param results directory the results are in
     * @return how many it holds
     */
    public static int write(Path archive, WorkList work, Path results) throws IOException {
        Path parent = archive.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path part = archive.resolveSibling("." + archive.getFileName() + ".ewms-part");
        int count = 0;
        try (OutputStream file = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < work.size(); i++) {
                Path result = work.resolve(work.get(i).output());
                if (Files.isRegularFile(result)) {
                    ZipEntry entry = new ZipEntry(results.relativize(result).toString());
                    entry.setLastModifiedTime(Files.getLastModifiedTime(result));
                    zip.putNextEntry(entry);
                    Files.copy(result, zip);
                    zip.closeEntry();
                    count++;
                }
            }
        }
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
        return count;
    }
}
