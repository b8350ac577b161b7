/** Which pulses belong to the particle, and which to noise. */
@NullMarked
package org.ewms.icecube.internal.cleaning;

import org.jspecify.annotations.NullMarked;
