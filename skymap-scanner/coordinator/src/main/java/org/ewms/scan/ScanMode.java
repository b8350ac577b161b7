package org.ewms.scan;

/** How a scan decides where to refine. */
public enum ScanMode {
    /** The original scanner's rule: discs of a fixed number of pixels around the minimum. */
    CLASSIC,
    /** Follows the likelihood contour: refines wherever −2ΔlnL is below a cut, until the 90 % contour is resolved. */
    ADAPTIVE
}
