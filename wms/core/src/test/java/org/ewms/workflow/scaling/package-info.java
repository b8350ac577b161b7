@NullMarked
package org.ewms.workflow.scaling;

import org.jspecify.annotations.NullMarked;
