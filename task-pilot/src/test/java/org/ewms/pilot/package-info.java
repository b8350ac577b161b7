@NullMarked
package org.ewms.pilot;

import org.jspecify.annotations.NullMarked;
