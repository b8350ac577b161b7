/** Runs: one command over many input files, each an event; what is done is known by content and never done again. */
@NullMarked
package org.ewms.run;

import org.jspecify.annotations.NullMarked;
