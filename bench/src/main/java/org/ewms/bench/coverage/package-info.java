/** Whether contours hold the truth as often as they claim. */
@NullMarked
package org.ewms.bench.coverage;

import org.jspecify.annotations.NullMarked;
