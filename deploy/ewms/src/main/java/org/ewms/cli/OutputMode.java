package org.ewms.cli;

/** For people or for programs. */
enum OutputMode {
    /** Lines to read. */
    TEXT,
    /** One JSON object; with progress, one object a line, the result last. */
    JSON
}
