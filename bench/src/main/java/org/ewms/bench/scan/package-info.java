/** Whole scans, timed: what the machinery around the fits costs. */
@NullMarked
package org.ewms.bench.scan;

import org.jspecify.annotations.NullMarked;
