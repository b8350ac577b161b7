@NullMarked
package org.ewms.batch.pbs;

import org.jspecify.annotations.NullMarked;
