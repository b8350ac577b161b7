package org.ewms.pilot.internal.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.Message;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner.Attempt;
import org.jspecify.annotations.Nullable;

/** One resident process: takes events one after another. Used by one slot at a time; of no use any more once {@link #broken}. */
public final class Worker {
    /** Less than a pipe holds, so that writing it to a worker that has read everything before never blocks. */
    private static final int FITS_PIPE = 32 * 1024;

    private static final Duration EXIT_PATIENCE = Duration.ofMillis(500);

    private final Process process;
    private final TaskProcess task;
    private final Executor pipeThreads;
    private final ProcessOptions options;
    private final WorkerOutput output;
    private final ProgressBoard progress;
    private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(16);
    private final OutputStream stdin;
    private boolean broken;

    /** What the reading thread saw: a frame, or why there will be no more. */
    private record Said(
            Frames.@Nullable Frame frame, @Nullable String problem) {}

    /** The worker does not do what it should. */
    private static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }
    }

    /** @param pipeThreads threads that may block in a pipe */
    Worker(
            Process process,
            TaskProcess task,
            Executor pipeThreads,
            ProcessOptions options,
            WorkerOutput output,
            ProgressBoard progress) {
        this.process = process;
        this.task = task;
        this.pipeThreads = pipeThreads;
        this.options = options;
        this.output = output;
        this.progress = progress;
        this.stdin = new BufferedOutputStream(process.getOutputStream(), FITS_PIPE * 2);
        Thread.ofPlatform().daemon().name("worker-stdout").start(this::listen);
    }

    private void listen() {
        try (var stdout = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            Frames.Frame frame;
            do {
                frame = Frames.read(stdout, options.resultBytes());
                said.put(new Said(frame, null));
            } while (!(frame instanceof Frames.Ended));
        } catch (IOException e) {
            said.offer(new Said(null, e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean broken() {
        return broken || !process.isAlive();
    }

    /** Waits until the worker says that it is ready; null then, else why not, and it is killed. */
    public TaskOutcome.@Nullable Failed awaitReady() throws InterruptedException {
        try {
            Frames.Frame frame = next(System.nanoTime() + options.timeout().toNanos());
            if (frame instanceof Frames.Ready) {
                return null;
            }
            throw new BrokenException("the worker began with " + name(frame) + " instead of ready");
        } catch (BrokenException e) {
            return breaks("the worker did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            kill();
            throw e;
        }
    }

    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        output.begin(attempt);
        try {
            send(attempt);
            return answer(attempt, System.nanoTime() + options.timeout().toNanos());
        } catch (BrokenException e) {
            return breaks(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            kill();
            throw e;
        } finally {
            progress.ended(attempt);
        }
    }

    private void send(Attempt attempt) {
        if (attempt.event().body().length <= FITS_PIPE) {
            write(attempt);
        } else {
            pipeThreads.execute(() -> write(attempt));
        }
    }

    /** A worker that no longer reads has ended or will time out: either is told by what it says, or does not say. */
    private void write(Attempt attempt) {
        try {
            Frames.write(stdin, attempt);
        } catch (IOException e) {
            Thread.yield();
        }
    }

    private TaskOutcome answer(Attempt attempt, long deadline) throws InterruptedException, BrokenException {
        List<Message> results = new ArrayList<>();
        long bytes = 0;
        while (true) {
            switch (next(deadline)) {
                case Frames.Result(byte[] body) -> {
                    bytes += body.length;
                    if (bytes > options.resultBytes()) {
                        throw new BrokenException("the results exceed " + options.resultBytes() + " bytes");
                    }
                    results.add(Message.of(resultId(attempt, results.size()), body));
                }
                case Frames.Progress(String words) -> progress.tell(attempt, words);
                case Frames.DoneFrame() -> {
                    return new TaskOutcome.Done(results);
                }
                case Frames.FailedFrame(String reason) -> {
                    return new TaskOutcome.Failed(reason);
                }
                case Frames.PoisonFrame(String reason) -> {
                    return new TaskOutcome.Poison(reason);
                }
                case Frames.Ready() -> throw new BrokenException("the worker said ready in the middle of an event");
                case Frames.Ended() -> throw new BrokenException("the worker ended in the middle of an event");
            }
        }
    }

    /** The first result has the event's id. */
    private static String resultId(Attempt attempt, int index) {
        String id = attempt.event().id();
        String suffix = index == 0 ? "" : "#" + index;
        return id.substring(0, Math.min(id.length(), 200 - suffix.length())) + suffix;
    }

    private Frames.Frame next(long deadline) throws InterruptedException, BrokenException {
        Said next = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new BrokenException("timed out after " + options.timeout());
        }
        if (next.frame() == null) {
            throw new BrokenException(String.valueOf(next.problem()));
        }
        return next.frame();
    }

    private static String name(Frames.Frame frame) {
        return frame instanceof Frames.Ended
                ? "the end of its output"
                : frame.getClass().getSimpleName();
    }

    private TaskOutcome.Failed breaks(String problem) throws InterruptedException {
        boolean ended = process.waitFor(EXIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Integer code = ended ? process.exitValue() : null;
        kill();
        String exit = code == null ? "" : " (exit code " + code + ")";
        FailureKind kind = problem.startsWith("timed out")
                ? FailureKind.TIMEOUT
                : code == null ? FailureKind.RESULT : FailureKind.ofExitCode(code);
        return new TaskOutcome.Failed(problem + exit + ": " + task.lastWords(), kind);
    }

    /** Lets the worker end by itself, which closing its stdin asks for, then kills it. */
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It does not read; that is its business.
        }
        kill();
    }

    private void kill() {
        broken = true;
        task.kill(options.killGrace());
    }
}
