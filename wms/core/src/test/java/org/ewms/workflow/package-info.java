@NullMarked
package org.ewms.workflow;

import org.jspecify.annotations.NullMarked;
