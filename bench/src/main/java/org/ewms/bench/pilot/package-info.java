/** The pilot beside a bare loop over the same broker. */
@NullMarked
package org.ewms.bench.pilot;

import org.jspecify.annotations.NullMarked;
