package org.ewms.skydriver.internal.run;

import java.nio.file.Path;
import java.time.Duration;
import org.ewms.manifest.Backlog;

/**
 * How scans are run.
 *
 * @param directory of the scans under way, each a directory with its journal
 * @param backlog whose turn it is
 * @param progressInterval between two reports of progress
 * @param resultInterval between two partial results
 */
public record RunSettings(Path directory, Backlog backlog, Duration progressInterval, Duration resultInterval) {}
