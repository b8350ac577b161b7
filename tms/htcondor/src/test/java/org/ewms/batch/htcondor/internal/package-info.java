@NullMarked
package org.ewms.batch.htcondor.internal;

import org.jspecify.annotations.NullMarked;
