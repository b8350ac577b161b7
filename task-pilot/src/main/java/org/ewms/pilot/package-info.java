/** The pilot: takes events from a queue, runs the task on each, publishes results, then acknowledges. */
@NullMarked
package org.ewms.pilot;

import org.jspecify.annotations.NullMarked;
