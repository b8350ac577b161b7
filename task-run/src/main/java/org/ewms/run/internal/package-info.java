/** How a run works inside. */
@NullMarked
package org.ewms.run.internal;

import org.jspecify.annotations.NullMarked;
