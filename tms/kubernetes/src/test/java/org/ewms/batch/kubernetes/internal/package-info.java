@NullMarked
package org.ewms.batch.kubernetes.internal;

import org.jspecify.annotations.NullMarked;
