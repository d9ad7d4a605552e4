package dev.dml.cli;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.cli.option.ExitCode;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.fetch.FetchException;
import dev.dml.inference.UnidentifiedException;
import dev.dml.run.UnfinishedRunException;
import dev.dml.store.StoreException;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person is told when a command cannot do what it should.
 *
 * @param exitCode what the shell is told
 * @param sentences one per problem
 */
record Failure(int exitCode, List<String> sentences) {

  static Failure of(Throwable problem) {
    if (problem instanceof UnfinishedRunException unfinished) {
      Failure why = of(unfinished.reason());
      return new Failure(
          why.exitCode,
          Stream.concat(why.sentences.stream(), Stream.of("go on with it: " + unfinished.command()))
              .toList());
    }
    // Whatever breaks when the thread is interrupted breaks because of that.
    if (Thread.currentThread().isInterrupted() || problem instanceof CancelledException) {
      return interrupted(problem);
    }
    if (causes(problem).anyMatch(OutOfMemoryError.class::isInstance)) {
      return failed(
          "there was not enough memory; use fewer threads (--set backend.threads=1) or give Java"
              + " more, such as DML_JAVA_OPTS=-Xmx8g");
    }
    return switch (problem) {
      case InvalidInput wrong -> new Failure(ExitCode.INPUT_WRONG, wrong.problems());
      case TaskFailedException e -> new Failure(ExitCode.FAILED, e.sentences());
      case UnidentifiedException e -> failed(e.getMessage());
      case FetchException e -> failed(e.getMessage());
      case StoreException e -> failed(e.getMessage());
      case StoppedRunException e -> new Failure(ExitCode.FAILED, e.sentences());
      case UncheckedIOException e -> failed(words(e));
      default ->
          failed(
              "the program has a mistake: "
                  + problem.getClass().getSimpleName()
                  + (problem.getMessage() == null ? "" : ", " + problem.getMessage())
                  + "; please report it with what DML_DEBUG=1 shows");
    };
  }

  private static Failure interrupted(Throwable problem) {
    String how = problem instanceof CancelledException e ? e.getMessage() : "interrupted";
    boolean isWhole = problem instanceof CancelledException e && e.tellsWhatIsLeft();
    List<String> sentences =
        new ArrayList<>(List.of(isWhole ? how : how + "; no result of it was written"));
    if (problem.getCause() instanceof TaskFailedException failed) {
      sentences.addAll(failed.sentences());
    }
    return new Failure(ExitCode.INTERRUPTED, List.copyOf(sentences));
  }

  /** Ours are sentences; those of Java begin with the name of their cause. */
  private static String words(UncheckedIOException e) {
    String message = String.valueOf(e.getMessage());
    return message.equals(String.valueOf(e.getCause())) ? FileProblem.of(e) : message;
  }

  private static Failure failed(String sentence) {
    return new Failure(ExitCode.FAILED, List.of(sentence));
  }

  private static Stream<Throwable> causes(Throwable problem) {
    return Stream.iterate(problem, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
