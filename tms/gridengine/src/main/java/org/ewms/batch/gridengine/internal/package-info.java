/** Job scripts, what qstat says, and the words that ended jobs leave. */
@NullMarked
package org.ewms.batch.gridengine.internal;

import org.jspecify.annotations.NullMarked;
