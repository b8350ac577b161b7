/** Pilots on Slurm, as array jobs. */
@NullMarked
package org.ewms.batch.slurm;

import org.jspecify.annotations.NullMarked;
