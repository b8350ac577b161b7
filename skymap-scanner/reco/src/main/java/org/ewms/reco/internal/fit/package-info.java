/** Minimisation of smooth functions of few variables. */
@NullMarked
package org.ewms.reco.internal.fit;

import org.jspecify.annotations.NullMarked;
