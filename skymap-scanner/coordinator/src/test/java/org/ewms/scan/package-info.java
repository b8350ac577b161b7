@NullMarked
package org.ewms.scan;

import org.jspecify.annotations.NullMarked;
