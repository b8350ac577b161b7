/** Job scripts, and what qstat says. */
@NullMarked
package org.ewms.batch.pbs.internal;

import org.jspecify.annotations.NullMarked;
