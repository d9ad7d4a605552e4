package dev.dml.study;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.billing.Budget;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.study.Study;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of a study what stopped one of its estimations. */
final class StudyStop {

  private StudyStop() {}

  static StoppedRunException of(StoppedRunException one, Study study, StudyProgress progress) {
    String stopped =
        String.format(
            Locale.ROOT, "stopped after %,d of %,d estimations", progress.done(), progress.total());
    if (one.isRefused()) {
      return stop(
          String.join("; ", one.beyondProgress()),
          Stream.concat(one.beyondProgress().stream(), Stream.of(stopped + ", which are kept"))
              .toList(),
          true);
    }
    String why =
        "the next invocations could exceed %s%s; %s are spent"
            .formatted(Budget.STUDY, limit(study), progress.spent().orElse(Usd.ZERO));
    return stop(why, List.of(stopped + ", because " + why), false);
  }

  private static StoppedRunException stop(String why, List<String> sentences, boolean refused) {
    return new StoppedRunException(why, sentences, List.of(), Optional.empty(), refused);
  }

  private static String limit(Study study) {
    return study.backend() instanceof BackendSpec.Cloud cloud
        ? cloud.maxCost().map(most -> " of " + most.amount().toPlainString() + " USD").orElse("")
        : "";
  }
}
