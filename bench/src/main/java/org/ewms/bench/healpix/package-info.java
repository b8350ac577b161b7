/** The HEALPix library beside HEALPix C++, call by call. */
@NullMarked
package org.ewms.bench.healpix;

import org.jspecify.annotations.NullMarked;
