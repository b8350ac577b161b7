@NullMarked
package org.ewms.batch.local;

import org.jspecify.annotations.NullMarked;
