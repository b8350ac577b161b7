/** The pure core of a scan: (state, input) → (state', effects), no I/O, clock or randomness inside. */
@NullMarked
package org.ewms.scan;

import org.jspecify.annotations.NullMarked;
