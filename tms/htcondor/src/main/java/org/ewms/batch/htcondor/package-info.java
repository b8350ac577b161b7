/** Pilots on HTCondor, by its commands and its job event logs. */
@NullMarked
package org.ewms.batch.htcondor;

import org.jspecify.annotations.NullMarked;
