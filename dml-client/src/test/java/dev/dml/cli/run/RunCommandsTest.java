package dev.dml.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.cli.Session;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.RunToResume;
import dev.dml.file.DataFiles;
import dev.dml.run.RunDirectory;
import dev.dml.usage.Usd;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.protocol.RunPlan;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandsTest {

  private static final Instant BEGAN = Instant.parse("2026-11-29T10:00:00Z");
  private static final RunStatus RUNNING =
      new RunStatus(
          "rand",
          "s3://b/runs/rand",
          Optional.of("eu-west-1"),
          "rand.yaml",
          RunStatus.State.RUNNING,
          "",
          BEGAN,
          BEGAN.plusSeconds(60),
          new RunProgress(
              300,
              1000,
              Duration.ofSeconds(60),
              Optional.of(Duration.ofSeconds(140)),
              Optional.of(new RunProgress.Bill(Usd.of("0.02"), 3)),
              30,
              List.of(new RunProgress.Effect("d", 0.5123, 0.043, 0.2)),
              ""));

  @TempDir private Path directory;
  private Session session;
  private String run;

  @BeforeEach
  void begin() throws IOException {
    session = Session.in(directory);
    run = session.path("run");
  }

  /** A run that was begun, and of which nothing is done. */
  private void plan() {
    SpecFile spec = SpecFile.read(directory.resolve("plr.yaml"), List.of());
    String digest = Estimation.of(spec, new DataFiles()).data().digest();
    RunDirectory.inFolder(Path.of(run)).begin(RunPlan.of(spec, digest, Map.of()), Optional.empty());
  }

  @Test
  void aRunThatGoesOnSaysAllThatIsKnown() {
    assertThat(StatusCommand.lines(RUNNING, "", BEGAN.plusSeconds(62), 80))
        .containsExactly(
            "rand: running, 300 of 1,000 fits, 2 min left, 0.02 USD, 3 retries",
            "rand.yaml, began 62 s ago, last heard of 2 s ago; kept in s3://b/runs/rand",
            "",
            "After 30 repetitions",
            "treatment  coefficient  std. error",
            "d               0.5123      0.0430");
  }

  @Test
  void aRunThatStoppedSaysHowToGoOn() {
    RunStatus stopped = RUNNING.in(RunStatus.State.STOPPED, "the budget is spent");
    String goOn = RunToResume.command(stopped.location(), stopped.region());
    assertThat(StatusCommand.lines(stopped, goOn, BEGAN.plusSeconds(62), 80))
        .contains(
            "rand: stopped, 300 of 1,000 fits, 0.02 USD, 3 retries",
            "the budget is spent",
            "go on with it: dml resume s3://b/runs/rand --set backend.region=eu-west-1");
  }

  @Test
  void aRunThatEndedIsDone() {
    plan();
    assertThat(Session.run("resume", run, "--quiet").exitCode()).isZero();
    Session.Outcome outcome = Session.run("status", run);
    // 2 nuisances x 3 folds x 2 repetitions.
    assertThat(outcome.out()).startsWith("run: done, 12 of 12 fits\n").contains("After 2 repet");
    assertThat(Session.run("status", run, "--format", "json").out())
        .contains("\"state\" : \"done\"", "\"done\" : 12", "\"repetitions\" : 2");
  }

  @Test
  void aRunWhoseProcessIsNoMoreWasKilled() throws IOException {
    plan();
    Files.writeString(Path.of(run).resolve("status.json"), RUNNING.write());
    assertThat(Session.run("status", run).out())
        .startsWith("rand: killed, 300 of 1,000 fits")
        .contains("its process has ended", "go on with it: dml resume");
  }

  @Test
  void aStatusThatIsDamagedIsNamed() throws IOException {
    plan();
    Path status = Path.of(run).resolve("status.json");
    Files.writeString(status, "{");
    assertThat(Session.run("status", run).err())
        .startsWith("dml: " + status + ": it is not JSON: ")
        .endsWith("; delete it\n");
  }

  @Test
  void aRunThatNobodyKnowsIsRefused() {
    Session.Outcome outcome = Session.run("status", "nobody-began-this");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("dml: no command of this directory has begun a run nobody-began-this; ");
  }

  @Test
  void aReportOfARunIsThatOfItsResult() throws IOException {
    plan();
    String page = session.path("page.html");
    assertThat(Session.run("report", run, "-o", page).err())
        .isEqualTo("dml: no repetition of " + run + " is whole yet\n");
    assertThat(Session.run("resume", run, "--quiet").exitCode()).isZero();
    assertThat(Session.run("report", run, "--watch", "-o", page))
        .isEqualTo(new Session.Outcome(0, "", "dml: wrote " + page + "\n"));
    assertThat(Path.of(page)).content().contains("Effect of d on y").doesNotContain("refresh");
  }

  @Test
  void whatCannotBeWatchedIsRefused() throws IOException {
    assertThat(Session.run("report", run, "--watch").err())
        .isEqualTo("dml: --watch: needs --output FILE, which it writes again and again\n");
    assertThat(Session.run("report", session.write("a.json", "{}"), "--watch", "-o", "x").err())
        .isEqualTo(
            "dml: --watch: has no effect on "
                + session.path("a.json")
                + ", which is a file, only on a run\n");
    assertThat(Session.run("report", session.path("none")).err())
        .isEqualTo("dml: there is neither a result nor a run " + session.path("none") + "\n");
  }
}
