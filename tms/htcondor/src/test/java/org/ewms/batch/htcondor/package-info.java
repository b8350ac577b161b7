@NullMarked
package org.ewms.batch.htcondor;

import org.jspecify.annotations.NullMarked;
