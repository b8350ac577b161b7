/** Reconstructions: what a fit of one direction is, and the algorithms known by name. */
@NullMarked
package org.ewms.reco;

import org.jspecify.annotations.NullMarked;
