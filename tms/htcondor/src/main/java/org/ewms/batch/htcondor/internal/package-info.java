/** Submit descriptions, what commands say, what event logs say. */
@NullMarked
package org.ewms.batch.htcondor.internal;

import org.jspecify.annotations.NullMarked;
