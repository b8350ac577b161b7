/** The loops of a site, what they say to the workflow service, what pilots are told. */
@NullMarked
package org.ewms.tms.internal;

import org.jspecify.annotations.NullMarked;
