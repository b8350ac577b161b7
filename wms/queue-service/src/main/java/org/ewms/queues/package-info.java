/** The queue service: reserves, makes and hands out the queues of workflows. */
@NullMarked
package org.ewms.queues;

import org.jspecify.annotations.NullMarked;
