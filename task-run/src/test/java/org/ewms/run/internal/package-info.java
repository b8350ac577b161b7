@NullMarked
package org.ewms.run.internal;

import org.jspecify.annotations.NullMarked;
