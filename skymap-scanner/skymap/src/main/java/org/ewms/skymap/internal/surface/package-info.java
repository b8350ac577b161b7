/** The likelihood as a continuous surface over the sky: local quadratics, its minimum, its level lines, its integral. */
@NullMarked
package org.ewms.skymap.internal.surface;

import org.jspecify.annotations.NullMarked;
