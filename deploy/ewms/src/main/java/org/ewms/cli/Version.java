package org.ewms.cli;

import java.util.Objects;
import picocli.CommandLine;

/** What program this is. */
final class Version implements CommandLine.IVersionProvider {
    static String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ewms " + number(), "Java " + Runtime.version()};
    }
}
