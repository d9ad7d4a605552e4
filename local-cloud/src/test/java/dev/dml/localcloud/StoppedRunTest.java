package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.dml.Lcg500;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before all fits are done, for want of money or because fits fail. */
class StoppedRunTest {

  private static final Pattern SPENT =
      Pattern.compile(
          "dml: stopped after (\\d+) of 200 fits, because the next invocations could exceed"
              + " backend\\.max_cost_usd");

  static final String SEPARATED =
      "the columns, most of all x1, separate the outcomes 0 and 1 perfectly, so no finite"
          + " coefficients of an unpenalised logistic regression are best: is one of them a copy of"
          + " the outcome, or a consequence? If not, set l2 to a value above 0, such as 0.001, or"
          + " l1 to cv";

  private static final int EXCEPTION = 7;

  /** Its invocations cost so little at most that a small budget is for some of them. */
  private static final Settings BRIEF =
      Client.packagedFunction().withConcurrency(2).withTimeout(Duration.ofSeconds(20));

  @TempDir private Path directory;

  /**
   * Until its time limit of 20 seconds, an invocation may cost 20 x 1.73 GB x 0.0000167 USD and its
   * requests, 0.0006 in all; 200 cost 200 x 0.000005 for storing their results alone, 0.001.
   */
  @Test
  void aRunStopsWhenItsBudgetIsUsedUp() throws Exception {
    LocalCloud cloud = Clouds.quiet(BRIEF);
    int before = cloud.invocations().size();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    assertThat(
            estimate(dml, "budget", "--attempts", "a.csv", "--set", "backend.max_cost_usd=0.0009"))
        .isEqualTo(1);
    List<String> messages = dml.messages();
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0))
        .isEqualTo("dml: if this run stops, go on with: dml resume s3://dml-local/runs/budget");
    Matcher spent = SPENT.matcher(messages.get(1));
    assertThat(spent.matches()).describedAs(messages.get(1)).isTrue();
    assertThat(Integer.parseInt(spent.group(1))).isBetween(1, Command.TASKS - 1);
    assertThat(messages.get(2))
        .isEqualTo("dml: go on with it: dml resume s3://dml-local/runs/budget");
    List<Double> paid = paid("a.csv");
    assertThat(paid).isNotEmpty().allMatch(usd -> usd > 0);
    // An amount is kept unless one takes more than twice as long as any before, as each of the two
    // under way may on a busy machine.
    assertThat(paid.stream().mapToDouble(Double::doubleValue).sum())
        .isLessThanOrEqualTo(0.0009 + 2 * Collections.max(paid));
    assertThat(resume(dml, "budget", "--attempts", "b.csv", "--set", "backend.max_cost_usd=1"))
        .isZero();
    assertThat(paid("b.csv"))
        .describedAs("the first command's too")
        .startsWith(paid.toArray(Double[]::new));
    int known = before + paid("b.csv").size();
    Patience.until("all attempts", () -> cloud.invocations().size() >= known);
    assertThat(cloud.invocations()).describedAs("nothing more was sent").hasSize(known);
    assertThat(dml.result("budget.json")).isEqualTo(here);
  }

  /** A second of 1.73 GB costs 0.0000288 USD, so that 1e-9 are over before a second setting. */
  @Test
  void tuningEndsWhenItsDollarsAreSpent() throws Exception {
    LocalCloud cloud = Clouds.quiet(Client.packagedFunction().withConcurrency(2));
    Command dml = Command.in(directory, cloud.environmentVariables());
    String tuned = "learners.ml_l={type: ridge, tune: {lambda: [1, 2]}, tune_usd: 1e-9}";
    assertThat(estimate(dml, "tuned", "--set", tuned, "--set", "repetitions=1")).isZero();
    assertThat(dml.messages())
        .contains(
            "dml: warning: ml_l: 1 of 2 settings were not tried in every fit, because"
                + " tune_seconds were over: another run may choose others, and give another"
                + " estimate");
    assertThat(dml.result("tuned.json"))
        .contains("\"tune_seconds\" : 3.47E-5")
        .doesNotContain("tune_usd");
  }

  /** What each attempt cost. */
  private List<Double> paid(String file) throws IOException {
    try (CsvReader<NamedCsvRecord> attempts =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve(file))) {
      return attempts.stream().map(attempt -> Double.parseDouble(attempt.getField("usd"))).toList();
    }
  }

  private static int resume(Command dml, String run, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("resume", "s3://dml-local/runs/" + run, "--quiet"));
    arguments.addAll(List.of(more));
    return dml.run(arguments.toArray(String[]::new));
  }

  private static int estimate(Command dml, String run, String... more)
      throws IOException, InterruptedException {
    return dml.run(arguments(run, more));
  }

  private static String[] arguments(String run, String... more) {
    List<String> all = new ArrayList<>(List.of("--quiet"));
    all.addAll(List.of(more));
    return Command.inCloud(run, all.toArray(String[]::new));
  }

  /**
   * One row alone keeps x1 from telling the treatment; the fold that predicts it learns without.
   */
  @Test
  void aRunWithFailedFitsDoesTheOthersAndListsThem() throws Exception {
    LocalCloud cloud = Clouds.quiet(Client.packagedFunction().withConcurrency(2));
    Command dml = Command.in(directory, cloud.environmentVariables());
    Files.writeString(directory.resolve("spec.yaml"), nearlySeparated());
    assertThat(estimate(dml, "failing")).isEqualTo(1);
    List<String> messages = dml.messages();
    assertThat(messages).hasSize(5);
    assertThat(messages.get(1)).isEqualTo("dml: 1 of 10 tasks failed");
    assertThat(messages.get(2))
        .matches("dml: 1 task \\(ml_m\\.rep0\\.treat0\\.fold[0-4]\\): " + Pattern.quote(SEPARATED));
    Matcher list =
        Pattern.compile(
                "dml: all of them are listed in"
                    + " s3://dml-local/(runs/failing/failed/\\d{8}T\\d+Z\\.csv)")
            .matcher(messages.get(3));
    assertThat(list.matches()).describedAs(messages.get(3)).isTrue();
    assertThat(messages.get(4))
        .isEqualTo("dml: go on with it: dml resume s3://dml-local/runs/failing");
    String task = messages.get(2).replaceAll(".*\\((.*)\\): .*", "$1");
    try (InputStream in = Client.store(cloud).open(list.group(1)).orElseThrow()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("task,reason\n" + task + ",\"" + SEPARATED + "\"\n");
    }
    Clouds.awaitQuiet(cloud);
    int before = cloud.invocations().size();
    assertThat(resume(dml, "failing")).isEqualTo(1);
    assertThat(dml.messages()).contains("dml: 1 of 10 tasks failed");
    assertThat(cloud.invocations()).describedAs("the others are kept").hasSize(before + 1);
  }

  /** What AWS refuses in mid-run loses nothing, and what may be billed is said. */
  @Test
  void aRunThatIsRefusedInMidRunSaysSoAndIsGoneOnWith() throws Exception {
    LocalCloud cloud = Clouds.quiet(BRIEF);
    int sent = cloud.invocations().size();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    Process process = dml.start(arguments("refused", "--set", "backend.region=us-east-1"));
    Patience.until("20 invocations", process, () -> cloud.invocations().size() >= sent + 20);
    cloud.deny("lambda:InvokeFunction");
    process.getInputStream().readAllBytes();
    int exitCode = process.waitFor();
    cloud.permit("lambda:InvokeFunction");
    assertThat(exitCode).isEqualTo(1);
    String command = "dml resume s3://dml-local/runs/refused --set backend.region=us-east-1";
    List<String> messages = dml.messages();
    assertThat(messages).hasSize(4);
    assertThat(messages.get(0)).isEqualTo("dml: if this run stops, go on with: " + command);
    assertThat(messages.get(1))
        .isEqualTo(
            "dml: these credentials may not invoke dml-nuisance: User:"
                + " arn:aws:iam::000000000000:user/local is not authorized to perform:"
                + " lambda:InvokeFunction on resource:"
                + " arn:aws:lambda:us-east-1:000000000000:function:dml-nuisance because no"
                + " identity-based policy allows the lambda:InvokeFunction action; attach the"
                + " ClientPolicy of the stack to them");
    Matcher done =
        Pattern.compile("dml: stopped after (\\d+) of 200 fits, which are kept")
            .matcher(messages.get(2));
    assertThat(done.matches()).describedAs(messages.get(2)).isTrue();
    assertThat(Integer.parseInt(done.group(1))).isBetween(1, Command.TASKS - 1);
    assertThat(messages.get(3)).isEqualTo("dml: go on with it: " + command);
    int before = cloud.invocations().size();
    assertThat(resume(dml, "refused", "--set", "backend.region=us-east-1")).isZero();
    assertThat(dml.result("refused.json")).isEqualTo(here);
    assertThat(cloud.invocations().size() - before)
        .describedAs("what was done is not done again, duplicates of stragglers apart")
        .isBetween(1, Command.TASKS + 10 - Integer.parseInt(done.group(1)));
  }

  /** 5,001 folds of two nuisances; AWS Lambda's function takes 10,000 fits a request. */
  @Test
  void aRequestThatIsTooLargeIsRefusedBeforeAnythingIsSent() throws Exception {
    try (LocalCloud cloud =
        LocalCloud.startWaiting(
            Client.packagedFunction(), Duration.ZERO, UnaryOperator.identity())) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      StringBuilder csv = new StringBuilder("y,d,x1\n");
      for (int row = 0; row < 5001; row++) {
        csv.append(row % 7).append(',').append(row % 3).append(',').append(row % 11).append('\n');
      }
      Files.writeString(directory.resolve("data.csv"), csv);
      Files.writeString(
          directory.resolve("spec.yaml"),
          """
          data: {file: data.csv, outcome: y, treatment: d}
          model: plr
          learners: {ml_l: linear-regression, ml_m: linear-regression}
          folds: 5001
          backend: {batch: per-repetition}
          """);
      assertThat(estimate(dml, "large")).isEqualTo(2);
      assertThat(dml.messages())
          .containsExactly(
              "dml: if this run stops, go on with: dml resume s3://dml-local/runs/large",
              "dml: backend.batch: per-repetition sends 10002 fits in one request, but a request"
                  + " has 1 to 10000 fits; per-fold and auto would fit");
      assertThat(cloud.invocations()).isEmpty();
      assertThat(Client.store(cloud).names("data/")).isEmpty();
    }
  }

  private String nearlySeparated() throws IOException {
    Lcg500 data = new Lcg500();
    StringBuilder csv = new StringBuilder("y,d,x1\n");
    for (int i = 0; i < Lcg500.ROWS; i++) {
      csv.append(
          data.y[i] + "," + (data.x1[i] > 0 != (i == EXCEPTION) ? 1 : 0) + "," + data.x1[i] + "\n");
    }
    Files.writeString(directory.resolve("data.csv"), csv);
    return """
    data: {file: data.csv, outcome: y, treatment: d}
    model: plr
    learners: {ml_l: linear-regression, ml_m: logistic-regression}
    repetitions: 1
    backend: {batch: per-fold, concurrency: 2}
    """;
  }
}
