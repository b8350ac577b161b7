/** Runs a scan: publishes pixels, collects results, journals, resumes, writes the sky map. */
@NullMarked
package org.ewms.scanner;

import org.jspecify.annotations.NullMarked;
