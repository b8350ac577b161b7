@NullMarked
package org.ewms.queues;

import org.jspecify.annotations.NullMarked;
