package org.ewms.batch.gridengine.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;

/**
 * What Grid Engine forgets, in directories: a link {@code CLUSTER@JOBNAME} to the taskforce's directory for each cluster, made by whoever
 * knows of it first, the submitter or the first task; a link {@code of-SUBMISSION} before the cluster has its number; and in the
 * taskforce's directory {@code ended-CLUSTER} with a file for each task that has ended, and {@code removed} once it was asked for.
 */
public final class Records {
    private static final Pattern CLUSTER = Pattern.compile("([0-9]{1,18})@(.+)");
    private static final Pattern ENDED = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,3})");
    private static final String REMOVED = "removed";

    private final Path directory;

    public Records(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * A cluster that was submitted.
     *
     * @param name of the job
     * @param taskforce the taskforce's directory
     */
    public record Cluster(JobName name, Path taskforce) {}

    /**
     * What ended tasks have left.
     *
     * @param codes exit codes of their pilots by task
     * @param removed whether the rest were to be removed
     */
    public record Ended(Map<Integer, Integer> codes, boolean removed) {}

    /** Before anything is submitted. */
    public void expect(String submission, Path taskforce) {
        link("of-" + submission, taskforce);
    }

    /** A cluster was seen. Without effect when that is known, or when its submission was never expected. */
    public void seen(long cluster, JobName name) {
        try {
            link(cluster + "@" + name, Files.readSymbolicLink(directory.resolve("of-" + name.submission())));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void link(String name, Path target) {
        try {
            Files.createDirectories(directory);
            Files.createSymbolicLink(directory.resolve(name), target);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Clusters of which this holds, by their number. */
    public Map<Long, Cluster> clusters(Predicate<Map.Entry<Long, JobName>> wanted) {
        Map<Long, Cluster> all = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(directory, "*@*")) {
            for (Path each : links) {
                Matcher found = CLUSTER.matcher(each.getFileName().toString());
                if (found.matches()) {
                    long cluster = Long.parseLong(found.group(1));
                    Optional<JobName> name = JobName.of(found.group(2));
                    if (name.isPresent() && wanted.test(Map.entry(cluster, name.get()))) {
                        all.put(cluster, new Cluster(name.get(), Files.readSymbolicLink(each)));
                    }
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return all;
    }

    /** What the ended tasks of a cluster have left. */
    public Ended ended(long cluster, Path taskforce) {
        Map<Integer, Integer> codes = new HashMap<>();
        boolean removed = false;
        try (DirectoryStream<Path> words = Files.newDirectoryStream(words(cluster, taskforce))) {
            for (Path each : words) {
                String name = each.getFileName().toString();
                Matcher word = ENDED.matcher(name);
                if (word.matches()) {
                    codes.put(Integer.parseInt(word.group(1)), Integer.parseInt(word.group(2)));
                }
                removed |= name.equals(REMOVED);
            }
        } catch (NoSuchFileException e) {
            return new Ended(Map.of(), false);
        } catch (IOException e) {
            throw failed(e);
        }
        return new Ended(codes, removed);
    }

    /** The cluster is to be removed: tasks that vanish without a word have not failed. */
    public void remove(ClusterId cluster) {
        clusters(each -> each.getKey() == cluster.value()).forEach((id, known) -> {
            try {
                Path words = Files.createDirectories(words(id, known.taskforce()));
                Files.createFile(words.resolve(REMOVED));
            } catch (FileAlreadyExistsException e) {
                return;
            } catch (IOException e) {
                throw failed(e);
            }
        });
    }

    private static Path words(long cluster, Path taskforce) {
        return taskforce.resolve("ended-" + cluster);
    }

    private BatchUnavailableException failed(IOException e) {
        return new BatchUnavailableException("the records of Grid Engine's clusters in " + directory + ": " + e, e);
    }
}
