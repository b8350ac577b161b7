package org.ewms.store;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
        try (WorkflowStore remote = DocumentStore.connect(embedded.address());
                WorkflowStore local = embedded.workflows();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            threads.execute(() -> write(remote, args[1] + "1"));
            threads.execute(() -> write(local, args[1] + "2"));
            threads.execute(() -> write(local, args[1] + "3"));
            writeTogether(local, args[1] + "4");
        }
    }

    private static void write(WorkflowStore store, String series) {
        for (int i = 0; ; i++) {
            String id = "WF-" + series + "-" + i;
            org.ewms.workflow.Workflow workflow = StoredSamples.workflow(id, "TF-" + id);
            store.insert(workflow);
            System.out.println("inserted " + id);
            store.create(workflow.creation());
            System.out.println("created " + id);
            store.replace(workflow.done(org.ewms.workflow.Step.CREATE));
            System.out.println("replaced " + id);
        }
    }

    private static void writeTogether(WorkflowStore store, String series) {
        for (int i = 0; ; i++) {
            String id = "WF-" + series + "-" + i;
            org.ewms.workflow.Workflow workflow = StoredSamples.workflow(id, "TF-" + id);
            store.together(() -> {
                store.insert(workflow);
                store.create(workflow.creation());
                return store.replace(workflow.done(org.ewms.workflow.Step.CREATE));
            });
            System.out.println("created " + id);
            System.out.println("replaced " + id);
        }
    }
}
