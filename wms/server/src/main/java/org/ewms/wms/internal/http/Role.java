package org.ewms.wms.internal.http;

/** Who may use a route. */
public enum Role {
    USER,
    /** A user to whom everybody's workflows are open. */
    ADMIN,
    SYSTEM_TMS,
    SYSTEM_WMS
}
