package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.estimation.Estimation;
import dev.dml.estimation.Quotation;
import dev.dml.file.DataFiles;
import dev.dml.quote.Quote;
import dev.dml.task.Batching;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dml quote --on lambda} counts, beside what a run sends. */
class QuoteOnLambdaTest {

  @TempDir private Path directory;

  /** 3 folds of 2 nuisances, each of which a quote runs, three of each kind, one at a time. */
  @Test
  void whatIsQuotedIsWhatIsSent() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(1))) {
      Client.of(cloud);
      Command.in(directory, cloud.environmentVariables());
      Path spec = directory.resolve("spec.yaml");
      Quote quote =
          new Quotation(estimation(spec, cloud, "auto"), cloud.environmentVariables()).onLambda();
      assertThat(quote.interruption()).isEmpty();
      assertThat(quote.limit()).isEqualTo(new Quote.Limit(1, "as backend.concurrency says"));
      assertThat(quote.platform().source())
          .isEqualTo("fits, starting, reading and overhead as billed on the function");
      assertThat(quote.workload().fits())
          .allSatisfy(fits -> assertThat(fits.measured()).isEqualTo(3));
      List<InvocationRecord> trial = cloud.invocations();
      assertThat(trial).hasSize(6);
      Quote.Cell asTried = quote.cell(1769, "per-fold", new Batching.PerFold());
      assertThat(asTried.invocations()).isEqualTo(trial.size());
      assertThat(asTried.coldStarts())
          .isEqualTo((int) trial.stream().filter(InvocationRecord::cold).count());
      for (Map.Entry<String, Batching> batching : Batching.byName().entrySet()) {
        int before = cloud.invocations().size();
        estimation(spec, cloud, batching.getKey()).estimate();
        int sent = quote.cell(1769, batching.getKey(), batching.getValue()).invocations();
        // An answer may be here before its record.
        Patience.until("records", () -> cloud.invocations().size() - before >= sent);
        assertThat(cloud.invocations().size() - before)
            .describedAs(batching.getKey())
            .isEqualTo(sent);
      }
    }
  }

  private static Estimation estimation(Path spec, LocalCloud cloud, String batching) {
    return Estimation.read(
        spec,
        List.of(
            "folds=3",
            "repetitions=1",
            "backend.type=lambda",
            "backend.function=" + cloud.functionName(),
            "backend.bucket=" + cloud.bucket(),
            "backend.batch=" + batching,
            "backend.concurrency=1"),
        new DataFiles());
  }

  /** Once there is a fit of each nuisance, what was paid for is worth a quote; it says why. */
  @Test
  void aQuoteThatIsRefusedMidwaySaysSo() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(2))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      Process process = dml.start("quote", "spec.yaml", "--on", "lambda");
      // At least three rounds of two are tried, however long they take.
      Patience.until("a round", process, () -> cloud.invocations().size() >= 2);
      cloud.deny("lambda:InvokeFunction");
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).describedAs(out).isZero();
      assertThat(out.replaceAll("\\s+", " "))
          .contains("Recommended: MemorySize=")
          .contains(
              " Fewer fits were measured than intended: these credentials may not invoke"
                  + " dml-nuisance: User: arn:aws:iam::000000000000:user/local is not authorized to"
                  + " perform: lambda:InvokeFunction on resource:"
                  + " arn:aws:lambda:us-east-1:000000000000:function:dml-nuisance because no"
                  + " identity-based policy allows the lambda:InvokeFunction action; attach the"
                  + " ClientPolicy of the stack to them.");
      assertThat(dml.run("quote", "spec.yaml", "--on", "lambda")).isEqualTo(1);
    }
  }
}
