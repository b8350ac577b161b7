/** Manifests of what is created, and what pods and Jobs say. */
@NullMarked
package org.ewms.batch.kubernetes.internal;

import org.jspecify.annotations.NullMarked;
