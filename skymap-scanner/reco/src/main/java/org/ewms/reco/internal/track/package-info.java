/** The likelihood of a straight track of Cherenkov light, and its fits. */
@NullMarked
package org.ewms.reco.internal.track;

import org.jspecify.annotations.NullMarked;
