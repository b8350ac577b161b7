/** How much light a DOM sees: one approximate bulk-ice model for simulation and cascade fits. */
@NullMarked
package org.ewms.reco.internal.light;

import org.jspecify.annotations.NullMarked;
