/** Measurements, each beside a named reference in the same run. */
@NullMarked
package org.ewms.bench;

import org.jspecify.annotations.NullMarked;
