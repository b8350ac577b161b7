/** What a job tells HTCondor about itself while it runs. */
@NullMarked
package org.ewms.pilot.internal.chirp;

import org.jspecify.annotations.NullMarked;
