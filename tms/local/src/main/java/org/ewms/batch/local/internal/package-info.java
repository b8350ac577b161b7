/** Directories of jobs and the processes that belong to them. */
@NullMarked
package org.ewms.batch.local.internal;

import org.jspecify.annotations.NullMarked;
