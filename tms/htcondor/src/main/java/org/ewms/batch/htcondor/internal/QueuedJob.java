package org.ewms.batch.htcondor.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobState;
import org.jspecify.annotations.Nullable;

/**
 * One job as condor_q or condor_history tells it.
 *
 * @param cluster ≥ 1
 * @param proc ≥ 0
 * @param state of the job
 * @param holdReason null unless held
 * @param failure why it failed, empty when it did not or has not ended
 */
public record QueuedJob(
        long cluster, int proc, JobState state, @Nullable String holdReason, String failure) {
    /** The attributes to ask for. */
    public static final String ATTRIBUTES =
            "ClusterId,ProcId,JobStatus,HoldReasonCode,ExitCode,ExitBySignal,ExitSignal";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All jobs of an answer in JSON; both commands print nothing at all when there are none. */
    public static List<QueuedJob> all(CommandLineTools.Answer answer) {
        if (answer.out().isBlank()) {
            return List.of();
        }
        JsonNode read;
        try {
            read = JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new GarbledOutputException(
                    answer.command(), "no JSON (" + e.getOriginalMessage() + ")", answer.out());
        }
        if (!read.isArray()) {
            throw new GarbledOutputException(answer.command(), "no JSON array", answer.out());
        }
        List<QueuedJob> jobs = new ArrayList<>();
        for (JsonNode each : read) {
            jobs.add(of(each, answer));
        }
        return jobs;
    }

    private static QueuedJob of(JsonNode ad, CommandLineTools.Answer answer) {
        long cluster = ad.path("ClusterId").asLong();
        int proc = ad.path("ProcId").asInt(-1);
        if (cluster < 1 || proc < 0) {
            throw new GarbledOutputException(answer.command(), "a job without ClusterId and ProcId", answer.out());
        }
        JobState state = switch (ad.path("JobStatus").asInt()) {
            case 1 -> JobState.IDLE;
            // running; transferring output
            case 2, 6 -> JobState.RUNNING;
            case 3 -> JobState.REMOVED;
            case 4 -> JobState.COMPLETED;
            case 5 -> JobState.HELD;
            case 7 -> JobState.SUSPENDED;
            default ->
                throw new GarbledOutputException(
                        answer.command(), "JobStatus " + ad.path("JobStatus") + " is none", answer.out());
        };
        return new QueuedJob(
                cluster,
                proc,
                state,
                state == JobState.HELD
                        ? HoldReasons.of(ad.path("HoldReasonCode").asInt())
                        : null,
                state == JobState.COMPLETED ? failure(ad) : "");
    }

    private static String failure(JsonNode ad) {
        if (ad.path("ExitBySignal").asBoolean()) {
            return "the pilot was ended by signal " + ad.path("ExitSignal").asInt();
        }
        int code = ad.path("ExitCode").asInt();
        return code == 0 ? "" : JobEvents.ended(Integer.toString(code));
    }
}
