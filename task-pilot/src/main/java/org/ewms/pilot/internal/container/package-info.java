/** Tasks in containers: Docker, Podman, Apptainer. */
@NullMarked
package org.ewms.pilot.internal.container;

import org.jspecify.annotations.NullMarked;
