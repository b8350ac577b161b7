/** The per-pulse kernel of the track likelihood beside a loop in C. */
@NullMarked
package org.ewms.bench.likelihood;

import org.jspecify.annotations.NullMarked;
