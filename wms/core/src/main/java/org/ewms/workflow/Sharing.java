package org.ewms.workflow;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose a workflow is, and who else may do what with it.
 *
 * @param owner subject of a token; null when nobody was asked, and then it is everybody's
 * @param readers names of those who may look at it
 * @param editors names of those who may change it too
 */
public record Sharing(@Nullable String owner, Set<String> readers, Set<String> editors) {
    public Sharing {
        readers = Set.copyOf(readers);
        editors = Set.copyOf(editors);
    }

    public static Sharing of(@Nullable String owner) {
        return new Sharing(owner, Set.of(), Set.of());
    }

    /** @param names of one person: subject and groups */
    public boolean mayChange(Collection<String> names) {
        return mayShare(names) || names.stream().anyMatch(editors::contains);
    }

    /** @param names of one person: subject and groups */
    public boolean mayRead(Collection<String> names) {
        return mayChange(names) || names.stream().anyMatch(readers::contains);
    }

    /** @param names of one person: subject and groups */
    public boolean mayShare(Collection<String> names) {
        return owner == null || names.contains(owner);
    }
}
