package org.ewms.store;

import java.nio.file.Path;

/** A process that writes until it is killed, and says after each confirmed write what is in the store. */
final class StoreProcess {
    private StoreProcess() {}

    public static void main(String[] args) {
        // The store's own threads would keep a process alive whose main thread has failed.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        EmbeddedStore embedded = EmbeddedStore.start(Path.of(args[0]), "127.0.0.1", 0);
        MongoStore store = MongoStore.connect(embedded.address());
        for (int i = 0; ; i++) {
            String id = "WF-" + args[1] + "-" + i;
            org.ewms.workflow.Workflow workflow = StoredSamples.workflow(id, "TF-" + id);
            store.insert(workflow);
            System.out.println("inserted " + id);
            store.create(workflow.creation());
            System.out.println("created " + id);
            store.replace(workflow.done(org.ewms.workflow.Step.CREATE));
            System.out.println("replaced " + id);
        }
    }
}
