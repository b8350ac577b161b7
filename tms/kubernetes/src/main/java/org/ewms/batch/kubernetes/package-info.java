/** Kubernetes as a batch system. */
@NullMarked
package org.ewms.batch.kubernetes;

import org.jspecify.annotations.NullMarked;
