/** Tables of sky maps in FITS: their cards in the order that the strictest reader wants, their bytes through nom-tam-fits. */
@NullMarked
package org.ewms.skymap.internal.fits;

import org.jspecify.annotations.NullMarked;
