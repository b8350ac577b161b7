/** The rotation between the detector and the sky. */
@NullMarked
package org.ewms.icecube.internal.sky;

import org.jspecify.annotations.NullMarked;
