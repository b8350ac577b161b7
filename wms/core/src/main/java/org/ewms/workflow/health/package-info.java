/** What is learned from failures of sites. */
@NullMarked
package org.ewms.workflow.health;

import org.jspecify.annotations.NullMarked;
