/** Workflows of the scans, at a workflow service. */
@NullMarked
package org.ewms.skydriver.internal.workflow;

import org.jspecify.annotations.NullMarked;
