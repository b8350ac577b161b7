package org.ewms.mqclient.embedded.internal;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;

/** The Artemis configuration that keeps our contract: durable, bounded in memory, nothing created by accident. */
public final class ServerSettings {
    /** Ids remembered per queue for dropping duplicates. */
    public static final int DUPLICATE_WINDOW = 20_000;

    private static final int PAGE_BYTES = 2 << 20;
    private static final int SMALLEST_JOURNAL_FILE = 10 << 20;
    private static final int HEADER_ROOM = 1 << 20;

    /**
     * A start reads the whole journal into memory, with what was consumed long ago. So it must stay small against the heap: it is
     * compacted when it has more files than this and less than this percentage of it still counts, which is a quarter of the heap at most.
     */
    private static final int COMPACT_FILES = 4;

    private static final int COMPACT_PERCENTAGE = 50;

    private ServerSettings() {}

    /** Identifies the in-VM endpoint of a directory; the same after a restart, so that in-VM clients find it again. */
    public static int serverId(Path root) {
        return root.toString().hashCode() & Integer.MAX_VALUE;
    }

    public static Configuration of(EmbeddedBrokerOptions options, Path root, int port) throws Exception {
        var settings = new ConfigurationImpl();
        settings.setName("ewms-embedded");
        settings.setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(root.resolve("journal").toString())
                .setBindingsDirectory(root.resolve("bindings").toString())
                .setPagingDirectory(root.resolve("paging").toString())
                .setLargeMessagesDirectory(root.resolve("large-messages").toString())
                .setNodeManagerLockDirectory(root.resolve("journal").toString())
                .setJournalDatasync(options.syncToDisk())
                .setJournalSyncTransactional(options.syncToDisk())
                .setJournalSyncNonTransactional(options.syncToDisk())
                .setJournalBufferSize_NIO(largestRecord(options))
                .setJournalFileSize(Math.max(SMALLEST_JOURNAL_FILE, largestRecord(options) + HEADER_ROOM))
                .setJournalCompactMinFiles(COMPACT_FILES)
                .setJournalCompactPercentage(COMPACT_PERCENTAGE)
                .setGlobalMaxSize(options.memoryBytes())
                // FreeSpace looks. Artemis's own look reads the table of mounts, which changes as containers come and
                // go, and when it
                // misses its own disk there it shuts the server down.
                .setMinDiskFree(-1)
                .setMaxDiskUsage(-1)
                .setIDCacheSize(DUPLICATE_WINDOW)
                .setPersistIDCache(true)
                .setSecurityEnabled(true)
                // A secret is renewed at once, and comparing it costs nothing.
                .setAuthenticationCacheSize(0)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setCriticalAnalyzer(false)
                .addAcceptorConfiguration("vm", "vm://" + serverId(root))
                .addAcceptorConfiguration("tcp", "tcp://" + options.host() + ":" + port + "?protocols=CORE");
        settings.addAddressSetting("#", defaults());
        return settings;
    }

    /**
     * Every message fits into one record of the journal. Artemis would stream larger ones in pieces, each needing credit of its own, and then
     * a prefetch counted in messages could not be kept exactly.
     */
    private static int largestRecord(EmbeddedBrokerOptions options) {
        return options.maxMessageBytes() + HEADER_ROOM;
    }

    private static AddressSettings defaults() {
        return new AddressSettings()
                .setAutoCreateAddresses(false)
                .setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setMaxDeliveryAttempts(-1)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageSizeBytes(PAGE_BYTES);
    }
}
