@NullMarked
package org.ewms.pilot.internal.environment;

import org.jspecify.annotations.NullMarked;
