package org.ewms.scanner;

/** Is told how a scan goes, on the scan's own thread; must return quickly. */
@FunctionalInterface
public interface ScanListener {
    /** Called a few times a second, and at the end. */
    void progress(ScanSnapshot snapshot);
}
