/** Batch scripts, and what squeue says. */
@NullMarked
package org.ewms.batch.slurm.internal;

import org.jspecify.annotations.NullMarked;
