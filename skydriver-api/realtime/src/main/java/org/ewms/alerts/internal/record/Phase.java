package org.ewms.alerts.internal.record;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;

/** Which of an alert's scans. */
@EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
public enum Phase {
    PROMPT,
    REFINED
}
