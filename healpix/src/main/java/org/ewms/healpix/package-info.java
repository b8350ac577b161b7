/** HEALPix pixelisation of the sphere and what a sky map needs of it. */
@NullMarked
package org.ewms.healpix;

import org.jspecify.annotations.NullMarked;
