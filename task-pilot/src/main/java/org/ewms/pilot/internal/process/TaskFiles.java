package org.ewms.pilot.internal.process;

import java.nio.file.Path;

/**
 * Where the files of one attempt lie.
 *
 * @param name of the attempt, unlike any other's
 * @param directory of this attempt alone
 * @param work where its process starts
 * @param in the event; its directory exists
 * @param out where the result is expected
 */
public record TaskFiles(String name, Path directory, Path work, Path in, Path out) {}
