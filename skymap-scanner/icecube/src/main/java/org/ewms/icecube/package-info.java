/** IceCube events in pure Java: realtime files, pulses, fits, geometry, coordinates, pulse cleaning. */
@NullMarked
package org.ewms.icecube;

import org.jspecify.annotations.NullMarked;
