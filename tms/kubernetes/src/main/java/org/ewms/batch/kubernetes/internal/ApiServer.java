package org.ewms.batch.kubernetes.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.kubernetes.KubernetesOptions;
import org.jspecify.annotations.Nullable;

/** The API server, as far as it is needed, within one namespace. What it answers is untrusted: bounded in size and time. Safe for several threads. */
public final class ApiServer implements AutoCloseable {
    private static final String FAILED_CREATE = "FailedCreate";
    private static final Pattern POD = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}");
    private static final int RETRIES = 2;
    private static final long PAGE = 500;
    private static final int MOST_PAGES = 400;
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_LOG_BYTES = 16 << 20;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final KubernetesClient client;
    private final String namespace;

    /**
     * Reads how to reach it; talks to nobody yet.
     *
     * @throws BatchUnavailableException when the kubeconfig cannot be read
     */
    public ApiServer(KubernetesOptions options) {
        Config config = config(options);
        config.setRequestTimeout((int) options.timeout().toMillis());
        config.setConnectionTimeout((int) options.timeout().toMillis());
        config.setRequestRetryBackoffLimit(RETRIES);
        namespace = options.namespace()
                .or(() -> Optional.ofNullable(config.getNamespace()))
                .orElse("default");
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("answer-limit", new AnswerLimit(MOST_BYTES)))
                .build();
    }

    private static Config config(KubernetesOptions options) {
        String context = options.context().orElse(null);
        try {
            return options.kubeconfig()
                    .map(Path::toFile)
                    .map(file -> Config.fromKubeconfig(context, file))
                    .orElseGet(() -> new ConfigBuilder(Config.autoConfigure(context)).build());
        } catch (RuntimeException e) {
            throw new BatchUnavailableException(
                    "cannot read the kubeconfig "
                            + options.kubeconfig().map(Path::toString).orElse("that the environment names") + ": "
                            + PodState.said(e.getMessage(), null) + "; is the site's 'kubeconfig' right?",
                    e);
        }
    }

    /** In which everything is. */
    public String namespace() {
        return namespace;
    }

    /** The server's version. */
    public String version() {
        return asked("its version", () -> {
            var version = client.getKubernetesVersion();
            return version == null ? "unknown" : PodState.said(version.getGitVersion(), null);
        });
    }

    /** The client, for questions that are asked once. */
    <T> T asked(String what, Function<KubernetesClient, T> question) {
        return asked(what, () -> question.apply(client));
    }

    /** The Job of that name. */
    public Optional<Job> job(String name) {
        return asked(
                "job " + name,
                () -> Optional.ofNullable(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    /** The Jobs with a label. */
    public List<Job> jobs(String label, String value) {
        return all(
                "the jobs",
                page -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withLabel(label, value)
                        .list(page));
    }

    /** The pods with a label. */
    public List<Pod> pods(String label, String value) {
        return all(
                "the pods",
                page -> client.pods()
                        .inNamespace(namespace)
                        .withLabel(label, value)
                        .list(page));
    }

    /** Why pods of Jobs could not be created, as far as it may be read. */
    public List<Event> failedCreations() {
        try {
            List<Event> events = all(
                    "the events",
                    page -> client.v1()
                            .events()
                            .inNamespace(namespace)
                            .withField("reason", FAILED_CREATE)
                            .list(page));
            return events.stream()
                    .filter(each -> FAILED_CREATE.equals(each.getReason()))
                    .toList();
        } catch (BatchRefusedException e) {
            return List.of();
        }
    }

    /**
     * Creates a Job.
     *
     * @param dryRun whether the server only says whether it would
     * @return empty when there is one of that name
     */
    public Optional<Job> create(Job job, boolean dryRun) {
        return created("job " + job.getMetadata().getName(), () -> {
            return client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .resource(job)
                    .dryRun(dryRun)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .create();
        });
    }

    /** Creates a Secret in the place of any of that name. */
    public void replace(Secret secret) {
        String what = "secret " + secret.getMetadata().getName();
        Supplier<Secret> creation =
                () -> client.secrets().inNamespace(namespace).resource(secret).create();
        if (created(what, creation).isEmpty()) {
            deleteSecret(secret.getMetadata().getName());
            if (created(what, creation).isEmpty()) {
                throw new BatchUnavailableException("Kubernetes has another " + what + ", which is being deleted");
            }
        }
    }

    private <T> Optional<T> created(String what, Supplier<T> creation) {
        try {
            return Optional.of(creation.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return Optional.empty();
            }
            throw failed("create " + what, e);
        }
    }

    /** What came of a change. */
    public enum Changed {
        DONE,
        /** There is no such Job. */
        GONE,
        /** It is not in the phase that the patch expects. */
        OTHERWISE
    }

    /** Changes the Job of that name. */
    public Changed patch(String name, JobPatch patch) {
        try {
            client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON), patch.text());
            return Changed.DONE;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case NOT_FOUND -> Changed.GONE;
                case UNPROCESSABLE -> Changed.OTHERWISE;
                default -> throw failed("change job " + name, e);
            };
        }
    }

    /** Deletes a Job; its pods and Secret follow. */
    public void deleteJob(Job job) {
        String name = job.getMetadata().getName();
        asked(
                "job " + name + " be deleted",
                () -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(name)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
    }

    /** Deletes a Secret, if it is there. */
    public void deleteSecret(String name) {
        asked(
                "secret " + name + " be deleted",
                () -> client.secrets().inNamespace(namespace).withName(name).delete());
    }

    /** The beginning of what a pod's pilot has printed; empty when the pod is no more, or has not begun. */
    public Optional<String> log(String pod) {
        if (!POD.matcher(pod).matches()) {
            throw new GarbledOutputException("the API server", "a pod cannot be called so", pod);
        }
        try {
            // The client's own way waits, with a watch, until the pod is ready; what there is is wanted.
            return Optional.ofNullable(client.raw("/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log?container="
                    + PilotPod.CONTAINER + "&limitBytes=" + MOST_LOG_BYTES));
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND || e.getCode() == BAD_REQUEST) {
                return Optional.empty();
            }
            throw failed("show the log of pod " + pod, e);
        }
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> all(
            String what, Function<ListOptions, L> list) {
        List<T> all = new ArrayList<>();
        String next = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = next;
            L some = asked(
                    what,
                    () -> list.apply(new ListOptionsBuilder()
                            .withLimit(PAGE)
                            .withContinue(from)
                            .build()));
            all.addAll(some.getItems());
            next = some.getMetadata() == null ? null : some.getMetadata().getContinue();
            if (next == null || next.isEmpty()) {
                return all;
            }
        }
        throw new BatchUnavailableException("Kubernetes does not end to list " + what + " in " + namespace);
    }

    private static <T> T asked(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw failed("tell " + what, e);
        }
    }

    private static BatchException failed(String what, KubernetesClientException e) {
        if (root(e) instanceof JsonProcessingException garbled) {
            return new GarbledOutputException(
                    "the API server", "it should " + what, String.valueOf(garbled.getMessage()));
        }
        String said = PodState.said(message(e), null);
        return switch (e.getCode()) {
            case UNAUTHORIZED ->
                new BatchUnavailableException("Kubernetes does not know who asks it to " + what + ": " + said, e);
            case FORBIDDEN ->
                said.contains("exceeded quota") || said.contains("failed quota")
                        ? new BatchUnavailableException(
                                "Kubernetes would exceed its quota to " + what + "; it is tried again: " + said, e)
                        : new BatchRefusedException("Kubernetes may not " + what + ": " + said);
            default ->
                e.getCode() >= 400
                                && e.getCode() < 500
                                && e.getCode() != TOO_MANY
                                && e.getCode() != CONFLICT
                                && e.getCode() != 408
                                && e.getCode() != 410
                        ? new BatchRefusedException("Kubernetes does not " + what + ": " + said)
                        : new BatchUnavailableException("Kubernetes cannot " + what + ": " + said, e);
        };
    }

    private static @Nullable String message(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable cause = root(e);
        return cause == e ? e.getMessage() : e.getMessage() + ": " + cause;
    }

    private static Throwable root(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() {
        client.close();
    }
}
