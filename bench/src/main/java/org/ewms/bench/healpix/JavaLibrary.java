package org.ewms.bench.healpix;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java library that ours is compared with. It comes as a jar from Debian's packages and is no dependency: its loops
 * are compiled when the benchmark runs, and loaded together with the jar by a class loader of their own.
 */
public enum JavaLibrary {
    OFFICIAL("official Java", "libhealpix-java", "healpix.jar", "OfficialLoops"),
    CDS("CDS Java", "libcds-healpix-java", "cdshealpix.jar", "CdsLoops");

    private static final long LARGE = 1 << 13;

    private final String label;
    private final String debianPackage;
    private final Path jar;
    private final String loops;

    JavaLibrary(String label, String debianPackage, String jar, String loops) {
        this.label = label;
        this.debianPackage = debianPackage;
        this.jar = Path.of("/usr/share/java", jar);
        this.loops = loops;
    }

    /** Its name in tables. */
    public String label() {
        return label;
    }

    /** What to do to have it measured, or null when it is there. */
    public @Nullable String missing() {
        return Files.exists(jar) ? null : "not installed: apt-get install " + debianPackage;
    }

    /** What it can do, and does within a second, at a resolution. */
    public Set<Operation> operations(long nside) {
        Set<Operation> all = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.values()) {
            if (this == OFFICIAL ? official(operation, nside) : cds(operation)) {
                all.add(operation);
            }
        }
        return all;
    }

    private static boolean official(Operation operation, long nside) {
        return switch (operation) {
            case INTERPOL_RING, INTERPOL_NEST -> false;
            case QUERY_POLYGON_RING, QUERY_DISC_INCLUSIVE_RING -> nside <= LARGE;
            case QUERY_DISC_INCLUSIVE_NEST -> nside <= Inputs.LARGEST_NSIDE / 4;
            default -> !operation.batch();
        };
    }

    private static boolean cds(Operation operation) {
        return switch (operation) {
            case ANG2PIX_NEST,
                    PIX2ANG_NEST,
                    RING2NEST,
                    NEST2RING,
                    NEIGHBOURS_NEST,
                    QUERY_DISC_NEST,
                    QUERY_DISC_INCLUSIVE_NEST,
                    QUERY_POLYGON_NEST -> true;
            default -> false;
        };
    }

    /** Compiles the loops into a directory. */
    void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this Java has no compiler, which " + label + " needs: use a JDK");
        }
        String path = jar + java.io.File.pathSeparator + System.getProperty("java.class.path");
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of("-cp", path, "-d", classes.toString(), "-proc:none", "-nowarn"),
                            null,
                            files.getJavaFileObjects(source.resolve(loops + ".java")))
                    .call();
            if (!done) {
                throw new IOException(label + " does not fit our loops: " + problems);
            }
        }
    }

    /** The loops, from the directory they were compiled into. */
    Loops load(Path classes, Inputs in) throws IOException, ReflectiveOperationException {
        URL[] places = {classes.toUri().toURL(), jar.toUri().toURL()};
        // Left open: classes are loaded while the loops run.
        ClassLoader loader = new URLClassLoader(places, JavaLibrary.class.getClassLoader());
        return (Loops) loader.loadClass(loops).getConstructor(Inputs.class).newInstance(in);
    }
}
