package org.ewms.tms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.tms.internal.SiteSection;

/**
 * The sites of one TMS, in YAML: where the workflow service is, where taskforces have their directories, and each site. tms/README.md has an
 * example with every key.
 *
 * @param wms address of the workflow service, if the file names one
 * @param data directory of taskforces, event logs, local jobs
 * @param sites what is said of each, by name
 */
public record SitesFile(Optional<URI> wms, Path data, Map<String, SiteDescription> sites) {
    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the key that is wrong, and what would be right
     */
    public static SitesFile read(Path file) {
        JsonNode root;
        try {
            root = YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the sites in " + file + ": " + e.getMessage(), e);
        }
        Path home = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        SiteSection all = new SiteSection(file.toString(), root == null ? JsonNodeFactory.instance.objectNode() : root);
        all.only("wms", "data", "sites");
        Path data = home.resolve(all.text("data").orElse("ewms-tms")).normalize();
        Map<String, SiteDescription> sites = new LinkedHashMap<>();
        all.section("sites")
                .names()
                .forEach(name -> sites.put(
                        name, SiteDescription.of(name, all.section("sites").section(name), data)));
        if (sites.isEmpty()) {
            throw new IllegalArgumentException(file + ": 'sites' must describe at least one site");
        }
        return new SitesFile(all.text("wms").map(URI::create), data, sites);
    }

    /** The site of that name. */
    public SiteDescription site(String name) {
        SiteDescription found = sites.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no site '" + name + "'; known are " + sites.keySet());
        }
        return found;
    }
}
