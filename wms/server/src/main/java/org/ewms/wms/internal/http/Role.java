package org.ewms.wms.internal.http;

/** Who may use a route. */
public enum Role {
    USER,
    SYSTEM_TMS,
    SYSTEM_WMS
}
