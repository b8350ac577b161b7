/** Arrival-time densities of scattered light: exact, and tabulated for the hot loop. */
@NullMarked
package org.ewms.reco.internal.pandel;

import org.jspecify.annotations.NullMarked;
