/** Pilots on Grid Engine, as array jobs. */
@NullMarked
package org.ewms.batch.gridengine;

import org.jspecify.annotations.NullMarked;
