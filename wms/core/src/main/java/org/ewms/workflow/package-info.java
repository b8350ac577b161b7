/** Workflows, their tasks, taskforces and queues: what they are and what may happen to them. No I/O, clock or chance. */
@NullMarked
package org.ewms.workflow;

import org.jspecify.annotations.NullMarked;
