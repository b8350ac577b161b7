/** The algorithms behind the names. */
@NullMarked
package org.ewms.reco.internal;

import org.jspecify.annotations.NullMarked;
