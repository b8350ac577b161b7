/** How many workers a task should have: pure policy, from what was measured to a number and its reason in words. */
@NullMarked
package org.ewms.workflow.scaling;

import org.jspecify.annotations.NullMarked;
