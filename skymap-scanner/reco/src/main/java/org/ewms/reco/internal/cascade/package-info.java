/** The likelihood of a point-like cascade. */
@NullMarked
package org.ewms.reco.internal.cascade;

import org.jspecify.annotations.NullMarked;
