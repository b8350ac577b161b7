/** What the original pilot's integration tests demand, on every broker, with every runner. */
@NullMarked
package org.ewms.pilot.upstream;

import org.jspecify.annotations.NullMarked;
