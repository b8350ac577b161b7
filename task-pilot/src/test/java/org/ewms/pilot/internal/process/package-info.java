@NullMarked
package org.ewms.pilot.internal.process;

import org.jspecify.annotations.NullMarked;
