package dev.dml.study;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.AttemptsFile;
import dev.dml.billing.Budget;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.task.Backend;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.study.Study;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A function of an AWS account. All estimations have one ledger and one budget, and divide the
 * invocations that there may be at once; each has a run of its own in the bucket, in which a later
 * command finds what was fitted when this one was killed.
 */
public final class LambdaStudyBackend implements StudyBackend {

  /** More estimations at once need more memory here and would wait for invocations. */
  private static final int MOST_AT_ONCE = 64;

  private static final int LETTERS_OF_DIGEST = 12;

  private final Deployment deployment;
  private final FunctionSettings function;
  private final Ledger ledger;
  private final AttemptsFile attempts;
  private final String runs;
  private final int atOnce;
  private final int room;
  private final SharedLog log;

  private LambdaStudyBackend(
      Deployment deployment,
      BackendSpec.Lambda spec,
      Map<String, String> environment,
      Study study,
      StudyFolder folder,
      Consumer<String> notices) {
    this.deployment = deployment;
    this.function = deployment.function();
    this.ledger =
        new Ledger(
            function,
            Prices.of(spec.prices(), environment, deployment.region(), function.architecture()));
    this.attempts = new AttemptsFile(folder.path().resolve("attempts.csv"), notices);
    ledger.keepIn(attempts);
    this.log = new SharedLog(ledger, Budget.ofStudy(spec, ledger));
    this.runs = study.name() + "-" + study.identity().substring(0, LETTERS_OF_DIGEST) + "-";
    this.room = deployment.room().invocations();
    this.atOnce = Math.clamp(Math.min(study.size(), room), 1, MOST_AT_ONCE);
  }

  /**
   * Opens connections.
   *
   * @param notices is told what went wrong with the list of attempts
   * @throws dev.dml.data.InvalidInput if the study may not cost what one more invocation may
   */
  public static LambdaStudyBackend open(
      BackendSpec.Lambda spec,
      Map<String, String> environment,
      Study study,
      StudyFolder folder,
      Consumer<String> notices) {
    Deployment deployment = Deployment.open(spec, environment);
    try {
      return new LambdaStudyBackend(deployment, spec, environment, study, folder, notices);
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  @Override
  public int atOnce() {
    return atOnce;
  }

  @Override
  public Backend of(int number, IntSupplier atWork) {
    return deployment.backend(
        deployment.run(runs + (number + 1)),
        function,
        log.ofOne(),
        log::mayLaunch,
        () -> Math.max(1, room / Math.max(1, atWork.getAsInt())));
  }

  @Override
  public Optional<Usd> second() {
    return Optional.of(ledger.second());
  }

  @Override
  public Optional<Usd> spent() {
    return Optional.of(log.spent());
  }

  @Override
  public void close() {
    attempts.close();
    deployment.close();
  }
}
