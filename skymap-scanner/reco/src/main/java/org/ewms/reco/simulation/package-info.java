/** Events made up from the same model the reconstructions fit, with the truth behind them. */
@NullMarked
package org.ewms.reco.simulation;

import org.jspecify.annotations.NullMarked;
