@NullMarked
package org.ewms.workflow.health;

import org.jspecify.annotations.NullMarked;
