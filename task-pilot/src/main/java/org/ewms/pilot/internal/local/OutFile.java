package org.ewms.pilot.internal.local;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Results where a run wants them: whole, or not there. */
public final class OutFile {
    private OutFile() {}

    /** Where a result may be written on its way to {@code target}, whose directory is made. */
    public static Path part(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        return target.resolveSibling("." + target.getFileName() + ".ewms-part");
    }

    /**
     * Puts it there in one step, also where that takes a copy on the other file system first. Work that a pilot had done when it was killed,
     * and that was heard of, is delivered once more: the same result then stays as it is known, lest it be taken for changed.
     *
     * @param result a file, which need not be there afterwards
     * @param attempt counts from 1
     */
    public static void place(Path result, Path target, int attempt) throws IOException {
        if (attempt > 1 && Files.isRegularFile(target) && Files.mismatch(result, target) == -1) {
            Files.delete(result);
            return;
        }
        Path part = part(target);
        try {
            Files.move(result, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.copy(result, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
