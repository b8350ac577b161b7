/** Starting and watching pilots. */
@NullMarked
package org.ewms.bench.tms;

import org.jspecify.annotations.NullMarked;
