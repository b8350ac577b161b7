package org.ewms.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Where a taskforce goes.
 *
 * @param schedd the batch system's submit host
 * @param why it was chosen, in words; null when the user named it
 */
public record Placement(String schedd, @Nullable String why) {}
