@NullMarked
package org.ewms.pilot.internal;

import org.jspecify.annotations.NullMarked;
