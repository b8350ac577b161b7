package org.ewms.reco;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The reconstructions this process has, by name. */
public final class Reconstructions {
    private Reconstructions() {}

    /** All, in order of name. */
    public static List<Reconstruction> all() {
        return ServiceLoader.load(Reconstruction.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Reconstruction::name))
                .toList();
    }

    /**
     * @throws RecoException when there is none of this name; the message lists the names there are
     */
    public static Reconstruction named(String name) {
        return all().stream()
                .filter(reco -> reco.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RecoException("there is no reco '" + name + "'; there are "
                        + all().stream().map(Reconstruction::name).toList()));
    }
}
